import type { Parameters } from "./parameters.ts";
import { explore } from "./plan-run.ts";

/**
 * What is drawn in place of subsets of which nothing is left, because none of their references arrived: subsets of those
 * that did.
 *
 * @param subsets the draws, as indices into the referencers
 * @param present the indices of the references that arrived, ascending
 * @param prior of the referencers, highest first
 * @returns draws as ascending indices into the referencers; null when the first ones can be used, or nothing arrived
 */
export function drawAgain(
  subsets: readonly (readonly number[])[],
  present: readonly number[],
  prior: readonly number[],
  parameters: Parameters,
  seed: number,
): number[][] | null {
  const arrived = new Set(present);
  if (present.length === 0 || subsets.some((subset) => subset.some((index) => arrived.has(index)))) return null;
  const priorOfPresent = present.map((index) => prior[index] ?? 0);
  const draws = explore(priorOfPresent, parameters, seed, "prior-dropping/again");
  return draws.map((subset) => subset.map((position) => present[position] ?? 0));
}
