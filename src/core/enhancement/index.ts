/** EPE: subsets of the references are drawn, and the merged answers scored (Eq. 6 and 7). */
export { type DrawGroup, groupDraws } from "./group-draws.ts";
export { perplexityOf } from "./perplexity.ts";
export { type GivenAnswer, type LikelyAnswer, posteriorOdds } from "./posterior-odds.ts";
export { perplexityWarnings, posteriorScores, type Scorable } from "./posterior-score.ts";
export { drawSubsets, keepProbabilities } from "./prior-dropping.ts";
export type { Draw, Reads, Reference } from "./references.ts";
export { allAgree, sayingTheSame } from "./say-the-same.ts";
export { similarityScores } from "./similarity-score.ts";
export { squaredOdds } from "./squared-odds.ts";
