/** RPS: similar bank questions give each model a prior, and the best K answer (Eq. 2 to 5). */
export { accuraciesOn } from "./accuracies-on.ts";
export { neighbours, neighboursAmong } from "./neighbours.ts";
export { priors } from "./prior.ts";
export { referencerPriors } from "./referencer-priors.ts";
export { rankByPrior } from "./referencers.ts";
export { retrievalText } from "./retrieval-text.ts";
export { type Selection, selectReferencers } from "./select-referencers.ts";
export { BINS, leastSimilarity } from "./similarity-histogram.ts";
export { similarities } from "./similarity.ts";
export { supportQuestions } from "./support-questions.ts";
