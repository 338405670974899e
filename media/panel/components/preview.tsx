import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Preview as Shown, PreviewPlan } from "../../../src/protocol/index.ts";
import { usd } from "../../../src/core/amounts.ts";
import { systemSentence, systemTitle, systemTraits } from "../record/system-traits.ts";
import { strings } from "../strings.ts";
import { gist } from "../why/gist.ts";
import { Badge } from "./badge.tsx";
import { Fold } from "./fold.tsx";
import { Merger } from "./merger.tsx";
import { useUniqueId } from "./use-unique-id.ts";
import { Warnings } from "./warnings.tsx";
import { LongText } from "./why/long-text.tsx";
import { Reasons } from "./why/reasons.tsx";

interface PreviewProps {
  readonly preview: Shown;
  /** Ends the preview. */
  readonly end: (ask: boolean) => void;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Shows what asking a question would do: which models would answer, why, and the cost. Escape closes it. */
export function Preview({ preview: { question, plan }, end }: PreviewProps): JSX.Element {
  const sheet = useRef<HTMLElement>(null);
  const heading = useUniqueId();
  // A layout effect, so that the next key goes to the sheet.
  useLayoutEffect(() => {
    sheet.current?.focus();
  }, [question]);
  return (
    <section
      class="preview"
      aria-labelledby={heading}
      ref={sheet}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        end(false);
      }}
    >
      <div class="preview-body">
        <h2 id={heading}>{strings.preview}</h2>
        <div class="preview-question">
          <LongText text={question} />
        </div>
        <p role="status">{plan === null ? strings.choosing : strings.nobodyAskedYet}</p>
        {plan !== null && <Planned plan={plan} />}
      </div>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={plan === null}
          onClick={() => {
            if (plan !== null) end(true);
          }}
        >
          {strings.askNow}
        </button>
        <button
          type="button"
          class="button secondary"
          onClick={() => {
            end(false);
          }}
        >
          {strings.close}
        </button>
      </div>
    </section>
  );
}

function Planned({ plan }: { readonly plan: PreviewPlan }): JSX.Element {
  const { system, selection, subsets, aggregator, requests, estimate, prompts, warnings, simulated, held } = plan;
  const { cascade, examples, repair } = plan;
  const sentence = systemSentence(system);
  return (
    <>
      <p>
        {system !== "smcs" && (
          <>
            <Badge quiet>{systemTitle(system)}</Badge>{" "}
          </>
        )}
        {strings.sentence(gist(plan, selection))} {strings.inRequests(requests)}{" "}
        {simulated && <Badge>{strings.simulated}</Badge>}
      </p>
      <PreviewCost estimate={estimate} />
      {cascade && <p class="hint">{strings.inTurn}</p>}
      {examples !== null && <p class="hint">{strings.runsOn(examples.examples.length)}</p>}
      {repair && <p class="hint">{strings.mayCorrect}</p>}
      <Warnings messages={warnings} />
      <PreviewPrompts prompts={prompts} />
      <div class="why">
        {sentence !== null && <p>{sentence}</p>}
        <Reasons system={system} selection={selection} subsets={subsets} failed={NOBODY} ahead />
        {aggregator !== null && <Merger system={system} choice={aggregator} />}
      </div>
      {!held && systemTraits(system).replies === "candidates" && subsets.length > 0 && (
        <p class="hint">{strings.drawnAnew}</p>
      )}
    </>
  );
}

/** Shows what a question will cost, and which parts of the cost are unknown. */
function PreviewCost({ estimate }: Pick<PreviewPlan, "estimate">): JSX.Element {
  const { costUsd, knownUsd, unpriced, unpricedHere, capUsd } = estimate;
  return (
    <section>
      <h3>{strings.cost}</h3>
      <p>
        <strong>{costUsd === null ? knownPart(knownUsd) : range(costUsd)}</strong>
      </p>
      {unpriced.length > 0 && <p>{strings.noPriceFor(unpriced.join(", "))}</p>}
      {unpricedHere.length > 0 && <p class="hint">{strings.onThisMachine(unpricedHere.join(", "))}</p>}
      {capUsd !== null && <p class="hint">{strings.neverMoreThan(usd(capUsd))}</p>}
    </section>
  );
}

function knownPart(known: PreviewPlan["estimate"]["knownUsd"]): string {
  return known[1] > 0 ? strings.costPartlyKnown(range(known)) : strings.costNotKnown;
}

function range([low, high]: PreviewPlan["estimate"]["knownUsd"]): string {
  if (high === 0) return strings.free;
  const [from, to] = [usd(low), usd(high)];
  return from === to ? from : strings.fromTo(from, to);
}

/** Shows the user's own prompts that a question will use. Returns null when all prompts are SMCS's. */
function PreviewPrompts({ prompts }: Pick<PreviewPlan, "prompts">): JSX.Element | null {
  const { question, aggregation, comparison } = prompts;
  const named: readonly { readonly name: string; readonly template: typeof aggregation }[] = [
    { name: strings.promptOfQuestion, template: question },
    { name: strings.promptOfMerging, template: aggregation },
    { name: strings.promptOfComparing, template: comparison },
  ];
  const own = named.flatMap(({ name, template }) => (template === undefined ? [] : [{ name, ...template }]));
  if (own.length === 0) return null;
  return (
    <section>
      <h3>{strings.ownPrompts}</h3>
      {own.map(({ name, system, user, reference }) => (
        <Fold key={name} summary={name}>
          <dl class="prompt">
            <Message name={strings.systemMessage} text={system ?? strings.noMessage} />
            <Message name={strings.userMessage} text={user} />
            {reference !== undefined && <Message name={strings.eachAnswer} text={reference} />}
          </dl>
        </Fold>
      ))}
    </section>
  );
}

function Message({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{text}</dd>
    </>
  );
}
