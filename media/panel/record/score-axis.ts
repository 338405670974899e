import type { RunRecord } from "../../../src/core/record/index.ts";
import { type ScoreBreakdown, scoreBreakdown } from "./score-breakdown.ts";

/**
 * The scale on which a run's candidates are compared. It always contains 0, so that a bar is as long as its number is
 * large.
 */
export interface ScoreAxis {
  readonly low: number;
  readonly high: number;
}

/** A part of the axis, as shares of its length. */
export interface AxisPart {
  readonly from: number;
  readonly length: number;
}

/** The place of one candidate on the axis. */
interface ScoreParts {
  /** From 0 to S_total. */
  readonly total: AxisPart;
  /** Between S_total and S_sim: the loss by uncertainty. */
  readonly lost: AxisPart;
}

/** Returns the axis of a run: from 0 to 1, and further if scores lie outside; null when nothing was scored. */
export function scoreAxis(run: RunRecord): ScoreAxis | null {
  const scored = run.candidates.flatMap((one) => scoreBreakdown(run, one) ?? []);
  if (scored.length === 0) return null;
  const ends = scored.flatMap(({ similarity, total }) => [similarity, total]).map(withoutNoise);
  return { low: Math.min(0, ...ends), high: Math.max(1, ...ends) };
}

/**
 * Returns a value without rounding errors: the similarity of equal texts can be slightly above 1, because embeddings
 * have single precision.
 */
function withoutNoise(value: number): number {
  return Math.abs(value - 1) < 1e-6 ? 1 : value;
}

/** Returns the places of 0, S_total and S_sim. */
export function scoreParts({ similarity, total }: ScoreBreakdown, axis: ScoreAxis): ScoreParts {
  return { total: partOf(0, total, axis), lost: partOf(total, similarity, axis) };
}

/** Returns the part of the axis between two values, in any order. */
export function partOf(one: number, other: number, { low, high }: ScoreAxis): AxisPart {
  const span = high - low;
  return { from: (Math.min(one, other) - low) / span, length: Math.abs(one - other) / span };
}
