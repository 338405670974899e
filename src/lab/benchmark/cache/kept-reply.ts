import * as v from "valibot";
import type { ChatChoice, ChatReply, ChatRequest } from "../../../core/ports.ts";
import { logprobsOf, logprobSumsSchema, sumsOf } from "./log-probability-sums.ts";
import type { ServedMember } from "../../../chat/index.ts";

const choiceSchema = v.object({
  text: v.string(),
  thinking: v.optional(v.string(), ""),
  finish: v.picklist(["stop", "length"]),
  logprobs: v.nullable(logprobSumsSchema),
});

/** A line of the reply cache: a model's answer to a request, and how long that took. */
export const keptReplySchema = v.object({
  /** `requestKey` of the request. */
  key: v.string(),
  /** Bank name of the model. */
  model: v.string(),
  choices: v.array(choiceSchema),
  usage: v.nullable(v.object({ promptTokens: v.number(), completionTokens: v.number() })),
  /** US dollars; null when unknown. */
  costUsd: v.nullable(v.number()),
  servedBy: v.string(),
  /** Milliseconds since the request was sent; null when nothing was streamed. */
  firstTokenMs: v.nullable(v.number()),
  durationMs: v.number(),
  /** ISO 8601. */
  at: v.string(),
});
type KeptReply = v.InferOutput<typeof keptReplySchema>;

/** A reply, and how long it took when it was made. */
export interface TimedReply {
  readonly reply: ChatReply;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** When a reply arrived, in milliseconds since the request. */
export type ReplyTimes = Pick<KeptReply, "firstTokenMs" | "durationMs">;

/** Returns a reply in the form of the cache; null for one that a server broke off, which may succeed another time. */
export function keptReply(
  { key, model, at }: Pick<KeptReply, "key" | "model" | "at">,
  reply: ChatReply,
  times: ReplyTimes,
): KeptReply | null {
  const choices: KeptReply["choices"] = [];
  for (const { text, thinking, finish, logprobs, failure } of reply.choices) {
    if (failure !== null || finish === "other") return null;
    choices.push({ text, thinking, finish, logprobs: logprobs === null ? null : sumsOf(logprobs) });
  }
  const { usage, costUsd, servedBy } = reply;
  return { key, model, choices, usage, costUsd, servedBy, ...times, at };
}

/** Returns the cached reply, with log-probabilities of the same perplexity. */
export function timedReply({ choices, usage, costUsd, servedBy, durationMs }: KeptReply): TimedReply {
  const unkept = choices.map((choice): ChatChoice => ({
    ...choice,
    logprobs: choice.logprobs === null ? null : logprobsOf(choice.logprobs),
    failure: null,
  }));
  return { reply: { choices: unkept, usage, costUsd, servedBy }, durationMs };
}

/** The source of a benchmark's replies. Equal requests have one reply. */
export interface ReplySource {
  /** @throws any error that prevents a reply */
  reply(member: ServedMember, request: ChatRequest): Promise<TimedReply>;
}
