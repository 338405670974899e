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

/** A line of the reply cache: what a model answered to a request, and how long that took. */
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
  /** Milliseconds from when it was sent; null where nothing was streamed. */
  firstTokenMs: v.nullable(v.number()),
  durationMs: v.number(),
  /** ISO 8601. */
  at: v.string(),
});
type KeptReply = v.InferOutput<typeof keptReplySchema>;

/** A reply and how long it took when it was made. */
export interface TimedReply {
  readonly reply: ChatReply;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** When a reply came, in milliseconds since it was asked for. */
export type ReplyTimes = Pick<KeptReply, "firstTokenMs" | "durationMs">;

/** Returns a reply as it is kept; null for one that a server broke off, which may be better another time. */
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

/** Returns the reply that was kept, with log-probabilities that mean the same. */
export function timedReply({ choices, usage, costUsd, servedBy, durationMs }: KeptReply): TimedReply {
  const unkept = choices.map((choice): ChatChoice => ({
    ...choice,
    logprobs: choice.logprobs === null ? null : logprobsOf(choice.logprobs),
    failure: null,
  }));
  return { reply: { choices: unkept, usage, costUsd, servedBy }, durationMs };
}

/** Where the replies of a benchmark come from. Equal requests have one reply. */
export interface ReplySource {
  /** @throws whatever stands in a reply's way */
  reply(member: ServedMember, request: ChatRequest): Promise<TimedReply>;
}
