import { cosine, type Embedding } from "../embedding.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { type Calibrations, similarityThresholds } from "../similarity-thresholds.ts";
import { type ReadAnswer, readAnswers, sameAnswerTo } from "../reading/index.ts";
import type { Verdict } from "../tasks/index.ts";
import { UNDECIDED } from "../learned-outcome.ts";
import type { Teaching } from "./teaching.ts";

/** What the replies of a run's models are worth, and how that was found. */
export interface Agreement {
  /** By model: 1 right, 0 wrong, `UNDECIDED`; the mean where a model replied several times. */
  readonly values: ReadonlyMap<string, number>;
  /** Weight of the outcomes: how much such a judgement is worth beside a check of an evaluation. */
  readonly weight: number;
  /** As it is kept with the outcomes. */
  readonly checker: string;
  /** Whether the check of the bank judged, and whether the chosen reply passes it; null where replies were compared. */
  readonly check: { readonly chosenPasses: boolean } | null;
  /** What it means where nothing is decided, in a sentence. */
  readonly none: string;
}

/** Judges a whole reply by a question's check. */
export type CheckReply = (question: BankQuestion, reply: string) => Promise<Verdict>;

/** A choice is weak evidence: whoever chose may be wrong, and so may the comparison of the replies. */
const CHOICE_WEIGHT = 0.25;

/** How the texts of replies resemble the chosen one. */
export interface Likeness {
  /** In the order of the references. */
  readonly alike: readonly boolean[];
  /** Cosine from which on two replies of the space say the same. */
  readonly threshold: number;
}

/** Compares embedded replies with the chosen one. @throws EmbeddingSpaceError when they were not embedded in one space */
export function alikeness(chosen: Embedding, references: readonly Embedding[], calibrations?: Calibrations): Likeness {
  const { agreement: threshold } = similarityThresholds(chosen.space, calibrations);
  return { alike: references.map((reference) => cosine(chosen, reference) >= threshold), threshold };
}

/**
 * Agreement of replies to a question that has no check. The answers decide that replies declare ("The answer is 42.",
 * a box), where they can be compared for certain: letters, yes or no, and formulas by their value. Elsewhere texts decide
 * that are equal or alike; of all others nobody knows whether they agree.
 *
 * @param check compares formulas
 */
export async function agreementOfReplies(
  teaching: Teaching,
  { alike, threshold }: Likeness,
  check: CheckReply,
): Promise<Agreement> {
  const { asked, coding, chosen, references } = teaching;
  const replies = [chosen, ...references].map(({ reply }) => reply);
  const [declared = null, ...others] = readAnswers(asked, replies, coding) ?? [];
  const judged: [string, number][] = [];
  for (const [index, { model, text }] of references.entries()) {
    const other = others[index] ?? null;
    const isAlike = alike[index] === true || sameWords(text, chosen.text);
    const value = declared === null || other === null ? null : await sameDeclared(declared, other, teaching, check);
    judged.push([model, value ?? (isAlike ? 1 : UNDECIDED)]);
  }
  return {
    values: meanByModel(judged),
    weight: CHOICE_WEIGHT,
    checker: `${declared === null ? "" : "declared answer, "}similarity >= ${threshold}`,
    check: null,
    none: `Whether a model's own answer agrees with the chosen one cannot be told (similarity below ${threshold}), so nothing was learned about any model.`,
  };
}

/** The mean of each model's values. */
export function meanByModel(judged: readonly (readonly [model: string, value: number])[]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [model, value] of judged) {
    const { sum, count } = sums.get(model) ?? { sum: 0, count: 0 };
    sums.set(model, { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([model, { sum, count }]) => [model, sum / count]));
}

/** 1 where two answers are the same, 0 where they surely differ, `UNDECIDED` where they may mean the same. */
async function sameDeclared(
  one: ReadAnswer,
  other: ReadAnswer,
  { asked, question }: Teaching,
  check: CheckReply,
): Promise<number> {
  if (await sameAnswerTo(asked, undefined)(one, other)) return 1;
  const form = asked.answerForm?.kind;
  if (form === "choice" || form === "text") return 0;
  if (isClosed(one.text) && isClosed(other.text)) return plainLetters(one.text) === plainLetters(other.text) ? 1 : 0;
  if (!/\d/u.test(one.text) || !/\d/u.test(other.text)) return UNDECIDED;
  const task = { kind: "math", answer: one.text } as const;
  const asQuestion: BankQuestion = { id: "chosen", source: "own", split: "bank", question, task, capability: {} };
  const verdict = await check(asQuestion, String.raw`\boxed{${other.text}}`);
  return verdict.kind === "judged" ? verdict.value : UNDECIDED;
}

/** An answer that has no other words: the letter of an option, yes, no, true, false. */
function isClosed(answer: string): boolean {
  return /^(?:[a-z]|yes|no|true|false)$/u.test(plainLetters(answer));
}

function plainLetters(answer: string): string {
  return answer.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function sameWords(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/gu, " ").trim();
  return plain(one) === plain(other);
}
