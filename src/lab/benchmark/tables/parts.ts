import type { TestSet } from "./test-set.ts";

/** Data sets beyond these share one column. */
const MOST_PARTS = 8;

/** A column of data sets: one of the biggest, or all others together. */
export interface Part {
  readonly title: string;
  readonly sources: ReadonlySet<string>;
}

/** Returns the biggest of some names, and all others as one. */
export function partsOf(names: readonly string[]): Part[] {
  // Room for one more is room for it by name.
  const shown = names.length <= MOST_PARTS ? names : names.slice(0, MOST_PARTS);
  const others = names.slice(shown.length);
  return [
    ...shown.map((name) => ({ title: name, sources: new Set([name]) })),
    ...(others.length === 0 ? [] : [{ title: `${others.length} others`, sources: new Set(others) }]),
  ];
}

/** Returns the test set's data sets, the biggest first. */
export function testParts(test: TestSet): Part[] {
  return partsOf(test.sources.map(({ name }) => name));
}

/** Says which data sets have no column of their own; nothing where all have. */
export function partNotes(test: TestSet): string[] {
  const others = test.sources.length - MOST_PARTS;
  if (others <= 0) return [];
  return [
    `The ${MOST_PARTS} data sets with the most questions have columns of their own; the ${others} others share one, in which every question weighs the same.`,
  ];
}
