import type { JSX } from "preact";
import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { score } from "../format.ts";
import { candidateLabel } from "../record/candidate-names.ts";
import { inOrder, replyOf, winnerOf } from "../record/candidates.ts";
import { perplexityLeftOut } from "../record/perplexity-left-out.ts";
import { type AxisPart, partOf, type ScoreAxis, scoreAxis, scoreParts } from "../record/score-axis.ts";
import { type ScoreBreakdown, scoreBreakdown } from "../record/score-breakdown.ts";
import { isMerged } from "../record/system-traits.ts";
import { comparedCount } from "../record/votes.ts";
import { scoredCount } from "../record/winner-reason.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icons.tsx";

/**
 * Shows every candidate in one line, best first, so that the bars can be compared. Returns null when nothing was
 * compared.
 */
export function ScoreBars({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const axis = scoreAxis(run);
  if (comparedCount(run) < 2) return null;
  return (
    <>
      <ul
        class={isMerged(run) ? "score-bars" : "score-bars of-answers"}
        aria-label={isMerged(run) ? strings.candidateTabs : strings.answerTabs}
      >
        {inOrder(run).map((candidate) => (
          <li key={candidate.subset} class="score-line">
            <BarLine run={run} candidate={candidate} axis={axis} />
          </li>
        ))}
      </ul>
      <ScoreLegend run={run} />
    </>
  );
}

interface BarLineProps {
  readonly run: RunRecord;
  readonly candidate: CandidateRecord;
  readonly axis: ScoreAxis | null;
}

function BarLine({ run, candidate, axis }: BarLineProps): JSX.Element {
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

interface ScoreBarProps {
  readonly breakdown: ScoreBreakdown;
  /** The axis, the same for all candidates of a run. */
  readonly axis: ScoreAxis;
}

/** Shows a candidate's total as a bar from 0, with a line up to its similarity. The numbers are shown elsewhere. */
function ScoreBar({ breakdown, axis }: ScoreBarProps): JSX.Element {
  const { total, lost } = scoreParts(breakdown, axis);
  return (
    <span class="score-bar" aria-hidden="true">
      <span class="score-lost" style={styleOf(lost)} />
      <span class="score-total" style={styleOf(total)} />
      {axis.low < 0 && <span class="score-zero" style={styleOf(partOf(0, 0, axis))} />}
    </span>
  );
}

function styleOf({ from, length }: AxisPart): { left: string; width: string } {
  return { left: `${from * 100}%`, width: `${length * 100}%` };
}

/** Explains the candidates' bars. Returns null when there is nothing to compare. */
function ScoreLegend({ run }: { readonly run: RunRecord }): JSX.Element | null {
  const axis = scoreAxis(run);
  if (axis === null || scoredCount(run) < 2) return null;
  return (
    <p class="hint score-legend">
      {legend(run)} {strings.scoreScale(end(axis.low), end(axis.high))}
    </p>
  );
}

function legend(run: RunRecord): string {
  if (run.decidedBy === "medoid") return strings.medoidLegend;
  const leftOut = perplexityLeftOut(run);
  return leftOut === null ? strings.scoreLegend : strings.similarityLegend(leftOut);
}

function end(value: number): string {
  return Number.isInteger(value) ? String(value) : score(value);
}
