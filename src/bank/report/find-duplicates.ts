import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { dot } from "../../core/embedding.ts";
import { type BankQuestion, comparableText } from "../../core/question-bank/index.ts";
import type { BankEntry, VectorStore } from "../../core/packed-bank/index.ts";
import { randomStream } from "../../core/random.ts";
import { scannedVectors } from "../scan/index.ts";
import { type PairList, placeOf, type QuestionPlace } from "./duplicate-pairs.ts";

/**
 * Up to this many questions are all compared with each other. Of a larger bank a sample is compared, in about the same
 * time.
 */
const MOST_COMPARED = 20_000;
const SAMPLE_SEED = 1;
/** Longest time between two turns of the event loop, in ms. */
const SLICE = 10;

/**
 * Returns how many of N questions are compared with all others.
 *
 * @param most up to this many questions are all compared with each other
 */
export function comparedCount(questions: number, most = MOST_COMPARED): number {
  return questions <= most ? questions : Math.ceil(most ** 2 / questions);
}

/** Reads the bank again, in the same order each time. */
export type ReadEntries = () => AsyncIterable<BankEntry>;

/** Which questions are compared, and from which similarity two are near duplicates. */
interface Comparison {
  readonly read: ReadEntries;
  /** N, of both splits. */
  readonly questions: number;
  /** Minimum cosine similarity of near-duplicate questions. */
  readonly threshold: number;
  /** Up to this many questions are all compared with each other. */
  readonly most?: number;
}

/** Progress and cancellation of a comparison. */
export interface Watched {
  /** Share done, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Adds the pairs of questions whose cosine reaches the threshold to `pairs`. Pairs with the same text are left out:
 * they are exact duplicates, or differ in their options. Up to 20,000 questions are all compared with each other; of a
 * larger bank a seeded sample is compared with all questions. Memory is bounded by the sample.
 *
 * @throws the signal's reason when it aborts
 */
export async function findNearDuplicates(
  { read, questions, threshold, most = MOST_COMPARED }: Comparison,
  pairs: PairList,
  { onProgress, signal }: Watched = {},
): Promise<void> {
  const sample = await sampleOf(read, questions, comparedCount(questions, most), signal);
  const scan = sample.store.scan ?? plainScan(sample.store.vectors);
  let sliceStart = performance.now();
  let row = 0;
  for await (const { question, vector } of read()) {
    if (performance.now() - sliceStart > SLICE) {
      onProgress?.(row / questions);
      await setImmediate();
      signal?.throwIfAborted();
      sliceStart = performance.now();
    }
    const similarity = scan(Float32Array.from(vector));
    for (let index = 0; index < sample.rows.length; index++) {
      if ((similarity[index] as number) < threshold) continue;
      const other = sample.rows[index] as SampledQuestion;
      // Two questions of the sample meet twice; one meeting is skipped.
      if (other.row === row || (other.row > row && sample.holds.has(row))) continue;
      if (other.text === comparableText(question.question)) continue;
      const places = [other.place, placeOf(question)] as const;
      const [first, second] = other.row < row ? places : [places[1], places[0]];
      pairs.add({ first, second, exact: false, similarity: Math.min(1, similarity[index] as number) });
    }
    row += 1;
  }
}

interface SampledQuestion {
  readonly row: number;
  readonly text: string;
  readonly place: QuestionPlace;
}

interface Sample {
  readonly rows: readonly SampledQuestion[];
  readonly store: VectorStore;
  /** The rows in the sample. */
  readonly holds: ReadonlySet<number>;
}

/**
 * Draws `size` questions, each such set with the same probability (selection sampling; Knuth, vol. 2, 3.4.2, Algorithm
 * S).
 */
async function sampleOf(
  read: ReadEntries,
  questions: number,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Sample> {
  const random = randomStream(SAMPLE_SEED, "near duplicates");
  const rows: SampledQuestion[] = [];
  let store: VectorStore = { vectors: new Float32Array(0) };
  let row = 0;
  for await (const { question, vector } of read()) {
    if (rows.length === size) break;
    if (row % 1000 === 0) signal?.throwIfAborted();
    if (rows.length === 0) store = scannedVectors(size, vector.length);
    if (random() * (questions - row) < size - rows.length) {
      store.vectors.set(vector, rows.length * vector.length);
      rows.push({ row, text: comparableText(question.question), place: placeOf(question) });
    }
    row += 1;
  }
  return { rows, store, holds: new Set(rows.map((one) => one.row)) };
}

function plainScan(vectors: Float32Array): (question: Float32Array) => Float32Array {
  return (question) =>
    Float32Array.from({ length: vectors.length / question.length }, (_, row) =>
      dot(question, vectors, row * question.length),
    );
}

/** The first occurrence of a question in each split. */
type Firsts = Partial<Record<BankQuestion["split"], Pick<BankQuestion, "id" | "source">>>;

/** Finds questions that the bank holds twice while the bank is read. Keeps a hash and one or two ids of each. */
export class ExactDuplicates {
  private readonly firsts = new Map<string, Firsts>();
  private readonly pairs: PairList;

  constructor(pairs: PairList) {
    this.pairs = pairs;
  }

  add(question: BankQuestion): void {
    const { id, source, split } = question;
    const key = questionKey(question);
    const firsts = this.firsts.get(key) ?? {};
    this.firsts.set(key, firsts);
    const otherSplit = split === "bank" ? "test" : "bank";
    const [other, same] = [firsts[otherSplit], firsts[split]];
    firsts[split] ??= { id, source };
    const second = placeOf(question);
    if (other !== undefined) {
      this.pairs.add({ first: { ...second, ...other, split: otherSplit }, second, exact: true, similarity: 1 });
    } else if (same !== undefined) {
      this.pairs.add({ first: { ...second, ...same, split }, second, exact: true, similarity: 1 });
    }
  }
}

/**
 * Equal for equal questions: the text, and the options in any order, because many questions ask nothing without their
 * options.
 */
function questionKey({ question, task }: BankQuestion): string {
  const options = task.kind === "choice" ? task.options.map(comparableText).sort() : [];
  return createHash("sha256")
    .update(JSON.stringify([comparableText(question), options]))
    .digest("base64");
}
