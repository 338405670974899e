/** What a run will cost and has cost, and how it is kept within a cap. */
export { affordable } from "./affordable.ts";
export { CONFIRM_ABOVE_USD, mayNeedConfirmation, needsConfirmation } from "./confirmation.ts";
export { contextWarning } from "./context-warning.ts";
export { withCosts } from "./cost-shares.ts";
export { estimateRun, type RunEstimate, type UsdRange } from "./estimate-run.ts";
export { confirmationText, estimateText } from "./estimate-text.ts";
export type { PlannedCalls } from "./planned-calls.ts";
export { type Claim, QuestionBudget } from "./question-budget.ts";
export { spentAtMost } from "./spent-at-most.ts";
