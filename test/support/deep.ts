import { randomStream } from "../../src/core/random.ts";

/**
 * Whether this is the deep run (`npm run test:deep`), which repeats more often and takes whole sets; `npm test` takes a
 * part. A test file is in the deep run if it imports this module.
 */
export const deep = process.env["SMCS_DEEP"] === "1";

/** Seed of everything that tests draw. `SMCS_SEED` sets another seed, which draws other parts. */
export const SEED = Number(process.env["SMCS_SEED"] ?? 1);

if (!Number.isSafeInteger(SEED)) throw new RangeError("SMCS_SEED has to be a whole number.");

/** Returns the number of repetitions: `few` in `npm test`, `many` in the deep run. */
export function repetitions(few: number, many: number): number {
  return deep ? many : few;
}

/** Returns all items in the deep run, otherwise `count` of them, drawn by the seed and in their own order. */
export function part<Item>(all: readonly Item[], count: number): readonly Item[] {
  if (deep || all.length <= count) return all;
  const random = randomStream(SEED, `part of ${all.length}`);
  const drawn = all.map((item, index) => ({ item, index, key: random() })).toSorted((a, b) => a.key - b.key);
  return drawn
    .slice(0, count)
    .toSorted((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/**
 * Returns all pairs in the deep run. Otherwise each of `firsts` comes once, with one of `seconds` in turn; the seed
 * draws the one that begins.
 */
export function pairs<First, Second>(
  firsts: readonly First[],
  seconds: readonly Second[],
): readonly (readonly [First, Second])[] {
  if (deep) return seconds.flatMap((second) => firsts.map((first) => [first, second] as const));
  const start = Math.floor(randomStream(SEED, `pairs of ${firsts.length} and ${seconds.length}`)() * seconds.length);
  return firsts.flatMap((first, index) => {
    const second = seconds[(start + index) % seconds.length];
    return second === undefined ? [] : [[first, second] as const];
  });
}
