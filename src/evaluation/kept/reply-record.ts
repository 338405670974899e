import * as v from "valibot";

const usage = v.object({ promptTokens: v.number(), completionTokens: v.number() });

/** A model's reply as it is kept. */
const replySchema = v.object({
  kind: v.literal("reply"),
  questionId: v.string(),
  /** `replyFingerprint` of what was asked. */
  fingerprint: v.string(),
  text: v.string(),
  thinking: v.optional(v.string()),
  /** `length`: cut off at the output limit; judged as it is, since the limit is part of the sampling. */
  finish: v.picklist(["stop", "length"]),
  usage: v.nullable(usage),
  /** US dollars; null when unknown. */
  costUsd: v.nullable(v.number()),
  servedBy: v.string(),
  at: v.string(),
});
export type ReplyRecord = v.InferOutput<typeof replySchema>;

/** How the reply of this fingerprint was judged. A check that failed leaves no line, so that it is done again. */
const verdictSchema = v.object({
  kind: v.literal("verdict"),
  questionId: v.string(),
  fingerprint: v.string(),
  /** `checkFingerprint` of the task. */
  check: v.string(),
  value: v.number(),
  detail: v.string(),
  at: v.string(),
});

/** One line of a replies log. */
export const replyLineSchema = v.variant("kind", [replySchema, verdictSchema]);
export type ReplyLine = v.InferOutput<typeof replyLineSchema>;
