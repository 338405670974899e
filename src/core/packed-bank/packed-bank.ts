import { BankError } from "../errors.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { OutcomePalette, type Outcomes } from "./outcomes.ts";
import { type QuestionTable, questionTable } from "./question-table.ts";

/** Some of a bank's questions, and their similarity to the asked question. */
export interface Neighbours {
  /** Rows in the bank. */
  readonly rows: Uint32Array;
  /** Similarities S, in the order of `rows`. */
  readonly similarities: Float32Array;
}

/** Memory for the vectors of a bank, and the functions that scan them there faster than plain JavaScript, if any. */
export interface VectorStore {
  /** N x d, row-major; may be part of a larger buffer. */
  readonly vectors: Float32Array;
  /**
   * Returns S of Eq. 2 for a question's vector (length d), as a new array of length N. A faster version of the plain
   * scan; no value differs from it by more than 1e-6.
   */
  readonly scan?: (question: Float32Array) => Float32Array;
  /** Returns what `neighboursAmong` finds in the result of `scan`, as new arrays, without copying all of S. */
  readonly neighbours?: (question: Float32Array, base: number, tolerance: number) => Neighbours;
}

/**
 * The bank split of the question bank B, packed for exact scans: N questions, R models, dimension d. It never changes
 * after it is packed.
 */
export interface PackedBank extends VectorStore {
  readonly space: string;
  /** d */
  readonly dimension: number;
  readonly questions: QuestionTable;
  /** The R models with a known outcome, sorted. */
  readonly models: readonly string[];
  /** V of Eq. 1 as codes of `outcomes`: N x R, row-major with one row per question. */
  readonly capability: Uint16Array;
  readonly outcomes: Outcomes;
}

/** A question with its embedding in the bank's space. */
export interface BankEntry {
  readonly question: BankQuestion;
  /** Length d, norm 1. */
  readonly vector: ArrayLike<number>;
}

/** Returns zeroed plain memory for N x d vectors, for the plain scan. */
export function plainVectors(rows: number, dimension: number): VectorStore {
  return { vectors: new Float32Array(rows * dimension) };
}

/**
 * Packs the entries of split `bank`. Test questions are left out, so that no benchmark can see its own answers (A.1).
 *
 * @param allocate returns zeroed memory for the vectors, which are stored nowhere else
 * @throws BankError when two vectors differ in length
 */
export function packBank(space: string, entries: readonly BankEntry[], allocate = plainVectors): PackedBank {
  const rows = entries.filter(({ question }) => question.split === "bank");
  const dimension = rows[0]?.vector.length ?? 0;
  const models = [...new Set(rows.flatMap(({ question }) => Object.keys(question.capability)))].sort();
  const column = new Map(models.map((model, index) => [model, index]));
  const store = allocate(rows.length, dimension);
  const capability = new Uint16Array(rows.length * models.length);
  const palette = new OutcomePalette();
  rows.forEach(({ question, vector }, row) => {
    if (vector.length !== dimension) {
      throw new BankError(
        `Question ${question.id} has a vector of length ${vector.length}; the bank's is ${dimension}.`,
      );
    }
    store.vectors.set(vector, row * dimension);
    for (const [model, { value, weight }] of Object.entries(question.capability)) {
      capability[row * models.length + (column.get(model) as number)] = palette.codeOf(value, weight);
    }
  });
  const questions = questionTable(rows.map(({ question }) => question));
  return { space, dimension, questions, models, capability, outcomes: palette.outcomes, ...store };
}
