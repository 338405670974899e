import { cosine, type Embedding } from "../embedding.ts";
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
 * From which cosine on a reference counts as agreeing with the chosen reply, by embedding space: the lowest of 0.5, 0.6,
 * ..., 0.9, 0.95 at which nine of ten agreeing references were right on each of three sets of real replies, given that
 * the chosen one was. Built-in embedder at 0.9: HumanEval 94% (86% without a threshold), MMLU-Pro 90% (70%), CRUXEval 93%
 * (77%); of the right references it finds 31%, 8% and nearly all. Where the chosen reply is wrong, agreement says
 * nothing good: hence the low weight of such an outcome.
 */
const thresholds: Readonly<Record<string, number>> = { "built-in/feature-hashing-384/1": 0.9 };

/** For spaces that nobody measured: nearly the same words. Vectors of trained models lie closer together. */
const UNMEASURED = 0.98;

/** The cosine from which on two replies agree in an embedding space. */
function agreementThreshold(space: string): number {
  return thresholds[space] ?? UNMEASURED;
}

/**
 * Agreement by likeness of the texts.
 *
 * @param references in the order of the teaching's
 * @throws EmbeddingSpaceError when they were not embedded in one space
 */
export function agreementByLikeness(
  teaching: Pick<Teaching, "references">,
  chosen: Embedding,
  references: readonly Embedding[],
): Agreement {
  const threshold = agreementThreshold(chosen.space);
  const agrees = references.map((reference) => cosine(chosen, reference) >= threshold);
  return {
    models: teaching.references.filter((_, index) => agrees[index]).map(({ model }) => model),
    checker: `similarity >= ${threshold}`,
    none: `No model's own answer is like the chosen one (similarity ${threshold} or more), so none counts as right.`,
  };
}
