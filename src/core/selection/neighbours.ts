import type { Embedding } from "../embedding.ts";
import type { Neighbours, PackedBank } from "../packed-bank/index.ts";
import { checkComparable, similarities } from "./similarity.ts";
import { histogramOf, leastSimilarity } from "./similarity-histogram.ts";

/**
 * Eq. 2, and the first look at its result: the bank questions that may support a choice of models. By the bank's own
 * search where it has one, else by this one in plain JS, which is the reference.
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

/** The same among similarities S (length N) that are there already. */
export function neighboursAmong(similarity: Float32Array, base: number, tolerance: number): Neighbours {
  const least = leastSimilarity(histogramOf(similarity), base, tolerance);
  const rows: number[] = [];
  for (let row = 0; row < similarity.length; row++) {
    const value = similarity[row] as number;
    // In this order: nearly all are below `least`, while about half are 0, which no processor foresees.
    if (value >= least && value > 0) rows.push(row);
  }
  return { rows: Uint32Array.from(rows), similarities: Float32Array.from(rows, (row) => similarity[row] as number) };
}
