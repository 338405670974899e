/** Every message between host and panel, with parsers for both sides, and the parts of the core that the panel needs. */
export { type CodeTask, codeTasks } from "./code-task.ts";
export {
  knownSystems,
  type Manner,
  mannerEntries,
  type Preset,
  presetNames,
  presets,
  type SystemName,
  systemNames,
  type SystemTraits,
} from "./manner.ts";
export {
  type AnswerUse,
  type AttachedItem,
  type AttachedKind,
  type CodeAction,
  type ContextKind,
  mostDropped,
  mostPictureBytes,
  mostPictures,
  mostPixels,
  mostQueued,
  parseToHost,
  parseToPanel,
  type PoolStatus,
  type QueuedQuestion,
  type SentPicture,
  type ToHost,
  type ToPanel,
} from "./messages.ts";
export type { BankQuestionText, MergingTemplate, Preview, PreviewPlan, RunEstimate, UsdRange } from "./preview.ts";
export {
  applyEvent,
  bestMerged,
  canBeMerged,
  canBeReply,
  type CandidateRecord,
  canStandIn,
  hasAnswered,
  type Rating,
  type ReferenceRecord,
  type ReplyStatus,
  type RunEvent,
  type RunRecord,
  standingReply,
  startRecord,
  type Turn,
  turnsOf,
  wasBrokenOff,
} from "./run.ts";
export { type Way, wayNames, wayOf, ways } from "./ways.ts";
export { isWebLink } from "./web-link.ts";
