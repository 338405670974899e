import type { AggregatorStudy } from "../aggregators/index.ts";
import type { Question } from "../question.ts";
import type { Parameters } from "../parameters.ts";
import type { Clock, EmbeddingModel, FormulaComparison, PoolMember, QuestionBank, Wait } from "../ports.ts";
import type { Calibrations } from "../similarity-thresholds.ts";
import type { RunPolicy } from "../run-policy.ts";
import type { SystemName } from "../system-names.ts";

/** What is settled about a question before its run decides anything: the runs of a benchmark share it. */
export interface Settled {
  /** The question's data set, by the bank's name. */
  readonly dataSet: string;
  /** Whether it counts as a coding question. */
  readonly coding: boolean;
  /** Bank names of the models that merge, best first. */
  readonly aggregators: readonly string[];
}

/** One question to be answered, with everything that makes the answer repeatable. */
export interface Run {
  readonly runId: string;
  readonly seed: number;
  readonly question: Question;
  readonly system: SystemName;
  readonly parameters: Parameters;
  readonly policy: RunPolicy;
  /** `auto`, a model reference or a bank name. */
  readonly aggregator: string;
  /** The same for coding questions. */
  readonly codingAggregator: string;
  /** Absent in live runs: the similar questions and the bank decide. */
  readonly settled?: Settled;
  /** Who names the keywords of the question where its system needs some; absent or empty for the aggregator. */
  readonly skillModel?: string;
  /** Keywords of the question that are known already: nobody is asked for them. */
  readonly keywords?: readonly string[];
}

/** An embedder, and the question bank in its space. */
export interface EmbeddedBank {
  readonly embedding: EmbeddingModel;
  readonly bank: QuestionBank;
}

/** What a run works with. */
export interface Means extends EmbeddedBank {
  readonly pool: readonly PoolMember[];
  /** Takes the embedder's place when that fails; null where it cannot fail. */
  readonly standIn: EmbeddedBank | null;
  /** Whether two formulas have the same value; absent where formulas are compared as they are written. */
  readonly equalMath?: FormulaComparison;
  /** How alike texts of a space must be to say the same, for spaces that were calibrated on this machine. */
  readonly calibrations?: Calibrations;
  /** How the pool's models did as aggregators; null or absent where they were never compared. */
  readonly aggregatorStudy?: AggregatorStudy | null;
  readonly clock: Clock;
  readonly wait: Wait;
  /** Whether every model of the pool is simulated. */
  readonly simulated: boolean;
}
