import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { score } from "../format.ts";
import { candidateLabel } from "../record/candidate-names.ts";
import { replyOf, winnerOf } from "../record/candidates.ts";
import { type ScoreAxis, scoreAxis } from "../record/score-axis.ts";
import { type ScoreBreakdown, scoreBreakdown } from "../record/score-breakdown.ts";
import { isMerged } from "../record/system-traits.ts";
import { comparedCount } from "../record/votes.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icons.tsx";
import { nextTab } from "./next-tab.ts";
import { ScoreBar } from "./score-bar.tsx";

interface CandidateTabsProps {
  /** Prefix of the elements' ids; the panel's is `<id>-panel`. */
  readonly id: string;
  readonly run: RunRecord;
  /** In the order of the tabs. */
  readonly candidates: readonly CandidateRecord[];
  readonly shown: CandidateRecord;
  readonly open: (draw: number) => void;
}

/** One tab per candidate; the arrow keys, Home and End move between them. */
export function CandidateTabs({ id, run, candidates, shown, open }: CandidateTabsProps): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const axis = scoreAxis(run);
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = nextTab(event.key, candidates.indexOf(shown), candidates.length);
    const next = index === null ? undefined : candidates[index];
    if (next === undefined) return;
    event.preventDefault();
    open(next.subset);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[index ?? 0]?.focus();
  };
  return (
    <div
      role="tablist"
      aria-orientation="vertical"
      aria-label={isMerged(run) ? strings.candidateTabs : strings.answerTabs}
      class={isMerged(run) ? "tabs" : "tabs of-answers"}
      ref={list}
      onKeyDown={onKeyDown}
    >
      {candidates.map((candidate) => (
        <button
          key={candidate.subset}
          type="button"
          role="tab"
          class="tab"
          id={`${id}-${candidate.subset}`}
          aria-controls={`${id}-panel`}
          aria-selected={candidate === shown}
          tabIndex={candidate === shown ? 0 : -1}
          onClick={() => {
            open(candidate.subset);
          }}
        >
          <TabLabel run={run} candidate={candidate} axis={axis} />
        </button>
      ))}
    </div>
  );
}

interface TabLabelProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  readonly axis: ScoreAxis | null;
}

function TabLabel({ run, candidate, axis }: TabLabelProps): JSX.Element {
  const breakdown = scoreBreakdown(run, candidate);
  return (
    <>
      <span class="tab-name">{candidateLabel(run, candidate)}</span>
      {axis !== null && breakdown !== null && <ScoreBar breakdown={breakdown} axis={axis} />}
      {candidate.answer !== null && <code class="tab-answer">{candidate.answer}</code>}
      <span class="tab-note">{note(run, candidate, breakdown)}</span>
      <span class="tab-marks">
        {candidate === winnerOf(run) && <Mark icon="winner" label={strings.winner} />}
        {candidate === replyOf(run) && <Mark icon="check" label={strings.reply} />}
      </span>
    </>
  );
}

function note(run: RunRecord, candidate: CandidateRecord, breakdown: ScoreBreakdown | null): string {
  if (candidate.votes !== null) return strings.votesOf(candidate.votes, comparedCount(run));
  if (breakdown !== null) return score(breakdown.total);
  return candidate.score === null ? strings.statusOf[candidate.status] : "";
}

function Mark({ icon, label }: { readonly icon: "winner" | "check"; readonly label: string }): JSX.Element {
  return (
    <span class="mark" title={label}>
      <Icon name={icon} />
      <span class="visually-hidden">{label}</span>
    </span>
  );
}
