/** Which model merges: what is known of the pool's models as aggregators, and their ranking (A.4). */
export type { KnownShares, Mergeable } from "./aggregator-evidence.ts";
export { type AggregatorStudy, FEWEST_QUESTIONS, type MergedAnswers } from "./aggregator-study.ts";
export {
  type AggregatorChoice,
  type ConfiguredAggregators,
  healthyFirst,
  instructionFollowing,
  rankAggregators,
  rankByShares,
} from "./aggregators.ts";
