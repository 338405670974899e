import type { Question } from "./enhancement/prompts.ts";
import type { Parameters } from "./parameters.ts";
import type { Clock, EmbeddingModel, PoolMember, QuestionBank, Wait } from "./ports.ts";
import type { RunPolicy } from "./run-policy.ts";

/** One question to be answered, with everything that makes the answer repeatable. */
export interface Run {
  readonly runId: string;
  readonly seed: number;
  readonly question: Question;
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  /** `auto`, a model reference or a bank name. */
  readonly aggregator: string;
  /** The same for coding questions. */
  readonly codingAggregator: string;
}

/** What a run works with. */
export interface Means {
  readonly pool: readonly PoolMember[];
  readonly bank: QuestionBank;
  readonly embedding: EmbeddingModel;
  readonly clock: Clock;
  readonly wait: Wait;
  /** Whether every model of the pool is simulated. */
  readonly simulated: boolean;
}
