import type { Verdict } from "../core/tasks/index.ts";
import type { Budget } from "./budget.ts";
import type { CheckQueue } from "./check-queue.ts";
import type { FailedChecks, FailingModels } from "./failures.ts";
import type { OutcomeRecorder } from "./outcome-recorder.ts";
import type { Pause } from "./pause.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import type { PlannedMember } from "./planned-member.ts";
import type { PlannedQuestion } from "./planned-question.ts";
import type { AskedQuestion } from "./question-spool.ts";
import type { Tally } from "./tally.ts";

/** What an evaluation works with besides its plan. */
export interface EvaluationMeans {
  /** Judges a reply: `checkReply` with its means. */
  readonly check: (question: AskedQuestion, reply: string, signal: AbortSignal) => Promise<Verdict>;
  /** How many checks at the same time. */
  readonly checks: number;
  /** Milliseconds. */
  readonly clock: () => number;
  /** ISO 8601. */
  readonly now: () => string;
}

/** One model on one question. */
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
  /** Ends the run: something of its own broke, and it is no model's fault. */
  readonly fail: (error: unknown) => void;
}
