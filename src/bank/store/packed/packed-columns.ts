import type { LabelLists, Labels, Outcomes } from "../../../core/packed-bank/index.ts";

/** A packed bank without its vectors: N questions, R models. */
export interface PackedColumns {
  /** N */
  readonly rows: number;
  /** Sorted. */
  readonly models: readonly string[];
  /** N x R codes of `outcomes`, question-major. */
  readonly capability: Uint16Array;
  readonly outcomes: Outcomes;
  readonly sources: Labels;
  readonly domains: Labels;
  readonly topics: Labels;
  readonly skills: LabelLists;
  readonly ids: TextColumn;
  readonly texts: TextColumn;
}

/**
 * Checks that every code and label can be looked up and that every outcome is valid. `assertFits` checks the texts.
 *
 * @throws Error naming what does not fit
 */
export function assertSound({ models, capability, outcomes, sources, domains, topics, skills }: PackedColumns): void {
  assert(isSorted(models), "the models are not in order");
  assert(areOutcomes(outcomes), "the outcomes are none");
  assert(isBelow(capability, outcomes.values.length), "the capability has codes of no outcome");
  for (const { names, of } of [sources, domains, topics, skills]) {
    assert(isBelow(of, names.length), "a label has no name");
  }
  assertRising(skills.ends, skills.of.length, "skills");
}

/**
 * Checks that the ends of a column of texts match its bytes, so that every text can be decoded.
 *
 * @throws Error when they do not
 */
export function assertFits({ ends, bytes }: TextColumn): void {
  assertRising(ends, bytes.length, "texts");
}

function assertRising(ends: Uint32Array, length: number, what: string): void {
  let last = 0;
  // Index loops here and below, because iterators of typed arrays are ten times slower until they are optimised.
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row] as number;
    if (end < last) assert(false, `some of the ${what} end before they begin`);
    last = end;
  }
  assert(last === length, `the ${what} do not fill their place`);
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || (names[index - 1] as string) < name);
}

function areOutcomes({ values, weights }: Outcomes): boolean {
  return (
    weights.length > 0 &&
    values.every((value) => value >= 0 && value <= 1) &&
    weights.every((weight, code) => (code === 0 ? weight === 0 : weight > 0 && weight <= 1))
  );
}

function isBelow(numbers: Uint16Array | Uint32Array, limit: number): boolean {
  let largest = -1;
  for (let i = 0; i < numbers.length; i++) {
    if ((numbers[i] as number) > largest) largest = numbers[i] as number;
  }
  return largest < limit;
}

function assert(holds: boolean, problem: string): void {
  if (!holds) throw new Error(`The side file is damaged: ${problem}.`);
}

/** Texts in one piece of memory; each is decoded only when it is requested. */
export interface TextColumn {
  /** Length N: the end of each text in `bytes`; a text begins where the previous one ends. */
  readonly ends: Uint32Array;
  /** UTF-8. */
  readonly bytes: Uint8Array;
}

/** @throws RangeError when there is no such row */
export function textAt({ ends, bytes }: TextColumn, row: number): string {
  const end = ends[row];
  if (end === undefined) throw new RangeError(`The bank has no row ${row}.`);
  const start = row === 0 ? 0 : (ends[row - 1] as number);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("utf8");
}

/** Returns all texts of a column. */
export function allTexts(column: TextColumn): string[] {
  return Array.from(column.ends, (_, row) => textAt(column, row));
}
