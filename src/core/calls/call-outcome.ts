import { ChatError, type ChatFailureKind, messageOf } from "../errors.ts";
import type { ChatChoice, Usage } from "../ports.ts";
import type { ReplyStatus } from "../record/index.ts";
import { GivenUp } from "../time/index.ts";

/** A choice with its status. */
export interface Judged {
  readonly text: string;
  readonly thinking: string;
  readonly status: ReplyStatus;
  readonly error: string | null;
}

/** Returns a choice with its status. Only text that the model itself ended is `finished`. */
export function judged(choice: ChatChoice | undefined): Judged {
  const { text, thinking, finish, failure } = choice ?? { text: "", thinking: "", finish: "stop", failure: null };
  if (failure !== null) return { text, thinking, status: "failed", error: failure };
  if (finish === "length") return { text, thinking, status: "truncated", error: CUT_OFF };
  if (finish === "other")
    return { text, thinking, status: "failed", error: "The model stopped before it was done. Ask again." };
  if (text.trim() === "") return { text, thinking, status: "failed", error: thinking === "" ? EMPTY : ONLY_THOUGHT };
  return { text, thinking, status: "finished", error: null };
}

/** Says why a reply is not whole, and what to do about it. */
export const CUT_OFF =
  "Cut off at the output limit, or where the model's context was full. Raise smcs.maxOutputTokens or the model's maxOutputTokens, or give the model more context.";
const EMPTY = "The answer was empty. Ask again.";
const ONLY_THOUGHT = "The answer was empty: the model only thought. Ask again, or raise smcs.maxOutputTokens.";

/** Returns the status of a call that threw: aborted by the run or the user, or failed by itself. */
export function thrown(error: unknown, signal: AbortSignal): Pick<Judged, "status"> & { readonly error: string } {
  const brokenOff = signal.aborted || error instanceof GivenUp;
  return { status: brokenOff ? "aborted" : "failed", error: messageOf(error) };
}

/** Failures that a server reports before it generates anything. */
const FREE_FAILURES: readonly ChatFailureKind[] = [
  "connect",
  "unauthorized",
  "payment",
  "not-found",
  "rejected",
  "too-long",
  "rate-limited",
];

/** The cost of a call. */
export interface Spent {
  readonly usage: Usage | null;
  /** US dollars; null when unknown. */
  readonly costUsd: number | null;
}

/** Returns the cost of a failed call: nothing if the server turned it away, unknown if the model may have run. */
export function spentOnFailure(error: unknown): Spent {
  const free = error instanceof ChatError && FREE_FAILURES.includes(error.details.kind);
  return free ? { usage: { promptTokens: 0, completionTokens: 0 }, costUsd: 0 } : { usage: null, costUsd: null };
}
