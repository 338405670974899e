import { BankError } from "../errors.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { OutcomePalette, type Outcomes } from "./outcomes.ts";
import { type QuestionTable, questionTable } from "./question-table.ts";

/** Some of a bank's questions and how similar they are to the asked one. */
export interface Neighbours {
  /** Their rows in the bank. */
  readonly rows: Uint32Array;
  /** Their similarities S, in the same order. */
  readonly similarities: Float32Array;
}

/** Where the vectors of a bank are kept, and what works on them there, if there is anything faster than plain JS. */
export interface VectorStore {
  /** N x d, row-major. It may be a part of a larger buffer. */
  readonly vectors: Float32Array;
  /**
   * S of Eq. 2 for a question's vector (length d), as a new array of length N: a faster stand-in for the plain scan,
   * from which no value may differ by more than 1e-6.
   */
  readonly scan?: (question: Float32Array) => Float32Array;
  /** What `neighboursAmong` finds in the result of `scan`, as new arrays, without handing all of S over. */
  readonly neighbours?: (question: Float32Array, base: number, tolerance: number) => Neighbours;
}

/**
 * The bank split of the question bank B, packed for exact scans: N questions, R models, dimension d. Nothing changes
 * once it is packed.
 */
export interface PackedBank extends VectorStore {
  readonly space: string;
  /** d */
  readonly dimension: number;
  readonly questions: QuestionTable;
  /** The R models of which any outcome is known, sorted. */
  readonly models: readonly string[];
  /** V of Eq. 1 as codes of `outcomes`: N x R, row-major with one row a question. */
  readonly capability: Uint16Array;
  readonly outcomes: Outcomes;
}

/** A question with its embedding in the bank's space. */
export interface BankEntry {
  readonly question: BankQuestion;
  /** Length d, norm 1. */
  readonly vector: ArrayLike<number>;
}

/** Zeroed room for N x d vectors in plain memory, for the plain scan. */
export function plainVectors(rows: number, dimension: number): VectorStore {
  return { vectors: new Float32Array(rows * dimension) };
}

/**
 * Packs the entries of split `bank`; test questions stay out, so that no benchmark can see its own answers (A.1).
 *
 * @param allocate gives zeroed room for the vectors, which are written there and kept nowhere else
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
