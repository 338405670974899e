// A small world whose figures can all be computed with a pencil. This file says what the world contains and what its
// models do; nothing of the product is used here. To compute a row:
//
// 1. The answering models follow from the bank (selection.ts): `known` says which bank questions a model is right on.
// 2. `answer` of each model gives their answers, and `merge` what the aggregator makes of them. Where chance drops
//    references or draws models, the test reads the result from the prompts.
// 3. Eq. 7 (choice.ts) gives the merged answer that wins, from `likeness` and the perplexities.
// 4. Cost and latency add up from `REQUEST_USD`, `writtenUsd` and `answerMs` (simulate.ts); the figures of a table are
//    means and differences over the eight test questions (figures.ts and the tables' own files).

/** Three data sets; the questions of `programs` are coding questions. */
export const dataSets = ["facts", "programs", "words"] as const;
export type DataSet = (typeof dataSets)[number];

/** A test question, or one of the bank. */
export interface WorldQuestion {
  readonly id: string;
  readonly dataSet: DataSet;
  /** Counted from 1 within its data set. */
  readonly number: number;
  readonly text: string;
}

/** A question of the bank, with its cosine to the test questions of each data set. */
export interface BankRow extends WorldQuestion {
  readonly similarity: Readonly<Record<DataSet, number>>;
}

const numbered = (dataSet: DataSet, place: string, number: number): WorldQuestion => ({
  id: `${dataSet}/${place}-${number}`,
  dataSet,
  number,
  text: `Question ${number} of the ${place} about ${dataSet}?`,
});

const counts = { facts: 4, programs: 2, words: 2 } as const;
export const testQuestions: readonly WorldQuestion[] = dataSets.flatMap((dataSet) =>
  Array.from({ length: counts[dataSet] }, (_, index) => numbered(dataSet, "test", index + 1)),
);

const unlike = { facts: 0, programs: 0, words: 0 } as const;

/** For each data set, numbers of bank questions with similarity 1, 0.9 and 0.8. */
const bankCounts = { facts: [4, 4, 4], programs: [4, 3, 3], words: [4, 3, 3] } as const;
const plainRows: readonly BankRow[] = dataSets.flatMap((dataSet) => {
  const [near, next, far] = bankCounts[dataSet];
  return Array.from({ length: near + next + far }, (_, index) => {
    const own = index < near ? 1 : index < near + next ? 0.9 : 0.8;
    return { ...numbered(dataSet, "bank", index + 1), similarity: { ...unlike, [dataSet]: own } };
  });
});
/** One question about facts is worded like those about words. */
const stray: BankRow = { ...numbered("facts", "bank", 13), similarity: { facts: 0.28, programs: 0, words: 0.96 } };
export const bankRows: readonly BankRow[] = [...plainRows, stray];

/** The content of a reply: the right answer, or one of two wrong ones. */
export type Answer = "right" | "wrong" | "odd";

/** A model's reply to a question. */
export interface Said {
  /** Null for a reply without an answer. */
  readonly answer: Answer | null;
  /** Whether the reply ended at the output limit. */
  readonly cutOff: boolean;
}

/** The parts of a request that affect a model. */
export interface Circumstances {
  /** Maximum number of output tokens. */
  readonly limit: number;
  /** The seed of the request: the first, or a later one. */
  readonly edition: "first" | "later";
}

export const SHORT_LIMIT = 8192;
export const LONG_LIMIT = 32_768;

const says = (answer: Answer): Said => ({ answer, cutOff: false });
const isOdd = ({ number }: WorldQuestion): boolean => number % 2 === 1;

/** One model of the world. */
export interface WorldModel {
  /** Returns its answer to a test question. */
  readonly answer: (question: WorldQuestion, circumstances: Circumstances) => Said;
  /** Returns whether it is right on a question of the bank; null for a model that was never evaluated. */
  readonly known: ((row: BankRow) => boolean) | null;
  /** Milliseconds of an answer that is not cut off; a merge takes twice as long. */
  readonly answersMs: number;
  /** US dollars of an answer or merge that is not cut off; each request also costs `REQUEST_USD`. */
  readonly answerUsd: number;
}

/** US dollars of a request, whatever number of answers it asks for. */
export const REQUEST_USD = 0.001;
/** Time and cost of writing 8,192 tokens; four times as many tokens take and cost four times as much. */
export const LIMIT_MS = 8000;
export const LIMIT_USD = 0.08;

