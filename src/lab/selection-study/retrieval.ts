import { type BankEntry, type Neighbours, packBank, type PackedBank } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import type { Split } from "./split.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { scannedVectors } from "../../bank/scan/index.ts";
import type { Embedding } from "../../core/embedding.ts";
import { neighbours, neighboursAmong } from "../../core/selection/index.ts";
import { type TermCounts, termCounts, TfIdfIndex } from "./tf-idf.ts";

/** The bank of a split, and a search for its questions that resemble a tested one. */
export interface SearchedBank {
  readonly bank: PackedBank;
  /**
   * Returns the neighbours of a tested question.
   *
   * @param question its number in the matrix
   * @param base N_sup_base
   * @param tolerance gamma
   * @returns as core's `neighbours`
   */
  readonly near: (question: number, base: number, tolerance: number) => Neighbours;
  /** Returns the vector of a tested question; absent when questions are compared without vectors. */
  readonly embeddingOf?: (question: number) => Embedding;
}

/** A way to find similar questions. */
export interface Retrieval {
  /** The embedding space, or a name with the same purpose. */
  readonly space: string;
  /** Says what is compared, for people. */
  readonly description: string;
  /** Learns the bank of a split and nothing else. */
  search(split: Split): SearchedBank;
}

/** Returns the questions as bank entries. Tested questions are in split `test`, which packing leaves out. */
export function entriesOf(
  questions: readonly BankQuestion[],
  { bank }: Split,
  vectorOf: (question: number) => BankEntry["vector"],
): BankEntry[] {
  const inBank = new Set(bank);
  return questions.map((question, number) => ({
    question: { ...question, split: inBank.has(number) ? "bank" : "test" },
    vector: vectorOf(number),
  }));
}

/** Returns the retrieval of live runs with the built-in embedder, which embeds asked and stored questions alike. */
export async function builtInRetrieval(questions: readonly BankQuestion[], signal: AbortSignal): Promise<Retrieval> {
  const embedder = builtInEmbedder();
  const texts = questions.map(({ question }) => question);
  const embeddings = await embedder.embed(texts, "document", signal);
  const at = (question: number): Embedding => embeddings[question] as Embedding;
  return {
    space: embedder.space,
    description: "hashed words, pairs of words, spellings and fields of knowledge; identifiers come apart into words",
    search(split) {
      const entries = entriesOf(questions, split, (question) => at(question).vector);
      const bank = packBank(embedder.space, entries, scannedVectors);
      return {
        bank,
        near: (question, base, tolerance) => neighbours(bank, at(question), base, tolerance),
        embeddingOf: at,
      };
    },
  };
}

/**
 * Returns retrieval by words alone, with which many studies begin; the comparison shows what the built-in embedder
 * adds.
 */
export function tfIdfRetrieval(questions: readonly BankQuestion[]): Retrieval {
  const counts = questions.map(({ question }) => termCounts(question));
  const at = (question: number): TermCounts => counts[question] as TermCounts;
  return {
    space: "tf-idf",
    description: "TF-IDF of lower-case words of two characters or more, weighed by the bank",
    search(split) {
      const index = new TfIdfIndex(split.bank.toSorted((a, b) => a - b).map(at));
      const bank = packBank(
        "tf-idf",
        entriesOf(questions, split, () => []),
      );
      return { bank, near: (question, base, gamma) => neighboursAmong(index.similarities(at(question)), base, gamma) };
    },
  };
}
