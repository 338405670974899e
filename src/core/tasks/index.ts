/** How a reply is judged, by the kind of the question's task (Eq. 1). */
export { type CheckMeans, checkReply, judgeReply } from "./check-reply.ts";
export { codeInReply, solutionName } from "./code-in-reply.ts";
export { codeTestsCheck, DEFAULT_TIME_LIMIT } from "./code-tests.ts";
export { dataSetTemplates } from "./data-set-templates.ts";
export { instructionIds } from "./instructions/instructions.ts";
export type { EqualMath, LanguageOf, RunningMeans, TaskKind, TaskOf } from "./task-check.ts";
export { checkerVersion, checkerVersions, checkOf, taskKinds } from "./task-checks.ts";
export { taskPrompt } from "./task-prompt.ts";
export { sameOutput } from "./same-output.ts";
export { judged, type Verdict } from "./verdict.ts";
