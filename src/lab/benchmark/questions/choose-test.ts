import type { PackedBank } from "../../../core/question-bank/packed-bank.ts";
import { comparableText } from "../../../core/question-bank/question-text.ts";
import { stratifiedOrder } from "../../../evaluation/stratified-order.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import { dataSets, type DataSetOf } from "./data-sets.ts";
import type { PlainQuestion } from "./read-bank.ts";

/** Share of a bank without test questions that is asked instead of searched. */
const TEST_SHARE = 0.3;

/** Which questions are asked, and which may be searched for. */
export interface TestSplit {
  /** In an order whose every beginning is a stratified sample. */
  readonly test: readonly PlainQuestion[];
  /** Ids of the bank questions that may be retrieved. */
  readonly searched: ReadonlySet<string>;
  /** By id, of all questions of both. */
  readonly dataSetOf: DataSetOf;
  /** How the test came about and what was left out, in sentences. */
  readonly notes: readonly string[];
}

/** The questions that a test is chosen from. */
export interface QuestionSources {
  /** All of the bank, both splits. */
  readonly bank: readonly PlainQuestion[];
  /** Questions of a file, in place of the bank's own test; null for none. */
  readonly file: readonly PlainQuestion[] | null;
  /** At most so many are asked; null for all. */
  readonly limit: number | null;
}

/**
 * Chooses the test: the file's questions, else the bank's test split, else a stratified part of the bank. What is asked is
 * never searched, neither under its own id nor as the same text under another (A.1).
 *
 * @throws BenchmarkError when nothing is left to ask
 */
export function chooseTest({ bank, file, limit }: QuestionSources): TestSplit {
  const bankSplit = bank.filter(({ split }) => split === "bank");
  const testSplit = bank.filter(({ split }) => split === "test");
  const dataSetOf = dataSets([...bankSplit, ...(file ?? testSplit)]);
  const inOrder = (questions: readonly PlainQuestion[]): PlainQuestion[] =>
    stratifiedOrder(
      distinct(questions.filter(isCheckable)).map((question) => ({
        id: question.id,
        source: dataSetOf(question),
        question,
      })),
    ).map(({ question }) => question);
  const given = inOrder(file ?? testSplit);
  const fromBank = given.length === 0 && file === null;
  const candidates = fromBank ? inOrder(bankSplit) : given;
  const share = fromBank ? Math.round(candidates.length * TEST_SHARE) : candidates.length;
  const test = candidates.slice(0, Math.min(share, limit ?? Infinity));
  if (test.length === 0) {
    throw new BenchmarkError(
      "There is no question to test with: give some with --questions FILE --format F, or use a bank with questions that can be checked.",
    );
  }
  const searched = withoutTest(bankSplit, test);
  const hidden = bankSplit.length - searched.size;
  const origin = fromBank
    ? `The bank has no test questions: ${test.length} of its ${bankSplit.length} questions, a stratified sample, are asked instead and hidden from the search.`
    : null;
  const alike =
    hidden > 0 && !fromBank ? `${hidden} bank questions are the same as test questions and are not searched.` : null;
  return { test, searched, dataSetOf, notes: [origin, alike].filter((note) => note !== null) };
}

function isCheckable({ task }: PlainQuestion): boolean {
  return task.kind !== "open";
}

/** Of the same questions the first one; with other options it is another question. */
function distinct(questions: readonly PlainQuestion[]): PlainQuestion[] {
  const seen = new Set<string>();
  return questions.filter(({ question, task }) => {
    const options = task.kind === "choice" ? task.options.toSorted() : [];
    return seen.size < seen.add(JSON.stringify([comparableText(question), options])).size;
  });
}

/** The same for questions that differ in nothing that could make another question: whoever finds one has found the other. */
function sameQuestion(question: string): string {
  return comparableText(question.normalize("NFKC"))
    .toLowerCase()
    .replace(/[‘’‚“”„"'`]/gu, "")
    .replace(/[\s.?!:]+$/u, "");
}

function withoutTest(bank: readonly PlainQuestion[], test: readonly PlainQuestion[]): Set<string> {
  const ids = new Set(test.map(({ id }) => id));
  const texts = new Set(test.map(({ question }) => sameQuestion(question)));
  return new Set(
    bank.filter(({ id, question }) => !ids.has(id) && !texts.has(sameQuestion(question))).map(({ id }) => id),
  );
}

/**
 * Makes sure of A.1 on what is really searched.
 *
 * @throws BenchmarkError when a test question is in it, by its id or by its text
 */
export function assertDisjoint({ questions }: PackedBank, test: readonly PlainQuestion[]): void {
  const ids = new Set(test.map(({ id }) => id));
  const texts = new Set(test.map(({ question }) => sameQuestion(question)));
  for (let row = 0; row < questions.size; row++) {
    const id = questions.id(row);
    if (!ids.has(id) && !texts.has(sameQuestion(questions.text(row)))) continue;
    throw new BenchmarkError(
      `The test question ${id} is in the part of the bank that is searched. The bank was changed meanwhile: start again.`,
    );
  }
}
