// What the panel knows of a run: the core's own record and its fold, nothing else of the core.
export type { Rating, ReplyPlace, ReplyStatus, RunEvent } from "../core/record/index.ts";
export { hasAnswered } from "../core/record/index.ts";
export { applyEvent, startRecord } from "../core/record/index.ts";
export type { CandidateRecord, ReferenceRecord, RunRecord } from "../core/record/index.ts";
export { standingReply } from "../core/record/index.ts";
export { bestMerged, canBeMerged, canStandIn, wasBrokenOff } from "../core/record/index.ts";
export { canBeReply, type Turn, turnsOf } from "../core/record/index.ts";
