import { randomStream } from "../core/random.ts";
import type { RandomSource } from "../core/ports.ts";
import type { Completion } from "./completion.ts";
import type { Generation, Token } from "./generation.ts";
import type { Profile } from "./profiles.ts";

/** Tokens of one choice that are sent together. */
export interface Chunk {
  readonly choice: number;
  /** All of the same message field; at least one. */
  readonly tokens: readonly Token[];
  /** Time of sending at a human pace, from the arrival of the request. */
  readonly atMs: number;
  /** Whether it is its choice's first or last chunk. */
  readonly first: boolean;
  readonly last: boolean;
}

const MOST_TOKENS = 6;

/**
 * Returns the chunks of all choices in the order of sending. The choices of a request are generated in parallel, so
 * they interleave, and any of them may come first. The order is fixed in advance, so it does not depend on timers.
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

/** Returns the end of a chunk of at most `size` tokens that does not mix thinking and text. */
function endOfChunk(tokens: readonly Token[], from: number, size: number): number {
  let to = from + 1;
  while (to < tokens.length && to < from + size && tokens[to]?.field === tokens[from]?.field) to++;
  return to;
}
