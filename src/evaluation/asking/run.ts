import type { EvaluationMeans } from "../checking/index.ts";
import type { Budget, CheckQueue, FailedChecks, FailingModels, Pause } from "../pacing/index.ts";
import type { OutcomeRecorder } from "./outcome-recorder.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import type { PlannedMember } from "./planned-member.ts";
import type { PlannedQuestion } from "./planned-question.ts";
import type { TimedReplies } from "./timed-replies.ts";
import type { Tally } from "./tally.ts";

/** One model and one question. */
export interface Pair {
  readonly question: PlannedQuestion;
  readonly member: PlannedMember;
}

/** What the parts of a running evaluation share. */
export interface EvaluationRun {
  readonly plan: EvaluationPlan;
  readonly means: EvaluationMeans;
  readonly signal: AbortSignal;
  readonly pause: Pause;
  readonly budget: Budget;
  readonly tally: Tally;
  readonly failing: FailingModels<PlannedMember>;
  readonly failedChecks: FailedChecks;
  readonly checks: CheckQueue<Pair>;
  readonly recorder: OutcomeRecorder;
  /** The replies so far, for the speeds of their models. */
  readonly timed: TimedReplies;
  /** Ends the run after an internal failure that no model caused. */
  readonly fail: (error: unknown) => void;
}
