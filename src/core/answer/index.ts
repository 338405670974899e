/** A run, from the question to the winner: plan, referencers, merging, retries. */
export { leadingReply } from "./cascade.ts";
export { answerQuestion } from "./answer-question.ts";
export { checkOwnExamples, ownOutcomes } from "./check-own-examples.ts";
export { drawAgain } from "./draw-again.ts";
export { NO_CODE, onlyPassing, type ToldExamples } from "./example-checks.ts";
export { missingAggregator, namesOfDraws, type Plan, planRun, takingPart } from "./plan-run.ts";
export { planRetry } from "./prepare-retry.ts";
export { planRepair, repairAnswer } from "./repair-answer.ts";
export { retryReferences } from "./retry-reference.ts";
export { RunEmbedder } from "./run-embedder.ts";
export type { EmbeddedBank, Means, Run, Settled } from "./run.ts";
