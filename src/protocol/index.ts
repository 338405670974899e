/** Every message between host and panel, with parsers for both sides, and the ways to answer that both know. */
export { type Manner, mannerEntries, type Way, wayNames, wayOf, ways } from "./manner.ts";
export {
  type AnswerUse,
  type AttachedItem,
  type AttachedKind,
  type CodeAction,
  type CodeTask,
  codeTasks,
  type ContextKind,
  limits,
  parseToHost,
  parseToPanel,
  type PoolStatus,
  type QueuedQuestion,
  type SentPicture,
  type ToHost,
  type ToPanel,
} from "./messages.ts";
export type { BankQuestionText, Preview, PreviewPlan } from "./preview.ts";
export { isWebLink } from "./web-link.ts";
