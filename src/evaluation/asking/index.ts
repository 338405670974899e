/** Plans an evaluation, asks models the bank's questions, and records the outcomes. */
export { EvaluationRunsError, withEvaluationLock } from "./evaluation-lock.ts";
export { evaluateUnderLock, type EvaluationOptions, type EvaluationResult } from "./evaluate.ts";
export { EvaluationError, EvaluationPlan } from "./evaluation-plan.ts";
export { askingFingerprint, checkFingerprint } from "./fingerprint.ts";
export { forKeptReplies, type ReplyJudgedAnew } from "./for-kept-replies.ts";
export { pairRequest } from "./pair-request.ts";
export { planSources, type PlanWishes } from "./plan-sources.ts";
export { findMember, planEvaluation } from "./plan.ts";
export { fingerprintOf, isCurrent } from "./planned-member.ts";
export { sumOf } from "./price.ts";
export { runEvaluation } from "./run-evaluation.ts";
export type { Pair } from "./run.ts";
export { stratifiedOrder } from "./stratified-order.ts";
export { type EvaluationProgress, type ModelProgress, shareDone } from "./tally.ts";
