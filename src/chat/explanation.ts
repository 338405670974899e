import type { ChatFailureKind } from "../core/errors.ts";

/** What a failure means to the user and to whoever may try again. */
export interface Explanation {
  readonly kind: ChatFailureKind;
  /** What failed and what to do next, in sentences. */
  readonly text: string;
  /** Whether the same request may succeed a little later. */
  readonly transient: boolean;
  /** HTTP status, where one was given. */
  readonly status?: number;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Returns the explanation of a failure that another try would meet again. */
export function final(kind: ChatFailureKind, text: string): Explanation {
  return { kind, text, transient: false };
}

/** Returns the explanation of a failure that may be over a little later. */
export function passing(kind: ChatFailureKind, text: string): Explanation {
  return { kind, text, transient: true };
}
