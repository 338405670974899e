import { createHash } from "node:crypto";
import { looseFingerprint } from "./same-text.ts";
import { originalId } from "./fields.ts";
import type { PaperPart, PaperSplit, QuestionRow } from "./import-format.ts";
import { ifevalTestKeys, math500Texts } from "./published-parts.ts";

/*
 * The paper's bank and test parts (A.1). Where the paper's authors published ids, or the rows tell by themselves, the parts
 * are theirs; where they drew a sample without publishing it, ours is another one of the same sizes.
 */

/** Names the draw of all samples; another one draws other questions. */
const seed = "smcs-paper-split/1";

/** MMLU-Pro: of each category a tenth for the test, and up to 400 of what is left for the bank: 1,196 and 5,512 in all. */
export const mmluProSplit: PaperSplit = {
  plan: async (questions) =>
    sample(questions, {
      key: ({ question }) => originalId(question),
      stratum: ({ question }) => question.topic ?? "",
      sizes: (size) => ({ test: Math.floor(size / 10), bank: 400 }),
    }),
};

/** MedMCQA: 1,200 for the test and 1,000 for the bank. */
export const medmcqaSplit: PaperSplit = {
  plan: async (questions) =>
    sample(questions, { key: ({ question }) => originalId(question), sizes: () => ({ test: 1200, bank: 1000 }) }),
};

/**
 * MATH: the 500 problems of MATH-500, known by their text, for the test, and 1,000 of the others for the bank; each part
 * from whichever file holds it.
 */
export const mathSplit: PaperSplit = {
  async plan(questions) {
    const key = ({ question }: QuestionRow): string => looseFingerprint(question.question);
    const isTest = (row: QuestionRow): boolean => math500Texts.has(key(row).slice(0, 8));
    async function* others(): AsyncGenerator<QuestionRow> {
      for await (const row of questions) if (!isTest(row)) yield row;
    }
    const partOfOther = await sample(others(), { key, sizes: () => ({ test: 0, bank: 1000 }) });
    return (row) => (isTest(row) ? "test" : partOfOther(row));
  },
};

/** IFEval: the 300 published test prompts, and the other 241 for the bank. */
export const ifevalSplit: PaperSplit = byRow(({ question }) =>
  ifevalTestKeys.has(originalId(question)) ? "test" : "bank",
);

/** MBPP: the test set (11-510); validation and training (511-974) for the bank; the prompt examples (1-10) for neither. */
export const mbppSplit: PaperSplit = byRow(({ question }) => {
  const task = Number(originalId(question));
  if (task < 11 || task > 974) return "neither";
  return task <= 510 ? "test" : "bank";
});

/** AIME: 2024 for the test, 1983 to 2023 for the bank; later years and problems without a year for neither. */
export const aimeSplit: PaperSplit = byRow(({ date = "" }) => {
  if (date === "2024") return "test";
  return date >= "1983" && date <= "2023" ? "bank" : "neither";
});

/** LiveCodeBench by the contest's day, as the authors' code has it: the paper's text names versions instead. */
export const livecodebenchSplit: PaperSplit = byRow(({ date = "" }) => {
  if (date >= "2023-05-01" && date <= "2024-07-31") return "bank";
  return date >= "2024-08-01" && date <= "2025-02-01" ? "test" : "neither";
});

/** GPQA: Diamond for the test, the rest for the bank. No row tells whether it is of Diamond, but the file's name does. */
export const gpqaSplit: PaperSplit = {
  note: "GPQA's test part is the file whose name says diamond. Import that one with the same split, too, before or after the others: its questions then leave the bank's part.",
  plan: (_, fileName) => Promise.resolve(() => (/diamond/i.test(fileName) ? "test" : "bank")),
};

/** The authors' released bank is all bank. */
export const unionSplit: PaperSplit = byRow(() => "bank");

function byRow(partOf: (row: QuestionRow) => PaperPart): PaperSplit {
  return { plan: () => Promise.resolve(partOf) };
}

interface Sampling {
  /** What a question is drawn by; rows with the same key are of the same part. */
  readonly key: (row: QuestionRow) => string;
  /** Parts are drawn within each stratum. */
  readonly stratum?: (row: QuestionRow) => string;
  /** How many of a stratum's questions go to the test, and how many of the others, at most, to the bank. */
  readonly sizes: (size: number) => { readonly test: number; readonly bank: number };
}

interface Drawn {
  readonly key: string;
  readonly rank: string;
  /** The same for questions that say the same: data sets hold some twice, under two ids. */
  readonly content: string;
}

/**
 * Draws parts by a seeded hash of each question's key, so that the draw does not depend on the order of the lines. What
 * says the same as a test question is not drawn for the bank.
 */
async function sample(
  questions: AsyncIterable<QuestionRow>,
  { key, stratum = () => "", sizes }: Sampling,
): Promise<(row: QuestionRow) => PaperPart> {
  const strata = new Map<string, Map<string, Drawn>>();
  for await (const row of questions) {
    const members = strata.get(stratum(row)) ?? new Map<string, Drawn>();
    const { question, task } = row.question;
    const content = looseFingerprint(`${question} ${JSON.stringify(task)}`);
    strata.set(stratum(row), members.set(key(row), { key: key(row), rank: rankOf(key(row)), content }));
  }
  const draws = [...strata.values()].map((members) => {
    const drawn = [...members.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const { test, bank } = sizes(drawn.length);
    return { test: drawn.slice(0, test), rest: drawn.slice(test), bank };
  });
  const tested = new Set(draws.flatMap(({ test }) => test.map(({ content }) => content)));
  const parts = new Map<string, PaperPart>();
  for (const { test, rest, bank } of draws) {
    for (const { key } of test) parts.set(key, "test");
    for (const { key } of rest.filter(({ content }) => !tested.has(content)).slice(0, bank)) parts.set(key, "bank");
  }
  return (row) => parts.get(key(row)) ?? "neither";
}

function rankOf(key: string): string {
  return createHash("sha256").update(`${seed}/${key}`).digest("hex");
}
