import type { ChatFailureKind } from "../core/errors.ts";

/** The meaning of a failure for the user and for a retry. */
export interface Explanation {
  readonly kind: ChatFailureKind;
  /** What failed and what to do next, in sentences. */
  readonly text: string;
  /** Whether the same request may succeed a little later. */
  readonly transient: boolean;
  /** HTTP status; absent without one. */
  readonly status?: number;
  /** The pause that the server asks for, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Returns the explanation of a permanent failure. */
export function final(kind: ChatFailureKind, text: string): Explanation {
  return { kind, text, transient: false };
}

/** Returns the explanation of a temporary failure. */
export function passing(kind: ChatFailureKind, text: string): Explanation {
  return { kind, text, transient: true };
}
