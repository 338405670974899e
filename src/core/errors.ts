/** The kind of failure of a model call. It decides what the user is told to do next. */
export type ChatFailureKind =
  | "connect"
  | "timeout"
  | "unauthorized"
  | "payment"
  | "not-found"
  | "rejected"
  | "too-long"
  | "rate-limited"
  | "server"
  | "stream"
  | "aborted";

/** The circumstances of a failed call. */
export interface ChatFailureDetails {
  readonly kind: ChatFailureKind;
  /** Model reference, `endpointName/modelId`. */
  readonly model: string;
  readonly status?: number;
  /** Whether the same request may succeed a little later. */
  readonly transient?: boolean;
  /** How long the server asks SMCS to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The text that had arrived, per choice: kept and labelled, never merged. */
  readonly partialTexts?: readonly string[];
}

/** A model call that failed. Its message says what failed, where, and what to do next. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly details: ChatFailureDetails;

  constructor(message: string, details: ChatFailureDetails, options?: ErrorOptions) {
    super(message, options);
    this.details = details;
  }
}

/** A setting that cannot be used. `key` is the full settings key, `smcs.tolerance` for example. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly key: string;

  constructor(key: string, problem: string) {
    super(`${key}: ${problem}`);
    this.key = key;
  }
}

/** The question bank refused an entry or could not be read; the message names the entry or the file. */
export class BankError extends Error {
  override readonly name = "BankError";
}

/** Two embeddings that must not be compared. */
export class EmbeddingSpaceError extends Error {
  override readonly name = "EmbeddingSpaceError";
}

/** An embedder cannot be used, or could not embed a text; the message says why and what to do next. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";
}

/** The simulated models do not know a question; the message says what they know. */
export class UnknownToDemoError extends Error {
  override readonly name = "UnknownToDemoError";
  /** Questions that the simulated models know, nearest first. */
  readonly nearest: readonly string[];

  constructor(nearest: readonly string[]) {
    const known = nearest.map((question) => `\n  ${question}`).join("");
    super(
      `The demo models do not know this question, so it was not asked. They know, for example:${known}\nAsk one of these, or use real models in place of the demo.`,
    );
    this.nearest = nearest;
  }
}

/** Returns the message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
