/** Identifies the results of a batch. */
export interface BatchId {
  /** Bank name. */
  readonly model: string;
  readonly questionId: string;
  /** `replyFingerprint` of the exported request. */
  readonly fingerprint: string;
}

/** Returns the `custom_id` of one request. */
export function encodeBatchId({ model, questionId, fingerprint }: BatchId): string {
  return ["smcs", model, questionId, fingerprint].map(encodeURIComponent).join("|");
}

/** Returns the value that was given to `encodeBatchId`; null for any other text. */
export function decodeBatchId(customId: string): BatchId | null {
  const [mark, model, questionId, fingerprint, ...more] = customId.split("|");
  if (mark !== "smcs" || model === undefined || questionId === undefined || fingerprint === undefined) return null;
  if (more.length > 0) return null;
  try {
    return {
      model: decodeURIComponent(model),
      questionId: decodeURIComponent(questionId),
      fingerprint: decodeURIComponent(fingerprint),
    };
  } catch {
    return null;
  }
}
