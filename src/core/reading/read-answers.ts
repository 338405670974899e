import type { AnswerForm, Question } from "../question.ts";
import { codeBlocks } from "./compared-texts.ts";
import { lastBoxed } from "./boxed.ts";
import { choiceIn } from "./choice-in-reply.ts";
import { lastStatement } from "./final-statement.ts";
import { mathAnswerIn } from "./math-in-reply.ts";
import { exactAnswers } from "./text-in-reply.ts";

/** An answer read from a reply. */
export interface ReadAnswer {
  /** The answer as written. */
  readonly text: string;
  /** All readings of the text, itself included. */
  readonly readings: readonly string[];
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Maximum length of a statement. A longer one explains something, and no other reply has the same words. */
const LONGEST_STATEMENT = 80;
/** Characters at the end of a reply that can hold a statement of that length, with its introduction and markup. */
const ENDING = 400;

/**
 * Returns the answers of some replies that can be compared exactly: in the form that the task prescribes or, without
 * such a form, the answers that most of the replies declare outright. Code is never read.
 *
 * @param coding whether the question is a coding question
 * @returns one per reply, null for a reply without an answer; null when there is nothing to count
 */
export function readAnswers(
  { answerForm }: Question,
  replies: readonly string[],
  coding: boolean,
): readonly (ReadAnswer | null)[] | null {
  if (answerForm !== undefined) {
    const answers = replies.map((reply) => answerIn(reply, answerForm));
    return answers.some((answer) => answer !== null) ? answers : null;
  }
  if (coding || replies.some((reply) => codeBlocks(reply).length > 0)) return null;
  const answers = replies.map(declaredIn);
  return answers.filter((answer) => answer !== null).length > replies.length / 2 ? answers : null;
}

/** Returns the answer of a reply in the form that its task prescribes; null when it has none. */
export function answerIn(reply: string, form: AnswerForm): ReadAnswer | null {
  switch (form.kind) {
    case "choice": {
      const option = choiceIn(reply, form.options);
      return option === null ? null : only(LETTERS.charAt(option));
    }
    case "math": {
      const answer = mathAnswerIn(reply);
      return answer === null ? null : only(answer);
    }
    case "text": {
      const [text = "", ...others] = exactAnswers(reply).filter((answer) => answer !== "");
      // The whole reply counts as its answer only when there is no shorter reading.
      const readings = [text, ...others.filter((other) => other !== reply.trim())];
      return text === "" ? null : { text, readings };
    }
  }
}

/**
 * Returns the answer that a reply declares outright: in a box, or in a short statement at its end ("The answer is
 * 42.").
 */
function declaredIn(reply: string): ReadAnswer | null {
  const boxed = lastBoxed(reply)?.trim() ?? "";
  if (boxed !== "") return only(boxed);
  const ending = reply.trimEnd().slice(-ENDING);
  const last = ending.slice(ending.lastIndexOf("\n") + 1);
  const statement = lastStatement(last);
  if (statement === undefined) return null;
  // "The output is" and "the result is" may be about something other than the answer.
  const isAnswer = /answer|答案/iu.test(last.slice(statement.at, statement.answerAt));
  const answer = statement.answer.replace(/[*_`]+|[.。]+$/gu, "").trim();
  return isAnswer && answer !== "" && answer.length <= LONGEST_STATEMENT ? only(answer) : null;
}

function only(text: string): ReadAnswer {
  return { text, readings: [text] };
}
