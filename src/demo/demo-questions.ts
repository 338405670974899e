import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { cosine, type Embedding } from "../core/embedding.ts";
import type { BankQuestion } from "../core/question-bank/index.ts";
import { type EverydayQuestion, everydayKnowledge, LEAST_LENGTH } from "./everyday.ts";
import { findKnown, isChinese, type KnownQuestions, knownQuestions, normalised } from "./known-questions.ts";
import type { PreparedReply } from "./prepared-replies.ts";

/** What the simulated models can answer. */
export interface DemoContent {
  /** The starter bank; each model knows some of its questions. */
  readonly questions: readonly BankQuestion[];
  /** Replies to bank questions whose task does not contain any. */
  readonly prepared?: readonly PreparedReply[];
  /** Everyday questions besides; every model knows these. */
  readonly everyday?: readonly EverydayQuestion[];
}

/** A message recognised as a question of the demo. */
interface DemoMatch {
  /** The knowledge that the question belongs to. */
  readonly known: KnownQuestions;
  /** The known question that stands in for a message with other words; null when the words are the same. */
  readonly similar: string | null;
}

/** One wording of a question, for the search by meaning. */
interface Wording {
  readonly words: string;
  /** The question as it is shown to users. */
  readonly question: string;
  readonly known: KnownQuestions;
}

/**
 * Minimum cosine of a message and a wording that ask the same. Of 385 wordings of everyday questions, each searched
 * among all others, 110 find their own question at 0.85, and 6 find another one, most often its translation.
 */
const SIMILAR = 0.85;

/** Bank questions up to this length, in characters and on one line, can be shown as a suggestion. */
const SHOWN_LENGTH = 80;

/** Recognises the question in a message, by its words or by its meaning. */
export class DemoQuestions {
  private readonly ofBank: KnownQuestions;
  private readonly ofEverybody: KnownQuestions;
  private readonly wordings: readonly Wording[];
  private readonly embedder = builtInEmbedder();
  private embedded: Promise<readonly Embedding[]> | null = null;

  constructor({ questions, prepared, everyday = [] }: DemoContent) {
    this.ofBank = knownQuestions(questions, prepared);
    this.ofEverybody = everydayKnowledge(everyday);
    const ids = new Set(this.ofBank.map(({ id }) => id));
    this.wordings = [
      ...everyday.flatMap(({ question, also }) =>
        [question, ...also].map((words) => ({ words, question, known: this.ofEverybody })),
      ),
      ...questions
        .filter(({ id, question }) => ids.has(id) && question.length <= SHOWN_LENGTH && !question.includes("\n"))
        .map(({ question }) => ({ words: question, question, known: this.ofBank })),
    ];
  }

  /** Returns the question that a message asks; null when the demo does not know it. */
  async match(message: string): Promise<DemoMatch | null> {
    // An evaluation wraps a bank question in instructions, so the message only has to contain it.
    if (findKnown(this.ofBank, message) !== undefined) return { known: this.ofBank, similar: null };
    const text = normalised(message);
    const contained = findKnown(this.ofEverybody, message)?.text;
    if (contained === text) return { known: this.ofEverybody, similar: null };
    const similar =
      this.wordings.find(({ words }) => normalised(words) === contained) ??
      this.wordings.find(({ words }) => text.length >= LEAST_LENGTH && normalised(words).includes(text)) ??
      (await this.ranked(message)).find((closest) => closest.cosine >= SIMILAR);
    return similar === undefined ? null : { known: similar.known, similar: similar.question };
  }

  /**
   * Returns the known questions nearest to a message, nearest first, in the language of the message if there are
   * enough.
   */
  async nearest(message: string, count: number): Promise<string[]> {
    const ranked = await this.ranked(message);
    const inLanguage = ranked.filter(({ question }) => isChinese(question) === isChinese(message));
    return [...new Set([...inLanguage, ...ranked].map(({ question }) => question))].slice(0, count);
  }

  private async ranked(message: string): Promise<(Wording & { readonly cosine: number })[]> {
    this.embedded ??= this.embedder.embed(
      this.wordings.map(({ words }) => words),
      "document",
    );
    const [embedded, [asked]] = await Promise.all([this.embedded, this.embedder.embed([message], "query")]);
    return this.wordings
      .map((wording, index) => ({ ...wording, cosine: cosineOf(asked, embedded[index]) }))
      .sort((a, b) => b.cosine - a.cosine);
  }
}

/** Returns the cosine of two embeddings; -1 when one is missing. */
function cosineOf(asked: Embedding | undefined, known: Embedding | undefined): number {
  return asked === undefined || known === undefined ? -1 : cosine(asked, known);
}
