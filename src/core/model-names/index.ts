/** Model names: the rule by which a server's model finds its outcomes in the bank. */
export { type ConfiguredModel, matchModel, matchModels, type ModelMatch, type ModelMatches } from "./match-models.ts";
export { findBankName, normaliseModelName, wordsOf } from "./model-name.ts";
