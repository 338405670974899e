import { type Embedding, dot } from "../embedding.ts";
import { EmbeddingSpaceError } from "../errors.ts";
import type { PackedBank } from "../packed-bank/index.ts";

/**
 * Similarities that differ by less count as equal, so that plain JavaScript, WebAssembly and databases select the same
 * questions although their sums differ in the last bits.
 */
export const SIMILARITY_TOLERANCE = 1e-6;

/** The part of a bank that questions are compared with. */
type Comparable = Pick<PackedBank, "space" | "dimension" | "vectors" | "scan"> & {
  readonly questions: { readonly size: number };
};

/**
 * Returns Eq. 2: the similarity S of the asked question with every bank question, negative cosines clamped to 0. Uses
 * the bank's own scan if there is one; the plain JavaScript scan here is the reference.
 *
 * @returns S, length N, in the bank's order
 * @throws EmbeddingSpaceError when the question was embedded in another space than the bank
 */
export function similarities(bank: Comparable, question: Embedding): Float32Array {
  checkComparable(bank, question);
  const { questions, dimension, vectors, scan } = bank;
  if (scan !== undefined) return scan(question.vector);
  const similarity = new Float32Array(questions.size);
  for (let row = 0; row < similarity.length; row++) {
    similarity[row] = Math.max(0, dot(question.vector, vectors, row * dimension));
  }
  return similarity;
}

/** @throws EmbeddingSpaceError when a bank that is not empty has another space or dimension than the question */
export function checkComparable(
  { questions, space, dimension }: Omit<Comparable, "vectors" | "scan">,
  question: Embedding,
): void {
  const comparable = question.space === space && question.vector.length === dimension;
  if (questions.size === 0 || comparable) return;
  const advice =
    question.space === space ? ` Two models go by that name: give the one that is asked now a "name" of its own.` : "";
  throw new EmbeddingSpaceError(
    `The question is embedded in ${question.space} (d = ${question.vector.length}), the bank in ${space} (d = ${dimension}).${advice}`,
  );
}
