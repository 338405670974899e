import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { BankQuestionText } from "../../../../src/protocol/index.ts";
import type { RunRecord } from "../../../../src/core/record/index.ts";
import { count, percent, score } from "../../format.ts";
import { type PriorShare, priorShares, type Selection } from "../../record/model-priors.ts";
import { bankUse, systemTraits } from "../../record/system-traits.ts";
import { strings } from "../../strings.ts";
import { Badge } from "../badge.tsx";
import { useBankTexts } from "./bank-texts.ts";
import { Draws } from "./draws.tsx";
import { LongText } from "./long-text.tsx";

interface ReasonsProps {
  readonly system: string;
  readonly selection: Selection;
  readonly subsets: RunRecord["subsets"];
  /** Models without an answer. */
  readonly failed: ReadonlySet<string>;
  /** Models that were chosen, but not asked, because an earlier answer sufficed. */
  readonly spared?: ReadonlySet<string>;
  /** Names of the candidates that are corrections of others. */
  readonly corrections?: readonly string[];
  /** Whether the run is still to come. */
  readonly ahead?: boolean;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Shows how the referencers are chosen, in SMCS by RPS, and how their answers are distributed over subsets (Sec. 3.4),
 * if they are.
 */
export function Reasons({
  system,
  selection,
  subsets,
  failed,
  spared = NOBODY,
  corrections = [],
  ahead = false,
}: ReasonsProps): JSX.Element {
  const { asks, replies } = systemTraits(system);
  const { priors, support } = bankUse(system);
  const tieBreak = asks === "everybody" ? { help: strings.priorBreaksTies } : {};
  return (
    <>
      {priors && <Priors selection={selection} spared={spared} ahead={ahead} {...tieBreak} />}
      {replies === "candidates" && subsets.length > 0 && (
        <section>
          <h3>{strings.draws}</h3>
          <Draws models={selection.referencers} subsets={subsets} missing={failed} />
          {corrections.map((name) => (
            <p key={name} class="hint">
              {name}
            </p>
          ))}
        </section>
      )}
      {support && selection.support.length > 0 && (
        <>
          <SourceShares selection={selection} />
          <Support selection={selection} />
        </>
      )}
      {(priors || support) && <p class="hint">{strings.foundIn(selection.space)}</p>}
    </>
  );
}

/** Shows the share of each source among the support questions (Fig. 5), largest first. */
function SourceShares({ selection }: { readonly selection: Selection }): JSX.Element {
  const { support, supportBySource } = selection;
  const shares = Object.entries(supportBySource).sort(([, a], [, b]) => b - a);
  return (
    <section>
      <h3>{strings.sources}</h3>
      <p class="hint">{strings.sourcesHelp}</p>
      <ul class="bars">
        {shares.map(([source, share]) => (
          <li key={source} class="bar-row">
            <span class="bar-name">{source}</span>
            <span class="bar-value">
              {percent(share)} ({support.filter((question) => question.source === source).length})
            </span>
            <Bar share={share} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Maximum number of models that are not folded. */
const MODELS_SHOWN = 15;

interface PriorsProps {
  readonly selection: Selection;
  readonly spared: ReadonlySet<string>;
  /** Whether the referencers have yet to be asked. */
  readonly ahead: boolean;
  /** What the priors decide if they do not choose the models. */
  readonly help?: string;
}

/** Shows every model of the pool by its prior (Eq. 4), and which of them are asked (Eq. 5). */
function Priors({ selection, spared, ahead, help }: PriorsProps): JSX.Element {
  const list = (shares: readonly PriorShare[]): JSX.Element => (
    <ul class="bars">
      {shares.map((share) => (
        <Prior key={share.model} share={share} isSpared={spared.has(share.model)} ahead={ahead} />
      ))}
    </ul>
  );
  return (
    <section>
      <h3>{strings.prior}</h3>
      <p class="hint">
        {help} {priorHelp(selection)} {selection.prior.some(({ evaluated }) => !evaluated) && strings.priorOfOthers}{" "}
        {selection.chosen !== undefined && strings.chosenTogether}{" "}
        {selection.prior.some(({ costs }) => costs !== undefined) && strings.chosenForValue}
      </p>
      <FewFirst items={priorShares(selection)} few={MODELS_SHOWN} list={list} />
    </section>
  );
}

/** Returns what the priors are. */
function priorHelp({ learned, support }: Selection): string {
  if (learned === undefined) return support.length > 0 ? strings.priorHelp : strings.priorOverall;
  const from = strings.priorLearned(count(learned.questions), learned.at.slice(0, "2026-01-31".length));
  return learned.isCurrent ? from : `${from} ${strings.priorLearnedBefore}`;
}

interface PriorProps {
  readonly share: PriorShare;
  readonly isSpared: boolean;
  readonly ahead: boolean;
}

function Prior({ share: { model, value, share, evaluated, asked, adds }, isSpared, ahead }: PriorProps): JSX.Element {
  return (
    <li class={asked && !isSpared ? "bar-row" : "bar-row not-asked"} title={strings.priorValue(score(value))}>
      <span class="bar-name">
        {model} {asked && !isSpared && <Badge>{ahead ? strings.willBeAsked : strings.asked}</Badge>}{" "}
        {isSpared && <Badge quiet>{strings.statusOf.spared}</Badge>}{" "}
        {!evaluated && <Badge quiet>{strings.notEvaluated}</Badge>}
      </span>
      <span class="bar-value">{(evaluated || share > 0) && percent(share)}</span>
      <Bar share={share} />
      {adds !== undefined && <span class="hint bar-note">{strings.addsCoverage(adds)}</span>}
    </li>
  );
}

/** Maximum number of bank questions that are not folded. */
const QUESTIONS_SHOWN = 10;

type SupportQuestions = Selection["support"];

/** Shows the bank questions that the choice rests on (Eq. 3), most similar first. */
function Support({ selection }: { readonly selection: Selection }): JSX.Element {
  const { support, bankSize, threshold } = selection;
  return (
    <section>
      <h3>{strings.support}</h3>
      <p class="hint">
        {strings.supportOf(support.length, bankSize)} {strings.supportFrom(score(threshold))}
      </p>
      <FewFirst items={support} few={QUESTIONS_SHOWN} list={(questions) => <Questions questions={questions} />} />
    </section>
  );
}

function Questions({ questions }: { readonly questions: SupportQuestions }): JSX.Element {
  const texts = useBankTexts(questions.map(({ id }) => id));
  return (
    <ol class="bars">
      {questions.map((question) => (
        <Question key={question.id} question={question} known={texts.get(question.id)} />
      ))}
    </ol>
  );
}

interface QuestionProps {
  readonly question: SupportQuestions[number];
  /** Undefined until the host has looked it up. */
  readonly known: BankQuestionText | undefined;
}

function Question({ question: { id, source, similarity }, known }: QuestionProps): JSX.Element {
  const gone = known?.text === null ? [strings.notInBank] : [];
  const origin = [source, known?.domain ?? "", ...gone].filter((part) => part !== "");
  return (
    <li class="bar-row" title={id}>
      <span class="bar-name">
        <LongText text={known?.text ?? id} />
      </span>
      <span class="bar-value">
        <span class="visually-hidden">{strings.similarity} </span>
        {score(similarity)}
      </span>
      <Bar share={similarity} />
      <span class="hint bar-note">{origin.join(" · ")}</span>
    </li>
  );
}

/** Shows a share between 0 and 1 as a bar. The number is shown beside it. */
function Bar({ share }: { readonly share: number }): JSX.Element {
  return (
    <span class="bar" aria-hidden="true">
      <span class="bar-fill" style={{ width: `${share * 100}%` }} />
    </span>
  );
}

interface FewFirstProps<Item> {
  readonly items: readonly Item[];
  /** Number of items that are shown until the reader asks for all. */
  readonly few: number;
  readonly list: (items: readonly Item[]) => JSX.Element;
}

/** Shows the beginning of a list that may be long, and the rest on demand. */
function FewFirst<Item>({ items, few, list }: FewFirstProps<Item>): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <>
      {list(all ? items : items.slice(0, few))}
      {items.length > few && (
        <button
          type="button"
          class="quiet-button all-or-few"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? strings.showFewer : strings.showAll(items.length)}
        </button>
      )}
    </>
  );
}
