import * as v from "valibot";

const usage = v.object({ promptTokens: v.number(), completionTokens: v.number() });

/** A model's reply in its stored form. */
const replySchema = v.object({
  kind: v.literal("reply"),
  questionId: v.string(),
  /** `replyFingerprint` of the request. */
  fingerprint: v.string(),
  text: v.string(),
  thinking: v.optional(v.string()),
  /** `length`: cut off at the output limit. It is judged as it is, because the limit is part of the sampling. */
  finish: v.picklist(["stop", "length"]),
  usage: v.nullable(usage),
  /** US dollars; null when unknown. */
  costUsd: v.nullable(v.number()),
  servedBy: v.string(),
  /** Milliseconds since the request left the queue; absent in replies of a batch run and of older versions. */
  times: v.exactOptional(v.object({ firstTokenMs: v.nullable(v.number()), durationMs: v.number() })),
  at: v.string(),
});
export type ReplyRecord = v.InferOutput<typeof replySchema>;

/** The verdict on the reply of this fingerprint. A failed check leaves no line, so it is repeated. */
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
