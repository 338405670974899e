/** What an evaluation keeps on the disk: its questions, every reply with its verdict, and the lock on them. */
export { EvaluationRunsError, withEvaluationLock } from "./evaluation-lock.ts";
export { keptReplies } from "./kept-replies.ts";
export { keywordsLogFile, repliesFolder, replyLogFile } from "./log-file.ts";
export { type AskedQuestion, QuestionSpool } from "./question-spool.ts";
export { ReplyLog } from "./reply-log.ts";
export type { ReplyRecord } from "./reply-record.ts";
