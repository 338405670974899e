import { choiceIn } from "../reading/index.ts";
import { TaskError } from "./task-check.ts";
import type { ReadingCheck } from "./task-check.ts";
import { judged } from "./verdict.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Multiple choice: the reply names the right option by its letter, or by the option's own text. */
export const choiceCheck: ReadingCheck<"choice"> = {
  title: "multiple choice",
  typicalOutput: 250,
  version: 1,
  judge({ options, answer }, reply) {
    const right = letters.indexOf(answer.trim().toUpperCase());
    if (answer.trim().length !== 1 || right === -1 || right >= options.length) {
      throw new TaskError(`The right answer is given as "${answer}", which is none of the ${options.length} options.`);
    }
    const chosen = choiceIn(reply, options);
    if (chosen === null) return judged(false, "The reply does not end with one of the options.");
    return judged(chosen === right, `The reply chose ${letters.charAt(chosen)}, right is ${letters.charAt(right)}.`);
  },
};
