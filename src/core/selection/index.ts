/** RPS: similar bank questions give each model a prior, and the best K by the objective answer (Eq. 2 to 5). */
export { type ChosenModel, chooseByCoverage, type CostShares } from "./coverage.ts";
export { neighbours, neighboursAmong } from "./neighbours.ts";
export { accuraciesOn, priors } from "./prior.ts";
export { rankByPrior } from "./referencers.ts";
export { chancesOf, referencerPriors, retrievalText, type Selection, selectReferencers } from "./select-referencers.ts";
export { BINS, leastSimilarity } from "./similarity-histogram.ts";
export { similarities } from "./similarity.ts";
export { supportOf, supportQuestions } from "./support-questions.ts";
