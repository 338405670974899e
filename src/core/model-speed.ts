import { median } from "./median.ts";

/** How long one reply took, without the time in a queue, and its length. */
export interface ReplyTimes {
  /** Milliseconds from the request to the first token; null when no token arrived by itself. */
  readonly firstTokenMs: number | null;
  /** Milliseconds from the request to the end of the reply. */
  readonly durationMs: number;
  /** Tokens of the reply, thinking included; null when the server did not count them. */
  readonly tokens: number | null;
}

/** How fast a model answers: medians over its replies. */
export interface ModelSpeed {
  /** Number of replies, at least 1. */
  readonly replies: number;
  /** Milliseconds from the request to the first token; null when unknown. */
  readonly firstTokenMs: number | null;
  /** Milliseconds from the request to the end of the reply. */
  readonly durationMs: number;
  /** Tokens of a reply, thinking included; null when unknown. */
  readonly tokens: number | null;
  /** Tokens per second after the first token; null when unknown. */
  readonly tokensPerSecond: number | null;
}

/** Speeds by the bank names of the models. */
export type ModelSpeeds = ReadonlyMap<string, ModelSpeed>;

/** Minimum time for measuring a rate; in a shorter time the text arrived all at once. */
const LEAST_MS = 250;

/** Returns the medians over a model's replies; null without replies. */
export function speedOf(replies: readonly ReplyTimes[]): ModelSpeed | null {
  const durationMs = median(replies.map((reply) => reply.durationMs));
  if (durationMs === null) return null;
  return {
    replies: replies.length,
    firstTokenMs: median(replies.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
    durationMs,
    tokens: median(replies.flatMap(({ tokens }) => tokens ?? [])),
    tokensPerSecond: median(replies.flatMap((reply) => rateOf(reply) ?? [])),
  };
}

function rateOf({ firstTokenMs, durationMs, tokens }: ReplyTimes): number | null {
  if (firstTokenMs === null || tokens === null || durationMs - firstTokenMs < LEAST_MS) return null;
  return (tokens * 1000) / (durationMs - firstTokenMs);
}
