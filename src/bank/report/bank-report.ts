import { type ConfiguredModel, matchModels, type ModelMatches } from "../../core/model-names/index.ts";
import { type Calibrations, similarityThresholds } from "../../core/similarity-thresholds.ts";
import type { KeptReplies } from "../models/index.ts";
import { type CapabilityTable, CapabilityTally } from "./capability-table.ts";
import { coldStartWarnings } from "./cold-start.ts";
import { type Duplicates, PairList } from "./duplicate-pairs.ts";
import {
  comparedCount,
  ExactDuplicates,
  findNearDuplicates,
  type ReadEntries,
  type Watched,
} from "./find-duplicates.ts";

/** What a bank knows about which models, what it lacks, and which questions it holds twice. */
export interface BankReport {
  readonly space: string;
  readonly table: CapabilityTable;
  readonly matches: ModelMatches;
  /** In sentences. */
  readonly warnings: readonly string[];
  readonly duplicates: Duplicates;
  /**
   * How many of the replies that are kept beside the bank were cut off, by model; absent when they were not counted.
   */
  readonly kept?: ReadonlyMap<string, KeptReplies>;
}

/** What a report needs besides the bank. */
interface ReportOptions extends Watched {
  /** Measured similarities of embedding models. */
  readonly calibrations?: Calibrations;
}

/**
 * Makes a report on a bank. The bank is read three times and never held in memory whole.
 *
 * @param space of the bank's vectors
 * @param read gives both splits' entries, the same ones each time
 * @param configured the user's models, wherever they are served
 * @throws the signal's reason when it aborts
 */
export async function reportOnBank(
  space: string,
  read: ReadEntries,
  configured: readonly ConfiguredModel[],
  { calibrations, ...watched }: ReportOptions = {},
): Promise<BankReport> {
  const tally = new CapabilityTally();
  const pairs = new PairList();
  const exact = new ExactDuplicates(pairs);
  let questions = 0;
  for await (const { question } of read()) {
    if (questions % 1000 === 0) watched.signal?.throwIfAborted();
    tally.add(question);
    exact.add(question);
    questions += 1;
  }
  const threshold = similarityThresholds(space, calibrations).nearDuplicate;
  await findNearDuplicates({ read, questions, threshold }, pairs, watched);
  watched.signal?.throwIfAborted();
  watched.onProgress?.(1);
  const { table } = tally;
  const matches = matchModels(configured, table.models.map(({ name }) => name).sort());
  const { overlapping, exact: exactCount, near } = pairs;
  return {
    space,
    table,
    matches,
    warnings: coldStartWarnings(table, matches),
    duplicates: {
      pairs: pairs.pairs,
      overlapping,
      exact: exactCount,
      near,
      threshold,
      compared: comparedCount(questions),
      questions,
    },
  };
}
