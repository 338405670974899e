// What the panel knows of a run: the core's own record and its fold, nothing else of the core.
export type { Rating, ReplyPlace, ReplyStatus, RunEvent } from "../core/answer/run-events.ts";
export { hasAnswered } from "../core/answer/reply-records.ts";
export { applyEvent, startRecord } from "../core/answer/run-record.ts";
export type { CandidateRecord, ReferenceRecord, RunRecord } from "../core/answer/run-record.ts";
export { standingReply } from "../core/answer/standing-reply.ts";
export { bestMerged, canBeMerged, canStandIn, wasBrokenOff } from "../core/answer/stopped-run.ts";
export { canBeReply, type Turn, turnsOf } from "../core/answer/conversation.ts";
