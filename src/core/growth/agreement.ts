import { cosine, type Embedding } from "../embedding.ts";
import { type Calibrations, similarityThresholds } from "../similarity-thresholds.ts";
import type { Teaching } from "./teaching.ts";

/** Which models' references agree with the chosen reply, and how that was found. */
export interface Agreement {
  readonly models: readonly string[];
  /** As it is kept with the outcomes. */
  readonly checker: string;
  /** What it means where `models` is empty, in a sentence. */
  readonly none: string;
}

/**
 * Agreement by likeness of the texts. Where the chosen reply is wrong, agreement with it says nothing good: hence the low
 * weight of such an outcome.
 *
 * @param references in the order of the teaching's
 * @throws EmbeddingSpaceError when they were not embedded in one space
 */
export function agreementByLikeness(
  teaching: Pick<Teaching, "references">,
  chosen: Embedding,
  references: readonly Embedding[],
  calibrations?: Calibrations,
): Agreement {
  const threshold = similarityThresholds(chosen.space, calibrations).agreement;
  const agrees = references.map((reference) => cosine(chosen, reference) >= threshold);
  return {
    models: [...new Set(teaching.references.filter((_, index) => agrees[index]).map(({ model }) => model))],
    checker: `similarity >= ${threshold}`,
    none: `No model's own answer agrees with the chosen one (similarity ${threshold} or more), so none counts as right.`,
  };
}
