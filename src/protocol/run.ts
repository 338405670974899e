// The parts of the core that the panel needs to show a run: the record and its fold, nothing else.
export type { Rating, ReplyPlace, ReplyStatus, RunEvent } from "../core/record/index.ts";
export { hasAnswered } from "../core/record/index.ts";
export { applyEvent, startRecord } from "../core/record/index.ts";
export type { CandidateRecord, ReferenceRecord, RunRecord } from "../core/record/index.ts";
export { standingReply } from "../core/record/index.ts";
export { bestMerged, canBeMerged, canStandIn, wasBrokenOff } from "../core/record/index.ts";
export { canBeReply, type Turn, turnsOf } from "../core/record/index.ts";
