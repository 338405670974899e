import type { Parameters } from "../parameters.ts";
import type { Draw } from "../enhancement/index.ts";
import type { System } from "../systems/index.ts";

/** What a run draws subsets by. */
interface Drawing {
  readonly system: System;
  /** Of the referencers, in their order. */
  readonly prior: readonly number[];
  readonly parameters: Parameters;
  readonly seed: number;
}

/**
 * What is drawn in place of subsets of which nothing is left, because none of their references arrived: subsets of those
 * that did.
 *
 * @param subsets the draws, as indices into the referencers
 * @param present the indices of the references that arrived, ascending
 * @returns draws as ascending indices into the referencers; null when the first ones can be used, or nothing arrived
 */
export function drawAgain(
  { system, prior, parameters, seed }: Drawing,
  subsets: readonly Draw[],
  present: readonly number[],
): readonly Draw[] | null {
  const arrived = new Set(present);
  if (present.length === 0 || subsets.some((subset) => subset.some((index) => arrived.has(index)))) return null;
  return system.drawAgain?.(present, prior, parameters, seed) ?? null;
}
