/** A choice of models that was learned from the bank: an ensemble of closed-form learners (docs/selection.md). */
export { tune, type TunedModel } from "./tune.ts";
export { similaritiesFor, tunedChances } from "./tuned-chances.ts";
export { type TuningBank, tuningBank } from "./tuning-bank.ts";
export {
  isTuned,
  type LearnedLast,
  notLearning,
  tunedSelection,
  type TunedSource,
  withoutTuned,
} from "./tuned-selection.ts";
