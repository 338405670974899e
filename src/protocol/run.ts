// What the panel knows of a run: the core's own record and its fold, nothing else of the core.
export type { Rating, ReplyPlace, ReplyStatus, RunEvent } from "../core/record/run-events.ts";
export { hasAnswered } from "../core/record/reply-records.ts";
export { applyEvent, startRecord } from "../core/record/run-record.ts";
export type { CandidateRecord, ReferenceRecord, RunRecord } from "../core/record/run-record.ts";
export { standingReply } from "../core/record/standing-reply.ts";
export { bestMerged, canBeMerged, canStandIn, wasBrokenOff } from "../core/record/stopped-run.ts";
export { canBeReply, type Turn, turnsOf } from "../core/record/conversation.ts";
