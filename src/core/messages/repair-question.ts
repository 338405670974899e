import { fenced } from "../fenced.ts";
import type { Question } from "../question.ts";
import { shorten } from "../shorten.ts";

/** An example of the question that the code of an answer fails. */
export interface FailedExample {
  /** A call, arguments, an input, or a test. */
  readonly given: string;
  /** Null for a test, which holds what it expects. */
  readonly expected: string | null;
  /** What came out, or what went wrong. */
  readonly actual: string;
}

/** The beginning of the request to correct an answer; the simulated models recognise it. */
export const REPAIR_HEADING = "The code of your answer was run on the examples of the question.";

/** How many failed examples a model is shown, and how many bytes of each of their texts. */
const MOST_EXAMPLES = 5;
const MOST_BYTES = 1000;

/**
 * Returns the question in which a model corrects an answer whose code fails examples. The asked question and the answer
 * become the end of the conversation before it, so that everything that models get with a question stays the same.
 *
 * @param failures at least one
 */
export function repairQuestion(question: Question, answer: string, failures: readonly FailedExample[]): Question {
  const shown = failures.slice(0, MOST_EXAMPLES).map(({ given, expected, actual }) => {
    const parts = [
      ["Given", given],
      ["Expected", expected],
      ["Came out", actual],
    ] as const;
    return parts
      .flatMap(([name, text]) =>
        text === null || text === "" ? [] : [`${name}:\n${fenced(shorten(text, MOST_BYTES))}`],
      )
      .join("\n\n");
  });
  return {
    ...question,
    conversation: [
      ...question.conversation,
      { role: "user", content: question.text },
      { role: "assistant", content: answer },
    ],
    text: [
      `${REPAIR_HEADING} It fails ${failures.length} of them:`,
      ...shown,
      "Find the mistake, and give the whole answer again with the corrected code, in the same form as before. The code must solve the task in general: do not make these examples special cases.",
    ].join("\n\n"),
  };
}
