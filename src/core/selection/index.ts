/** RPS: similar bank questions give each model a prior, and the best K answer (Eq. 2 to 5). */
export { neighbours, neighboursAmong } from "./neighbours.ts";
export { accuraciesOn, priors } from "./prior.ts";
export { rankByPrior } from "./referencers.ts";
export { chancesOf, referencerPriors, retrievalText, type Selection, selectReferencers } from "./select-referencers.ts";
export { BINS, leastSimilarity } from "./similarity-histogram.ts";
export { similarities } from "./similarity.ts";
export { supportOf, supportQuestions } from "./support-questions.ts";
