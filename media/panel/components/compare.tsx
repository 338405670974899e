import type { ComponentChildren, JSX, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { score } from "../format.ts";
import { candidateLabel, candidateName, candidateTitle } from "../record/candidate-names.ts";
import { differingWords, type Passage } from "../record/differing-words.ts";
import { scoreBreakdown } from "../record/score-breakdown.ts";
import { isMerged } from "../record/system-traits.ts";
import { votesSentence } from "../record/votes.ts";
import { strings } from "../strings.ts";
import { post } from "../vscode.ts";
import { ReplyText } from "./reply-text.tsx";
import { SeenReferences } from "./seen-references.tsx";
import { UseReply } from "./use-reply.tsx";
import { useUniqueId } from "./use-unique-id.ts";

interface CompareProps {
  readonly run: RunRecord;
  readonly left: CandidateRecord;
  readonly right: CandidateRecord;
  readonly end: () => void;
  /** The controls that choose the right candidate. */
  readonly children: ComponentChildren;
}

const FENCE = /^[^\S\n\r\u2028\u2029]*(?:`{3}|~{3})/mu;

/** Shows two candidates side by side, or one below the other in a narrow panel, with the differing words marked. */
export function Compare({ run, left, right, end, children }: CompareProps): JSX.Element {
  const columns = [useRef<HTMLElement>(null), useRef<HTMLElement>(null)] as const;
  const marks = useMarkedDifferences(columns, [left.text, right.text]);
  const names = [left, right].map((one) => candidateName(one)) as [string, string];
  return (
    <div
      class="compare"
      onKeyDown={(event) => {
        if (event.key === "Escape") end();
      }}
    >
      <div class="actions">
        {children}
        {FENCE.test(`${left.text}\n${right.text}`) && (
          <button
            type="button"
            class="button secondary"
            onClick={() => {
              post({ type: "compare-code", runId: run.runId, draws: [left.subset, right.subset] });
            }}
          >
            {strings.compareCode}
          </button>
        )}
        <button type="button" class="quiet-button" onClick={end}>
          {strings.endComparing}
        </button>
      </div>
      {marks !== undefined && (
        <p class="hint">{marks === null ? strings.hardlyAlike : strings.onlyHere(...marks, ...names)}</p>
      )}
      <div class="compare-columns">
        <CompareColumn run={run} candidate={left} column={columns[0]} />
        <CompareColumn run={run} candidate={right} column={columns[1]} />
      </div>
    </div>
  );
}

interface CompareColumnProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  readonly column: RefObject<HTMLElement | null>;
}

/** Shows one of the two compared candidates. */
function CompareColumn({ run, candidate, column }: CompareColumnProps): JSX.Element {
  const heading = useUniqueId();
  const breakdown = scoreBreakdown(run, candidate);
  const votes = votesSentence(run, candidate);
  return (
    <section class="candidate" aria-labelledby={heading} ref={column}>
      <div class="candidate-head">
        <h3 id={heading}>{candidateTitle(run, candidate)}</h3>
        {breakdown !== null && <span class="hint">{strings.scoreOf(score(breakdown.total))}</span>}
      </div>
      {votes !== null && <p class="reason">{votes}</p>}
      {isMerged(run) ? (
        <SeenReferences run={run} candidate={candidate} />
      ) : (
        <p class="hint">{strings.notMergedAnswer(candidate.model)}</p>
      )}
      <ReplyText key={candidate.subset} reply={candidate} />
      <div class="actions">
        <UseReply run={run} candidate={candidate} />
      </div>
    </section>
  );
}

interface CompareWithProps {
  readonly run: RunRecord;
  /** The candidates that can be compared with the answer. */
  readonly others: readonly CandidateRecord[];
  readonly compared: CandidateRecord;
  readonly compare: (draw: number) => void;
}

/** Lets the user choose the candidate beside the answer. */
export function CompareWith({ run, others, compared, compare }: CompareWithProps): JSX.Element {
  const id = useUniqueId();
  return (
    <span class="compare-with">
      <label for={id}>{strings.compareWith}</label>
      <select
        id={id}
        value={compared.subset}
        onChange={({ currentTarget: { value } }) => {
          compare(Number(value));
        }}
      >
        {others.map((other) => (
          <option key={other.subset} value={other.subset}>
            {candidateLabel(run, other)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Number of marked passages on each side; null when there were too many. */
type Marks = readonly [left: number, right: number] | null;

type Pair<Item> = readonly [left: Item, right: Item];

/**
 * Names of the highlights. The browser draws them over the text without changing its elements; styles/compare.css
 * defines their look.
 */
const NAMES: Pair<string> = ["smcs-only-left", "smcs-only-right"];

/**
 * Marks the words of prose that only one of two elements contains. Code and formulas are left out: code can be compared
 * in an editor.
 *
 * @param texts the elements' texts; the elements are compared again when one changes
 * @returns undefined before the first comparison
 */
function useMarkedDifferences(columns: Pair<RefObject<HTMLElement | null>>, texts: Pair<string>): Marks | undefined {
  const [marks, setMarks] = useState<Marks | undefined>(undefined);
  useLayoutEffect(() => {
    const [left, right] = columns.map(({ current }) => proseIn(current)) as [Text[], Text[]];
    const differences = differingWords(joined(left), joined(right));
    setMarks(differences && [differences.left.length, differences.right.length]);
    if (differences === null) return undefined;
    const ranges = [rangesOf(left, differences.left), rangesOf(right, differences.right)] as const;
    for (const side of [0, 1] as const) for (const range of ranges[side]) highlight(NAMES[side]).add(range);
    return () => {
      for (const side of [0, 1] as const) for (const range of ranges[side]) highlight(NAMES[side]).delete(range);
    };
  }, [...texts]);
  return marks;
}

/** Returns a highlight, which all comparisons of the page share. */
function highlight(name: string): Highlight {
  const known = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, known);
  return known;
}

function proseIn(column: HTMLElement | null): Text[] {
  const texts: Text[] = [];
  for (const markdown of column?.querySelectorAll(".markdown") ?? []) {
    const walker = document.createTreeWalker(markdown, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement?.closest(".code-block, .formula") === null) texts.push(node as Text);
  }
  return texts;
}

/** Returns the texts with a space between them, because they may belong to different paragraphs. */
function joined(texts: readonly Text[]): string {
  return texts.map(({ data }) => data).join(" ");
}

function rangesOf(texts: readonly Text[], passages: readonly Passage[]): Range[] {
  const starts: number[] = [];
  let length = 0;
  for (const { data } of texts) {
    starts.push(length);
    length += data.length + 1;
  }
  return passages.flatMap(({ start, end }) => {
    const first = starts.findLastIndex((one) => one <= start);
    const last = starts.findLastIndex((one) => one < end);
    const [from, to] = [texts[first], texts[last]];
    if (from === undefined || to === undefined) return [];
    const range = document.createRange();
    range.setStart(from, start - (starts[first] ?? 0));
    range.setEnd(to, Math.min(to.length, end - (starts[last] ?? 0)));
    return [range];
  });
}
