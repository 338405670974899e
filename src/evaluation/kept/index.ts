/** What an evaluation keeps on disk: its questions, and every reply with its verdict. */
export { keptReplies } from "./kept-replies.ts";
export { keywordsLogFile, repliesFolder, replyLogFile } from "./log-file.ts";
export { type AskedQuestion, QuestionSpool } from "./question-spool.ts";
export { ReplyLog } from "./reply-log.ts";
export type { ReplyRecord } from "./reply-record.ts";