export const models = {
  /**
   * Always right on facts. According to the bank, it is also right on the less similar questions about words, but it is
   * wrong on the test questions.
   */
  sage: {
    answer: ({ dataSet }) => says(dataSet === "facts" ? "right" : "wrong"),
    known: ({ dataSet, similarity }) => dataSet === "facts" || (dataSet === "words" && similarity.words < 1),
    answersMs: 1000,
    answerUsd: 0.01,
  },
  /** Right on facts and words, but too long there: facts are cut off after the answer, words number 2 before it. */
  hasty: {
    answer: ({ dataSet, number }, { limit }) => {
      if (dataSet === "programs") return says("wrong");
      if (limit >= LONG_LIMIT) return says("right");
      return { answer: dataSet === "words" && number === 2 ? null : "right", cutOff: true };
    },
    known: ({ dataSet, number }) => (dataSet === "facts" && number <= 10) || (dataSet === "words" && number >= 4),
    answersMs: 2000,
    answerUsd: 0.02,
  },
  /** Right on half of the questions, those with an odd number. */
  half: {
    answer: (question) => says(isOdd(question) ? "right" : "odd"),
    known: isOdd,
    answersMs: 700,
    answerUsd: 0.005,
  },
  /** The aggregator of the settings; good at programs and at words itself, but not at facts. */
  editor: {
    answer: ({ dataSet }) => says(dataSet === "facts" ? "wrong" : "right"),
    known: ({ dataSet, number }) => (dataSet === "programs" && number <= 9) || (dataSet === "words" && number <= 4),
    answersMs: 1200,
    answerUsd: 0.015,
  },
  /** Never right itself, but merges better than all others. It has the name of the paper's aggregator of code. */
  "QwQ-32B": {
    answer: () => says("odd"),
    known: ({ dataSet, number }) => dataSet === "facts" && number === 12,
    answersMs: 900,
    answerUsd: 0.012,
  },
  /** Repeats itself up to the output limit and never reaches an answer. */
  looper: {
    answer: () => ({ answer: null, cutOff: true }),
    known: () => false,
    answersMs: LIMIT_MS,
    answerUsd: LIMIT_USD,
  },
  /** Has no server: one reply to each question was published. Right on words. */
  archive: {
    answer: ({ dataSet }) => says(dataSet === "words" ? "right" : "wrong"),
    known: ({ dataSet }) => dataSet === "words",
    answersMs: 500,
    answerUsd: 0.003,
  },
  /** Used for comparison only. Right on everything for the first seed, and only on facts for later ones. */
  closed: {
    answer: ({ dataSet }, { edition }) => says(edition === "first" || dataSet === "facts" ? "right" : "wrong"),
    known: null,
    answersMs: 3000,
    answerUsd: 0.05,
  },
} as const satisfies Record<string, WorldModel>;
export type ModelName = keyof typeof models;
export const modelNames = Object.keys(models) as ModelName[];

/** Returns the milliseconds until a model has answered. */
export function answerMs(model: ModelName, { cutOff }: Said, limit: number): number {
  return cutOff ? (LIMIT_MS * limit) / SHORT_LIMIT : models[model].answersMs;
}

/** Returns the US dollars of one answer, without the request. */
export function writtenUsd(model: ModelName, { cutOff }: Said, limit: number): number {
  return cutOff ? (LIMIT_USD * limit) / SHORT_LIMIT : models[model].answerUsd;
}

/** A merged answer, and the model's certainty. */
export interface Merged extends Said {
  readonly perplexity: number;
}

/**
 * PPL of a right answer, by the merging model; the editor's depends on the data set. Wrong answers have a slightly
 * higher PPL.
 */
const perplexities = { facts: 1.5, programs: 1.18, words: 1.2 } as const;
const QWQS = 1.1;
const OTHERS = 1.3;
const surplus = { right: 0, wrong: 0.02, odd: 0.04 } as const;
/** PPL of an answer that the editor gives against the majority. */
const DISSENT = 1.05;

/**
 * Returns a model's merge of some answers, for the choice of a request at an index.
 *
 * - The looper repeats itself here, too.
 * - QwQ-32B finds the right answer if one of those shown is right.
 * - The editor takes the most frequent answer, and the first of those shown if several are equally frequent. Every
 *   fourth choice disagrees with great certainty: it takes the last answer that differs.
 * - All others take the last answer that they are shown.
 */
export function merge(model: ModelName, { dataSet }: WorldQuestion, shown: readonly Answer[], index: number): Merged {
  const [first = "wrong"] = shown;
  const last = shown.at(-1) ?? first;
  const merged = (answer: Answer, perplexity: number): Merged => ({ answer, cutOff: false, perplexity });
  if (model === "looper") return { answer: null, cutOff: true, perplexity: OTHERS };
  if (model === "QwQ-32B") {
    const found = shown.includes("right") ? "right" : first;
    return merged(found, QWQS + surplus[found]);
  }
  if (model !== "editor") return merged(last, OTHERS + surplus[last]);
  const votes = (answer: Answer): number => shown.filter((one) => one === answer).length;
  const most = shown.reduce((best, one) => (votes(one) > votes(best) ? one : best), first);
  const other = index % 4 === 3 ? shown.findLast((one) => one !== most) : undefined;
  return other === undefined ? merged(most, perplexities[dataSet] + surplus[most]) : merged(other, DISSENT);
}

/** Directions of the answers: each wrong one is at a cosine of 0.6 from the right one. */
export const directions: Readonly<Record<Answer, readonly [number, number, number]>> = {
  right: [1, 0, 0],
  wrong: [0.6, 0.8, 0],
  odd: [0.6, 0, 0.8],
};

/** Returns the cosine of two answers. */
export function likeness(one: Answer, other: Answer): number {
  return directions[one].reduce((sum, value, axis) => sum + value * (directions[other][axis] ?? 0), 0);
}
