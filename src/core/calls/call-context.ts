import type { QuestionBudget } from "../cost/index.ts";
import type { Parameters } from "../parameters.ts";
import type { Clock, Wait } from "../ports.ts";
import type { Emit } from "../record/index.ts";
import type { RunPolicy } from "../run-policy.ts";

/** What a call to a model needs besides its prompt. */
export interface CallContext {
  readonly seed: number;
  /** Whether the question is a coding question. */
  readonly coding: boolean;
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  readonly budget: Pick<QuestionBudget, "claim" | "refusal">;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly emit: Emit;
  /** Ends the waiting; a reason of class `GivenUp` says why in words for the user. */
  readonly signal: AbortSignal;
  /** For how many milliseconds from now a reply is of use; null for as long as it takes. */
  readonly left: () => number | null;
}
