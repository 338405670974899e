import type { PackedBank } from "../../../core/packed-bank/index.ts";
import { type BankQuestion, comparableText } from "../../../core/question-bank/index.ts";
import { checkOf } from "../../../core/tasks/index.ts";
import { stratifiedOrder } from "../../../evaluation/asking/index.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import { paperDataSet } from "../paper/data-sets.ts";
import type { PlainQuestion } from "./read-questions.ts";

/** Share of questions that become the test in a bank without test questions; these are not searched. */
const TEST_SHARE = 0.3;

/** The questions to ask, and the questions that may be searched. */
export interface TestSplit {
  /** Sorted so that every beginning of the list is a stratified sample. */
  readonly test: readonly PlainQuestion[];
  /** Ids of the bank questions that may be retrieved. */
  readonly searched: ReadonlySet<string>;
  /** Returns the data set of any question of both groups. */
  readonly dataSetOf: DataSetOf;
  /** Says how the test was chosen and what was left out, in sentences. */
  readonly notes: readonly string[];
}

/** The questions that a test is chosen from. */
interface QuestionSources {
  /** The whole bank, both splits. */
  readonly bank: readonly PlainQuestion[];
  /** Questions of a file, which replace the bank's own test; null for none. */
  readonly file: readonly PlainQuestion[] | null;
  /** Maximum number of questions to ask; null for all. */
  readonly limit: number | null;
}

/**
 * Chooses the test: the file's questions, otherwise the bank's test split, otherwise a stratified part of the bank. A
 * test question is never searched, neither under its own id nor as the same text under another (A.1).
 *
 * @throws BenchmarkError when no question is left to ask
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

/** Returns the first of each group of equal questions; questions with different options are not equal. */
function distinct(questions: readonly PlainQuestion[]): PlainQuestion[] {
  const seen = new Set<string>();
  return questions.filter(({ question, task }) => {
    const options = task.kind === "choice" ? task.options.toSorted() : [];
    return seen.size < seen.add(JSON.stringify([comparableText(question), options])).size;
  });
}

/** Returns a text that is equal for questions that differ only in spelling: a search that finds one finds the other. */
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
 * Checks A.1 on the bank that is really searched.
 *
 * @throws BenchmarkError when it contains a test question, by id or by text
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

/** Returns the data set under which tables count a question. */
type DataSetOf = (question: Pick<BankQuestion, "source" | "task">) => string;

/**
 * Returns the data sets of questions, which are their sources. If all questions have one source but several kinds of
 * task, as in the starter bank, the kinds are the data sets, because otherwise nothing could be said by data set.
 * Different names of one of the paper's data sets, such as MATH and MATH-500, become the first one.
 */
function dataSets(questions: Iterable<Pick<BankQuestion, "source" | "task">>): DataSetOf {
  const names = new Map<string, string>();
  const published = new Map<string, string>();
  const found = new Set<string>();
  for (const { source, task } of questions) {
    found.add(task.kind);
    if (names.has(source)) continue;
    const known = paperDataSet(source) ?? source;
    const name = published.get(known) ?? source;
    published.set(known, name);
    names.set(source, name);
  }
  const isOne = names.size === 1 && found.size > 1;
  return isOne ? ({ task }) => checkOf(task).title : ({ source }) => names.get(source) ?? source;
}
