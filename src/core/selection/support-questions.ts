import type { Neighbours, QuestionTable } from "../packed-bank/index.ts";
import { mostSimilarFirst } from "./most-similar-first.ts";
import { SIMILARITY_TOLERANCE } from "./similarity.ts";

/** I_sup of Eq. 3, most similar first, with the minimum similarity of its questions. */
export interface Support extends Neighbours {
  /** gamma * t, where t is the N_sup_base-th largest similarity. */
  readonly threshold: number;
}

/**
 * Returns the bank questions of Eq. 3 that are similar enough to support a choice of models.
 *
 * @param near the neighbours for the same `base` and `tolerance`
 * @param questions all questions of the bank; equal similarities are ordered by id
 * @param base N_sup_base, at least 1; with fewer questions, the smallest similarity is used instead
 * @param tolerance gamma in [0, 1]
 * @returns the support questions, most similar first (similarities compared rounded to 1e-6)
 */
export function supportQuestions(
  near: Neighbours,
  questions: Pick<QuestionTable, "id" | "size">,
  base: number,
  tolerance: number,
): Support {
  const support = supportOf(near, questions.size, base, tolerance);
  orderTiesById(support, questions);
  return support;
}

/** As `supportQuestions` for a bank of `size` questions, with those of equal similarity in no particular order. */
export function supportOf(near: Neighbours, size: number, base: number, tolerance: number): Support {
  const { rows, similarities } = mostSimilarFirst(near);
  // If a question that is no neighbour has this rank, similarity 0 stands for its own: the threshold then admits every
  // neighbour.
  const threshold = tolerance * (similarities[Math.min(base, size) - 1] ?? 0);
  let length = rows.length;
  while (length > 0 && (similarities[length - 1] as number) < threshold - SIMILARITY_TOLERANCE) length--;
  return { threshold, rows: rows.subarray(0, length), similarities: similarities.subarray(0, length) };
}

/** Sorts rows whose similarities are equal, rounded to 1e-6, by their ids; the others are sorted already. */
function orderTiesById({ rows, similarities }: Neighbours, questions: Pick<QuestionTable, "id">): void {
  let start = 0;
  for (let end = 1; end <= rows.length; end++) {
    if (end < rows.length && tied(similarities[start] as number, similarities[end] as number)) continue;
    if (end - start > 1) orderById(rows.subarray(start, end), similarities.subarray(start, end), questions);
    start = end;
  }
}

function tied(larger: number, smaller: number): boolean {
  // Most pairs differ by more and need no division.
  if (larger - smaller > SIMILARITY_TOLERANCE) return false;
  return Math.round(larger / SIMILARITY_TOLERANCE) === Math.round(smaller / SIMILARITY_TOLERANCE);
}

/** Reorders some rows and their similarities, in place. */
function orderById(rows: Uint32Array, similarities: Float32Array, questions: Pick<QuestionTable, "id">): void {
  const byId = Array.from(rows, (row, i) => ({ row, similarity: similarities[i] as number, id: questions.id(row) }));
  byId.sort((a, b) => (a.id < b.id ? -1 : 1));
  byId.forEach(({ row, similarity }, i) => {
    rows[i] = row;
    similarities[i] = similarity;
  });
}
