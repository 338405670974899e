import { setImmediate } from "node:timers/promises";
import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { QuestionTable, VectorStore } from "../../core/packed-bank/index.ts";
import type { RowVectors, VectorsOf } from "../store/index.ts";
import { scannedVectors } from "../scan/index.ts";
import { BATCH, embedTexts } from "./embed-texts.ts";
import { openKeeper } from "./keeper.ts";
import { textKey } from "./kept-file.ts";
import { KeptVectors } from "./kept-vectors.ts";

/** Longest wait without a notice, in milliseconds. */
const SHORT_WAIT = 2_000;
/** Rows between two breaks for other work of the process. */
const BREAK_EVERY = 512;

/**
 * Returns the vectors of a bank's rows in the embedder's space, whatever space the bank is stored in. Kept vectors are
 * read; the others are made, and kept if possible.
 *
 * @param onNotice called with a sentence when that takes long
 * @param clock milliseconds
 */
export function servedIn(
  bankFolder: string,
  embedding: EmbeddingModel,
  onNotice: (message: string) => void = () => undefined,
  clock: () => number = () => performance.now(),
): VectorsOf {
  return async (questions) => {
    const rows = new RowsInSpace(questions, embedding.space);
    const unkept = await placeKept(bankFolder, rows);
    await placeMade([...unkept], rows, { bankFolder, embedding, onNotice, clock });
    return rows.vectors();
  };
}

/** Rows that share a text, and the key of its vector. */
type SharedText = readonly [key: string, rows: number[]];

/** Places the kept vectors. @returns the rows of the texts without a kept vector */
async function placeKept(bankFolder: string, rows: RowsInSpace): Promise<Map<string, number[]>> {
  const unkept = new Map<string, number[]>();
  const { size } = rows.questions;
  const kept = await KeptVectors.read(bankFolder, rows.space).catch(() => null);
  try {
    for (let row = 0; row < size; row++) {
      if (row % BREAK_EVERY === BREAK_EVERY - 1) await setImmediate();
      const key = textKey(rows.questions.text(row));
      // An unreadable vector is made again.
      const vector = kept?.has(key) === true ? await kept.get(key).catch(() => null) : null;
      if (vector !== null) rows.place([row], vector);
      else {
        const sharing = unkept.get(key);
        if (sharing === undefined) unkept.set(key, [row]);
        else sharing.push(row);
      }
    }
  } finally {
    await kept?.close();
  }
  return unkept;
}

/** What is needed to make vectors and to report it. */
interface Making {
  readonly bankFolder: string;
  readonly embedding: EmbeddingModel;
  readonly onNotice: (message: string) => void;
  readonly clock: () => number;
}

/** Makes the vectors of texts, places them, and keeps them if possible. */
async function placeMade(
  unkept: readonly SharedText[],
  rows: RowsInSpace,
  { bankFolder, embedding, onNotice, clock }: Making,
): Promise<void> {
  if (unkept.length === 0) return;
  const startedAt = clock();
  let told = false;
  const keeper = await openKeeper(bankFolder, embedding.space);
  try {
    for (let start = 0; start < unkept.length; start += BATCH) {
      if (!told && clock() - startedAt > SHORT_WAIT) {
        told = true;
        onNotice(
          `${unkept.length.toLocaleString("en")} questions of the bank are being embedded in ${embedding.space}, which it is not stored in. Until that is done, questions wait for it.`,
        );
      }
      const batch = unkept.slice(start, start + BATCH);
      const texts = batch.map(([, [first]]) => rows.questions.text(first as number));
      const vectors = await embedTexts(texts, embedding);
      for (const [index, [, sharing]] of batch.entries()) rows.place(sharing, vectors[index] as Float32Array);
      await keeper?.keep(batch.map(([key], index) => [key, vectors[index] as Float32Array]));
    }
  } finally {
    await keeper?.close(rows.questions.size);
  }
}

/** Memory for the vectors of a bank's rows, allocated when the first vector shows d. */
class RowsInSpace {
  readonly questions: QuestionTable;
  readonly space: string;
  private dimension = 0;
  private store: VectorStore = scannedVectors(0, 0);

  constructor(questions: QuestionTable, space: string) {
    this.questions = questions;
    this.space = space;
  }

  /** @throws BankError when the vector differs in length from the ones before */
  place(rows: readonly number[], vector: Float32Array): void {
    if (this.dimension === 0) {
      this.dimension = vector.length;
      this.store = scannedVectors(this.questions.size, this.dimension);
    }
    if (vector.length !== this.dimension) {
      throw new BankError(
        `Vectors of ${this.space} have the lengths ${this.dimension} and ${vector.length}. Delete the kept ones in the bank's folder "vectors" if the embedding model is another one now, and try again.`,
      );
    }
    for (const row of rows) this.store.vectors.set(vector, row * this.dimension);
  }

  vectors(): RowVectors {
    return { space: this.space, dimension: this.dimension, ...this.store };
  }
}
