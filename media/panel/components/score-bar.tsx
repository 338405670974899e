import type { JSX } from "preact";
import type { AxisPart, ScoreAxis } from "../record/score-axis.ts";
import { partOf, scoreParts } from "../record/score-axis.ts";
import type { ScoreBreakdown } from "../record/score-breakdown.ts";

interface ScoreBarProps {
  readonly breakdown: ScoreBreakdown;
  /** The same for all candidates of a run. */
  readonly axis: ScoreAxis;
}

/** A candidate's total as a bar from 0 on, with a line up to its similarity; the numbers themselves stand elsewhere. */
export function ScoreBar({ breakdown, axis }: ScoreBarProps): JSX.Element {
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
