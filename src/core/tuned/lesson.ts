import { type Labels, labelsOf } from "../packed-bank/index.ts";
import { type KnownOutcomes, knownOutcomes } from "./known-outcomes.ts";
import { features, type LengthScale, lengthScale } from "./ridge.ts";
import type { TuningBank } from "./tuning-bank.ts";

/** Minimum number of questions of a topic; those of smaller ones count as questions of their domain, or source. */
const LEAST_OF_A_TOPIC = 10;

/** The N evaluated questions of a bank, as the ridge regression sees them. */
export interface Lesson {
  readonly bank: TuningBank;
  /** Their rows in the bank. */
  readonly rows: Uint32Array;
  readonly lengths: LengthScale;
  readonly outcomes: KnownOutcomes;
  readonly sources: Labels;
  readonly topics: Labels;
  /** Returns the features of a question, by its place among the N. */
  readonly features: (place: number) => Float64Array;
  /**
   * Returns what is regressed on them: R outcomes, then 1 at the question's source and at its topic. An unknown outcome
   * is as expected; the residual of a known one is divided by the share of the model's outcomes that are known, so that
   * gaps do not make differences between questions look smaller than they are.
   */
  readonly values: (place: number) => Float64Array;
}

/** Returns the evaluated questions of a bank. */
export function lessonOf(bank: TuningBank): Lesson {
  const { rows, outcomes } = knownOutcomes(bank);
  const width = bank.models.length;
  const texts = Array.from(rows, (row) => bank.lengths[row] as number);
  const lengths = lengthScale(texts);
  const { names, of } = bank.sources;
  const sources = labelsOf(Array.from(rows, (row) => names[of[row] as number] as string));
  const topics = topicsOf(bank, rows);
  const shares = knownShares(outcomes);
  return {
    bank,
    rows,
    lengths,
    outcomes,
    sources,
    topics,
    features: (place) =>
      features({ vector: vectorOf(bank, rows[place] as number), length: texts[place] as number }, lengths),
    values: (place) => {
      const all = new Float64Array(width + sources.names.length + topics.names.length);
      for (let model = 0; model < width; model++) {
        const residual = (outcomes.residuals[place * width + model] as number) / (shares[model] as number);
        all[model] = (outcomes.mean[model] as number) + (outcomes.shifts[place] as number) + residual;
      }
      all[width + (sources.of[place] as number)] = 1;
      all[width + sources.names.length + (topics.of[place] as number)] = 1;
      return all;
    },
  };
}

/** Below this share of known outcomes, residuals are not enlarged further: a single one would say too much. */
const LEAST_SHARE = 0.2;

/** Returns the share of the questions on which each model's outcome is known, at least .2; 1 for all. */
function knownShares({ mean, known }: KnownOutcomes): Float64Array {
  const width = mean.length;
  const size = known.length / width;
  return mean.map((_, model) => {
    let sum = 0;
    for (let place = 0; place < size; place++) sum += known[place * width + model] as number;
    return Math.max(LEAST_SHARE, sum / size);
  });
}

/** Returns the vector of a row, as a view. */
export function vectorOf({ vectors, dimension }: TuningBank, row: number): Float32Array {
  return vectors.subarray(row * dimension, (row + 1) * dimension);
}

/** Returns source, domain and topic as one label; small groups lose their topic, and then their domain. */
function topicsOf({ sources, domains, topics }: TuningBank, rows: Uint32Array): Labels {
  const all = Array.from(rows, (row) => [sources.of[row], domains.of[row], topics.of[row]]);
  let keys = all.map((parts) => parts.join(" "));
  for (const parts of [2, 1]) {
    const sizes = new Map<string, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    keys = keys.map((key, place) =>
      (sizes.get(key) as number) < LEAST_OF_A_TOPIC ? (all[place] as number[]).slice(0, parts).join(" ") : key,
    );
  }
  return labelsOf(keys);
}
