import type { AnswerForm, Question } from "../question.ts";
import { codeBlocks } from "./compared-texts.ts";
import { lastBoxed } from "./boxed.ts";
import { choiceIn } from "./choice-in-reply.ts";
import { lastStatement } from "./final-statement.ts";
import { mathAnswerIn } from "./math-in-reply.ts";
import { exactAnswers } from "./text-in-reply.ts";

/** An answer as it was read from a reply. */
export interface ReadAnswer {
  /** How it is written. */
  readonly text: string;
  /** Everything that the text may mean, itself included. */
  readonly readings: readonly string[];
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** A longer statement explains something: word by word it will be nobody else's. */
const LONGEST_STATEMENT = 80;
/** Characters at the end of a reply in which a statement of that length stands, with its introduction and markup. */
const ENDING = 400;

/**
 * The answers of some replies, as far as they can be compared with each other exactly: by the form that the task gives
 * them, or, where that is unknown, what most of the replies outright declare to be their answer. Code is never read.
 *
 * @param coding whether code is what counts
 * @returns one per reply, null where a reply gives none; null when there is nothing to count
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

/** The answer of a reply in the form that its task gives answers; null where it gives none. */
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
      // The reply as a whole is its answer only where nothing shorter is.
      const readings = [text, ...others.filter((other) => other !== reply.trim())];
      return text === "" ? null : { text, readings };
    }
  }
}

/** What a reply says outright: in a box, or in a short statement that it ends with ("The answer is 42."). */
function declaredIn(reply: string): ReadAnswer | null {
  const boxed = lastBoxed(reply)?.trim() ?? "";
  if (boxed !== "") return only(boxed);
  const ending = reply.trimEnd().slice(-ENDING);
  const last = ending.slice(ending.lastIndexOf("\n") + 1);
  const statement = lastStatement(last);
  if (statement === undefined) return null;
  // "The output is" and "the result is" tell of something else than of the answer.
  const isAnswer = /answer|答案/iu.test(last.slice(statement.at, statement.answerAt));
  const answer = statement.answer.replace(/[*_`]+|[.。]+$/gu, "").trim();
  return isAnswer && answer !== "" && answer.length <= LONGEST_STATEMENT ? only(answer) : null;
}

function only(text: string): ReadAnswer {
  return { text, readings: [text] };
}
