/** A run as events and their fold: what is shown, kept and learned from. */
export {
  emptyCandidate,
  examplesPassed,
  hasAnswered,
  indexOfReference,
  shareOfExamples,
  standing,
  waitingReference,
} from "./reply-records.ts";
export {
  type CheckedReply,
  type Emit,
  type EventOf,
  type QuestionExample,
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
