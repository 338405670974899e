import type { Embedding } from "../embedding.ts";
import type { Neighbours, PackedBank } from "../packed-bank/index.ts";
import { checkComparable, similarities } from "./similarity.ts";
import { histogramOf, leastSimilarity } from "./similarity-histogram.ts";

/**
 * Applies Eq. 2 and returns the bank questions that may support a choice of models. Uses the bank's own search if there
 * is one; the plain JavaScript search here is the reference.
 *
 * @param base N_sup_base, at least 1
 * @param tolerance gamma in [0, 1]
 * @returns all support questions of Eq. 3, and perhaps slightly less similar ones, in the bank's order
 * @throws EmbeddingSpaceError when the question was embedded in another space than the bank
 */
export function neighbours(bank: PackedBank, question: Embedding, base: number, tolerance: number): Neighbours {
  checkComparable(bank, question);
  if (bank.neighbours !== undefined) return bank.neighbours(question.vector, base, tolerance);
  return neighboursAmong(similarities(bank, question), base, tolerance);
}

/** As `neighbours`, from existing similarities S (length N). */
export function neighboursAmong(similarity: Float32Array, base: number, tolerance: number): Neighbours {
  const least = leastSimilarity(histogramOf(similarity), base, tolerance);
  const rows: number[] = [];
  for (let row = 0; row < similarity.length; row++) {
    const value = similarity[row] as number;
    // The order matters: nearly all values are below `least`, but about half are 0, which the processor cannot predict.
    if (value >= least && value > 0) rows.push(row);
  }
  return { rows: Uint32Array.from(rows), similarities: Float32Array.from(rows, (row) => similarity[row] as number) };
}
