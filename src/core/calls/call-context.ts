import type { QuestionBudget } from "../cost/index.ts";
import type { Parameters } from "../parameters.ts";
import type { Clock, Wait } from "../ports.ts";
import type { Emit } from "../record/index.ts";
import type { RunPolicy } from "../run-policy.ts";

/** The inputs of a call to a model, besides its prompt. */
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
  /** Ends the waiting. A reason of class `GivenUp` has a message for the user. */
  readonly signal: AbortSignal;
  /** Returns for how many more milliseconds a reply is of use; null means without limit. */
  readonly left: () => number | null;
}
