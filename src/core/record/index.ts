/** A run as events and their fold: what is shown, kept and learned from, and what can be made of one that was stopped. */
export { canBeReply, conversationOf, type Turn, turnsOf } from "./conversation.ts";
export { failureLines } from "./failure-lines.ts";
export { emptyCandidate, hasAnswered, indexOfReference, standing, waitingReference } from "./reply-records.ts";
export {
  type Emit,
  type EventOf,
  type QuestionKeywords,
  type Rating,
  type ReferencePlace,
  type ReplyPlace,
  type ReplyStatus,
  type RunEvent,
  waysToDecide,
} from "./run-events.ts";
export {
  applyEvent,
  type CandidateRecord,
  type ReferenceRecord,
  replyOf,
  type RequestRecord,
  type RunRecord,
  startRecord,
} from "./run-record.ts";
export { ratingOf, standingReply } from "./standing-reply.ts";
export { bestMerged, canBeMerged, canStandIn, wasBrokenOff } from "./stopped-run.ts";
