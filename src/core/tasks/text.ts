import { exactAnswers, sameLiteral } from "../reading/index.ts";
import { TaskError } from "./task-check.ts";
import type { ReadingCheck, TaskOf } from "./task-check.ts";
import type { Verdict } from "./verdict.ts";
import { judged } from "./verdict.ts";

/**
 * Text: the final answer equals a text, the reply matches a pattern, and it contains all given parts, as far as the
 * task has these.
 */
export const textCheck: ReadingCheck<"text"> = {
  title: "short answers",
  typicalOutput: 200,
  version: 1,
  judge(task, reply) {
    if (reply.trim() === "") return judged(false, "The reply is empty.");
    return isNot(task, reply) ?? judged(true, "The reply is as expected.");
  },
};

function isNot({ exact, pattern, flags, containsAll = [] }: TaskOf<"text">, reply: string): Verdict | undefined {
  if (exact !== undefined) {
    const answers = exactAnswers(reply);
    if (!answers.some((answer) => same(exact, answer))) {
      return judged(false, `The reply's answer is ${answers[0] ?? "missing"}, right is ${exact}.`);
    }
  }
  if (pattern !== undefined && !regularExpression(pattern, flags).test(reply.trim())) {
    return judged(false, `The reply does not match ${pattern}.`);
  }
  const text = comparable(reply);
  const missing = containsAll.filter((part) => !text.includes(comparable(part)));
  return missing.length === 0 ? undefined : judged(false, `The reply lacks ${missing.join(", ")}.`);
}

/**
 * Whether two texts are equal apart from blanks at the ends, or literals with the same value: `[1,2]` and `[1, 2]`,
 * `'a'` and `"a"`.
 */
function same(expected: string, answer: string): boolean {
  return expected.trim() === answer || sameLiteral(expected, answer);
}

function comparable(text: string): string {
  return text.replace(/\s+/gu, " ").trim().toLowerCase();
}

function regularExpression(pattern: string, flags = ""): RegExp {
  try {
    return new RegExp(pattern, `u${flags}`);
  } catch {
    try {
      // Without the u flag, meaningless escapes are allowed.
      return new RegExp(pattern, flags);
    } catch (error) {
      throw new TaskError(`The pattern ${pattern} cannot be used: ${String(error)}`);
    }
  }
}
