import type { Parameters } from "../parameters.ts";
import type { Draw } from "../enhancement/index.ts";
import type { System } from "../systems/index.ts";

/** The inputs for drawing subsets. */
interface Drawing {
  readonly system: System;
  /** Priors of the referencers, in their order. */
  readonly prior: readonly number[];
  readonly parameters: Parameters;
  readonly seed: number;
}

/**
 * Returns draws that replace subsets of which nothing is left because none of their references arrived. The new subsets
 * are drawn from the references that arrived.
 *
 * @param subsets the draws, as indices into the referencers
 * @param present the indices of the references that arrived, ascending
 * @returns draws as ascending indices into the referencers; null when one of the first draws can be used, nothing
 *   arrived, or the system does not draw again
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
