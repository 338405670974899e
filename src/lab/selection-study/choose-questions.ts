import { BankError } from "../../core/errors.ts";
import { type BankQuestion, comparableText } from "../../core/question-bank/index.ts";
import { randomStream } from "../../core/random.ts";
import { shuffled } from "../statistics/shuffled.ts";

/** Questions and models with known outcomes, on which a study of selection works. */
export interface Matrix {
  readonly questions: readonly BankQuestion[];
  /** The R models, sorted. */
  readonly models: readonly string[];
}

/** Options that choose the part of a matrix to study. */
export interface Choice {
  /** Whether to use only models with a known outcome on every question. */
  readonly complete: boolean;
  /** Whether questions with the same text stay; only for comparison with figures that were made with them. */
  readonly keepDuplicates: boolean;
  /** Maximum number of questions, drawn at random once for all splits; null for all questions. */
  readonly sample: { readonly size: number; readonly seed: number } | null;
}

/**
 * Returns the part of a matrix to study. Of questions with the same text only the first stays, unless the choice says
 * otherwise, because bank and test must not share one (A.1).
 *
 * @returns the matrix, and in sentences what was left out
 * @throws BankError when nothing is left
 */
export function chooseQuestions(
  all: readonly BankQuestion[],
  { complete, keepDuplicates, sample }: Choice,
): { matrix: Matrix; notes: string[] } {
  const answered = all.filter(({ capability }) => Object.keys(capability).length > 0);
  const texts = new Set<string>();
  const distinct = keepDuplicates
    ? answered
    : answered.filter(({ question }) => texts.size < texts.add(comparableText(question)).size);
  const everyModel = [...new Set(distinct.flatMap(({ capability }) => Object.keys(capability)))].sort();
  const models = complete
    ? everyModel.filter((model) => distinct.every(({ capability }) => Object.hasOwn(capability, model)))
    : everyModel;
  const questions = sample === null ? distinct : sampled(distinct, sample.size, sample.seed);
  if (models.length === 0) {
    throw new BankError(
      everyModel.length === 0
        ? "No outcome of any model is known for the questions that take part: check the files, and what is excluded."
        : "No model has an outcome on every question: leave --complete out.",
    );
  }
  const notes = [
    ...note(all.length - answered.length, "questions without any outcome were left out."),
    ...note(answered.length - distinct.length, "questions with the text of an earlier one were left out."),
    ...note(everyModel.length - models.length, "models without an outcome on every question were left out."),
  ];
  return { matrix: { questions, models }, notes };
}

function sampled(questions: readonly BankQuestion[], size: number, seed: number): BankQuestion[] {
  const drawn = new Set(shuffled(questions.length, randomStream(seed, "sample")).slice(0, size));
  return questions.filter((_, index) => drawn.has(index));
}

const note = (count: number, what: string): string[] => (count > 0 ? [`${count} ${what}`] : []);
