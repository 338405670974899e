/** Minimum cosines at which texts of an embedding space count as the same. */
export interface SimilarityThresholds {
  /** For two replies that say the same. */
  readonly agreement: number;
  /** For two questions that are near-duplicates. */
  readonly nearDuplicate: number;
  /** Whether both values were measured, on real data or by calibration; false when one is only a cautious guess. */
  readonly measured: boolean;
}

/** Thresholds found on this machine, by embedding space. */
export type Calibrations = ReadonlyMap<string, SimilarityThresholds>;

/**
 * Thresholds measured on real data, by space.
 *
 * Agreement: the lowest of 0.5, 0.6, ..., 0.9, 0.91, ... at which nine of ten agreeing references were right on each of
 * three sets of real replies, given that the chosen one was. Built-in embedder at 0.96: HumanEval 97% (86% without a
 * threshold), MMLU-Pro 91% (70%), CRUXEval 95% (77%); of the right references it finds 20%, 5% and nearly all.
 *
 * Near-duplicates: a word or a number differs. Built-in embedder at 0.97: HumanEval 1 pair of 164 questions, MBPP 37 of
 * 974, MMLU-Pro 385 of 12,032, LiveCodeBench 0 of 880. At 0.93, they include questions of one template that ask for
 * different things.
 */
const measuredThresholds: Calibrations = new Map([
  ["built-in/feature-hashing-384/2", { agreement: 0.96, nearDuplicate: 0.97, measured: true }],
]);

/**
 * Thresholds of spaces without measurements: only nearly equal words count. Vectors of trained models lie close
 * together.
 */
const careful: SimilarityThresholds = { agreement: 0.98, nearDuplicate: 0.98, measured: false };

/**
 * Returns the thresholds of an embedding space.
 *
 * @param calibrated found on this machine, by space, for spaces that the table does not have
 */
export function similarityThresholds(space: string, calibrated?: Calibrations): SimilarityThresholds {
  return measuredThresholds.get(space) ?? calibrated?.get(space) ?? careful;
}

/** Cosines of pairs that a person would call the same, and of pairs with similar words but different meanings. */
export interface JudgedCosines {
  readonly same: readonly number[];
  readonly different: readonly number[];
}

/** Minimum share of same pairs among the pairs at or above a threshold. */
const PRECISION = 0.9;
/**
 * Lower bounds of the thresholds, whatever a few pairs say: replies of real models to one question share more words
 * than the calibration's pairs.
 */
const LEAST_AGREEMENT = 0.9;
const LEAST_NEAR_DUPLICATE = 0.95;

/**
 * Returns the thresholds of a space from the cosines of judged pairs. For each kind of pair, the threshold is the
 * lowest in steps of 0.01 at which nine of ten pairs are the same, if same and different pairs were equally many. It is
 * never below the lower bounds. If there is none, the thresholds of unmeasured spaces apply.
 *
 * With the pairs of `calibrateSpace` the built-in embedder gets 0.98 and 0.97; real data gave 0.96 and 0.97. No
 * threshold separates the nearly equal wrong replies among these pairs from right ones.
 *
 * @throws RangeError when a kind of pairs is missing
 */
export function calibrated(replies: JudgedCosines, questions: JudgedCosines): SimilarityThresholds {
  const agreement = lowestPrecise(replies, LEAST_AGREEMENT, careful.agreement);
  const nearDuplicate = lowestPrecise(questions, LEAST_NEAR_DUPLICATE, careful.nearDuplicate);
  return {
    agreement: agreement ?? careful.agreement,
    nearDuplicate: nearDuplicate ?? careful.nearDuplicate,
    measured: agreement !== null && nearDuplicate !== null,
  };
}

/** Returns the lowest precise threshold; null when none from `least` to `highest` is precise. */
function lowestPrecise({ same, different }: JudgedCosines, least: number, highest: number): number | null {
  if (same.length === 0 || different.length === 0)
    throw new RangeError("A calibration needs same and different pairs.");
  for (let hundredths = Math.round(100 * least); hundredths <= Math.round(100 * highest); hundredths++) {
    const threshold = hundredths / 100;
    const found = shareFrom(same, threshold);
    if (found > 0 && found >= PRECISION * (found + shareFrom(different, threshold))) return threshold;
  }
  return null;
}

function shareFrom(cosines: readonly number[], threshold: number): number {
  return cosines.filter((cosine) => cosine >= threshold).length / cosines.length;
}
