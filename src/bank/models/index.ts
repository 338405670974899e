/** What the bank knows about models: how much data it has on each, and which of them merges best. */
export {
  aggregationPromptFingerprint,
  keepAggregatorStudy,
  keptAggregatorStudy,
  type KeptStudy,
} from "./aggregator-study-file.ts";
export type { BankStats, KeptReplies } from "./bank-stats.ts";
export { keepTimes, knownSpeeds, REPLIES_KEPT, speedMemory, type TimedReply } from "./speed-file.ts";
export { type MergingModels, type MergingSettings, type SurveyedBank, surveyModels } from "./merging-models.ts";
