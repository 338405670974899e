import type { TestSet } from "./test-set.ts";

/** Maximum number of data sets with a column of their own; the others share one. */
const MOST_PARTS = 8;

/** A column of data sets: one of the largest, or all others together. */
export interface Part {
  readonly title: string;
  readonly sources: ReadonlySet<string>;
}

/** Returns the first names as parts of their own, and all others as one part. */
export function partsOf(names: readonly string[]): Part[] {
  // A column for a single other data set could just as well have its name.
  const shown = names.length <= MOST_PARTS ? names : names.slice(0, MOST_PARTS);
  const others = names.slice(shown.length);
  return [
    ...shown.map((name) => ({ title: name, sources: new Set([name]) })),
    ...(others.length === 0 ? [] : [{ title: `${others.length} others`, sources: new Set(others) }]),
  ];
}

/** Returns the test set's data sets, the largest first. */
export function testParts(test: TestSet): Part[] {
  return partsOf(test.sources.map(({ name }) => name));
}

/** Returns a note on data sets without a column of their own; nothing when all have one. */
export function partNotes(test: TestSet): string[] {
  const others = test.sources.length - MOST_PARTS;
  if (others <= 0) return [];
  return [
    `The ${MOST_PARTS} data sets with the most questions have columns of their own; the ${others} others share one, in which every question weighs the same.`,
  ];
}
