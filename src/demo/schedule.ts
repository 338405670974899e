import { randomStream } from "../core/random.ts";
import type { RandomSource } from "../core/ports.ts";
import type { Completion } from "./completion.ts";
import type { Generation, Token } from "./generation.ts";
import type { Profile } from "./profiles.ts";

/** Tokens of one choice that leave together. */
export interface Chunk {
  readonly choice: number;
  /** All of one message field; at least one. */
  readonly tokens: readonly Token[];
  /** When it leaves at a human pace, from the arrival of the request. */
  readonly atMs: number;
  /** Position among its choice's chunks. */
  readonly first: boolean;
  readonly last: boolean;
}

const MOST_TOKENS = 6;

/**
 * Returns the chunks of all choices in the order of their departure. The choices of a request are generated side by
 * side, so they interleave, and any of them may come first. Fixed in advance, so the order does not depend on timers.
 */
export function schedule({ id, profile, generations }: Completion): Chunk[] {
  return generations
    .flatMap((generation, choice) => chunks(profile, generation, choice, randomStream(choice, `pace/${id}`)))
    .sort((a, b) => a.atMs - b.atMs || a.choice - b.choice);
}

function chunks(profile: Profile, { tokens, unsent }: Generation, choice: number, random: RandomSource): Chunk[] {
  const firstTokenMs = profile.firstTokenMs * (0.9 + 0.1 * random());
  const result: Chunk[] = [];
  for (let from = 0; from < tokens.length;) {
    const to = endOfChunk(tokens, from, 1 + Math.floor(random() * MOST_TOKENS));
    const written = tokens[to - 1]?.thinking === true ? to : unsent + to;
    const atMs = firstTokenMs + ((written - 1) / profile.tokensPerSecond) * 1000;
    result.push({ choice, tokens: tokens.slice(from, to), atMs, first: from === 0, last: to === tokens.length });
    from = to;
  }
  return result;
}

/** Returns where a chunk of at most `size` tokens ends that does not mix thinking and text. */
function endOfChunk(tokens: readonly Token[], from: number, size: number): number {
  let to = from + 1;
  while (to < tokens.length && to < from + size && tokens[to]?.field === tokens[from]?.field) to++;
  return to;
}
