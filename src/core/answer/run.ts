import type { AggregatorStudy } from "../aggregators/index.ts";
import type { CodeSandbox } from "../code-runner.ts";
import type { Question } from "../question.ts";
import type { Parameters } from "../parameters.ts";
import type {
  Clock,
  EmbeddingModel,
  FormulaComparison,
  PoolMember,
  QuestionBank,
  SpeedMemory,
  Wait,
} from "../ports.ts";
import type { Calibrations } from "../similarity-thresholds.ts";
import type { RunPolicy } from "../run-policy.ts";
import type { SystemName } from "../system-names.ts";
import type { TunedSource } from "../tuned/index.ts";

/** Facts about a question that are settled before its run decides anything. The runs of a benchmark share them. */
export interface Settled {
  /** The question's data set, by its name in the bank. */
  readonly dataSet: string;
  /** Whether the question counts as a coding question. */
  readonly coding: boolean;
  /** Bank names of the models that merge, best first. */
  readonly aggregators: readonly string[];
}

/** One question to answer, with everything that makes the answer repeatable. */
export interface Run {
  readonly runId: string;
  readonly seed: number;
  readonly question: Question;
  readonly system: SystemName;
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  /** `auto`, a model reference or a bank name. */
  readonly aggregator: string;
  /** As `aggregator`, for coding questions. */
  readonly codingAggregator: string;
  /** Absent in live runs, where the similar questions and the bank decide. */
  readonly settled?: Settled;
  /** The model that names the question's keywords, in systems that need them; absent or empty for the aggregator. */
  readonly skillModel?: string;
  /** Known keywords of the question; when present, no model is asked for them. */
  readonly keywords?: readonly string[];
}

/** An embedder, and the question bank in its space. */
export interface EmbeddedBank {
  readonly embedding: EmbeddingModel;
  readonly bank: QuestionBank;
}

/** The models, embedders and clocks that a run works with. */
export interface Means extends EmbeddedBank {
  readonly pool: readonly PoolMember[];
  /** Takes over when the embedder fails; null when the embedder cannot fail. */
  readonly standIn: EmbeddedBank | null;
  /** Whether two formulas have the same value; absent when formulas are compared as written. */
  readonly equalMath?: FormulaComparison;
  /** Runs code on the examples of a question; absent when code cannot be run. */
  readonly sandbox?: CodeSandbox;
  /** How alike texts of a space must be to say the same, for spaces calibrated on this machine. */
  readonly calibrations?: Calibrations;
  /** How the pool's models did as aggregators; null or absent when they were never compared. */
  readonly aggregatorStudy?: AggregatorStudy | null;
  /** The models' speeds; absent when they are neither known nor kept. */
  readonly speeds?: SpeedMemory;
  /** What was learned from the bank, for tuned selection; absent where nothing is learned. */
  readonly tuned?: TunedSource;
  readonly clock: Clock;
  readonly wait: Wait;
  /** Whether every model of the pool is simulated. */
  readonly simulated: boolean;
}
