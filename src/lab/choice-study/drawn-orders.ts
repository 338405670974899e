import { randomStream } from "../../core/random.ts";
import { shuffled } from "../statistics/shuffled.ts";
import type { CandidateSet } from "./candidate-sets.ts";

/** Returns random orders of a set's candidates. They do not depend on the order in the file. */
export function drawnOrders({ questionId, candidates }: CandidateSet, count: number, seed: number): number[][] {
  const keys = candidates.map(({ model, text }) => JSON.stringify([model, text]));
  const sorted = [...keys.keys()].toSorted((a, b) => compared(keys[a] as string, keys[b] as string));
  const random = randomStream(seed, `orders/${questionId}`);
  return Array.from({ length: count }, () =>
    shuffled(sorted.length, random).map((position) => sorted[position] as number),
  );
}

function compared(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
