import type { Question } from "../question.ts";
import type { FormulaComparison } from "../ports.ts";
import { sameLiteral } from "./literal.ts";
import type { ReadAnswer } from "./read-answers.ts";

/** Whether two answers are the same. */
export type SameAnswer = (one: ReadAnswer, other: ReadAnswer) => Promise<boolean>;

/**
 * Returns how answers to a question are compared: formulas by their value if `equalMath` can tell, short texts as by
 * their task's check, and all others as written, apart from case, blanks and markup.
 */
export function sameAnswerTo({ answerForm }: Question, equalMath: FormulaComparison | undefined): SameAnswer {
  switch (answerForm?.kind) {
    case "math":
      return async (one, other) => (await equalMath?.(one.text, other.text)) ?? sameWritten(one.text, other.text);
    case "text":
      return (one, other) => Promise.resolve(one.readings.some((a) => other.readings.some((b) => sameText(a, b))));
    default:
      return (one, other) => Promise.resolve(sameWritten(one.text, other.text));
  }
}

/** An answer and the replies that give it. */
export interface Party {
  /** As the first of the replies gives it. */
  readonly answer: ReadAnswer;
  /** Ascending indices. */
  readonly replies: readonly number[];
}

/**
 * Resolves with the replies grouped by their answers, in the order in which the answers first appear.
 *
 * @param answers one per reply; null for a reply without an answer, which is in no group
 */
export async function partiesOf(answers: readonly (ReadAnswer | null)[], isSame: SameAnswer): Promise<Party[]> {
  const parties: { readonly answer: ReadAnswer; readonly replies: number[] }[] = [];
  for (const [reply, answer] of answers.entries()) {
    if (answer === null) continue;
    let own: (typeof parties)[number] | undefined;
    for (const party of parties) if (own === undefined && (await isSame(party.answer, answer))) own = party;
    if (own === undefined) parties.push({ answer, replies: [reply] });
    else own.replies.push(reply);
  }
  return parties;
}

function sameText(one: string, other: string): boolean {
  return one === other || sameLiteral(one, other);
}

function sameWritten(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b));
}

function plain(answer: string): string {
  return answer
    .toLowerCase()
    .replace(/\\(?:left|right|displaystyle|[,;!: ])|[$*_`]/gu, "")
    .replace(/\\[dt]frac/gu, "\\frac")
    .replace(/\\(?:text|mathrm|mathbf)\s*\{([^{}]*)\}/gu, "$1")
    .replace(/(?<=\d),(?=\d{3}(?!\d))/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/ ?([=+\-/^{}()]) ?/gu, "$1")
    .replace(/(?<![.。])[.。]+$/u, "")
    .trim();
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/u.test(text);
}
