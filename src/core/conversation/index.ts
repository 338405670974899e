/** What follows from records of runs: the turns of a conversation, what a stopped run can go on with, and what failed. */
export { canBeReply, conversationOf, type Turn, turnsOf } from "./conversation.ts";
export { failedExamples } from "./failed-examples.ts";
export { failureLines } from "./failure-lines.ts";
export { questionOfTurns, type TurnsAsQuestion } from "./question-of-turns.ts";
export { bestMerged, canBeCorrected, canBeMerged, canStandIn, wasBrokenOff } from "./stopped-run.ts";
