import { cosine, type Embedding } from "../embedding.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { type Calibrations, similarityThresholds } from "../similarity-thresholds.ts";
import { type ReadAnswer, readAnswers, sameAnswerTo } from "../reading/index.ts";
import type { Verdict } from "../tasks/index.ts";
import { UNDECIDED } from "../learned-outcome.ts";
import type { Teaching } from "./teaching.ts";

/** Values of the replies of a run's models, and how they were found. */
export interface Agreement {
  /** By model: 1 right, 0 wrong, or `UNDECIDED`; the mean when a model replied several times. */
  readonly values: ReadonlyMap<string, number>;
  /** Weight of the outcomes: how much this judgement is worth compared with a check of an evaluation. */
  readonly weight: number;
  /** The name under which the outcomes keep this judgement. */
  readonly checker: string;
  /** What the judgement rests on: `samples` for the examples of the question, which every model's code was run on. */
  readonly evidence: "choice" | "samples";
  /** When the bank's check judged: whether the chosen reply passes it. Null when replies were compared. */
  readonly check: { readonly chosenPasses: boolean } | null;
  /** Says in a sentence why nothing was learned, for the case that no value is decided. */
  readonly none: string;
}

/** Judges a whole reply by a question's check. */
export type CheckReply = (question: BankQuestion, reply: string) => Promise<Verdict>;

/** A choice is weak evidence: the user may be wrong, and so may the comparison of the replies. */
const CHOICE_WEIGHT = 0.25;

/** Which replies resemble the chosen one. */
export interface Likeness {
  /** In the order of the references. */
  readonly alike: readonly boolean[];
  /** Minimum cosine similarity of two replies of the space that say the same. */
  readonly threshold: number;
}

/** Compares embedded replies with the chosen one. @throws EmbeddingSpaceError when their spaces differ */
export function alikeness(chosen: Embedding, references: readonly Embedding[], calibrations?: Calibrations): Likeness {
  const { agreement: threshold } = similarityThresholds(chosen.space, calibrations);
  return { alike: references.map((reference) => cosine(chosen, reference) >= threshold), threshold };
}

/**
 * Compares replies to a question that has no check. Where replies declare answers ("The answer is 42.", a box) that can
 * be compared for certain, these decide: letters, yes or no, and formulas by their value. Otherwise replies agree when
 * their texts are equal or alike, and the rest is undecided.
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
    evidence: "choice",
    checker: `${declared === null ? "" : "declared answer, "}similarity >= ${threshold}`,
    check: null,
    none: `Whether a model's own answer agrees with the chosen one cannot be told (similarity below ${threshold}), so nothing was learned about any model.`,
  };
}

/** Returns the mean of each model's values. */
export function meanByModel(judged: readonly (readonly [model: string, value: number])[]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [model, value] of judged) {
    const { sum, count } = sums.get(model) ?? { sum: 0, count: 0 };
    sums.set(model, { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([model, { sum, count }]) => [model, sum / count]));
}

/** Returns 1 when two answers are the same, 0 when they surely differ, and `UNDECIDED` when they may mean the same. */
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

/** Whether an answer can be written in one way only: the letter of an option, yes, no, true, false. */
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
