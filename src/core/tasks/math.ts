import { mathAnswerIn } from "../reading/index.ts";
import type { ReadingCheck } from "./task-check.ts";
import { judged } from "./verdict.ts";

/** Mathematics: the reply's final answer has the value of the right one, in whatever form. */
export const mathCheck: ReadingCheck<"math"> = {
  title: "math",
  typicalOutput: 500,
  version: 1,
  judge({ answer, tolerance }, reply, { equalMath }) {
    const found = mathAnswerIn(reply);
    if (found === null) return judged(false, "The reply states no final answer.");
    const equal = equalMath(answer, found, tolerance);
    if (equal === null)
      return {
        kind: "failed",
        detail: `"${shortened(found)}" is too large to be compared with ${answer}.`,
        isLasting: true,
      };
    return judged(equal, `The reply's answer is ${shortened(found)}, right is ${answer}.`);
  },
};

function shortened(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}
