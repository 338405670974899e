import { measureSelection } from "./bank-selection.ts";
import type { Figure } from "./figure.ts";
import { measureImport } from "./import-bank.ts";
import { measureOpening } from "./open-bank.ts";

/** The benchmarks of the question bank, one after another so that none disturbs another. */
const parts: readonly (() => Promise<readonly Figure[]>)[] = [measureSelection, measureOpening, measureImport];

/** Returns all figures of the question bank. */
export async function measureBank(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const measure of parts) figures.push(...(await measure()));
  return figures;
}
