import * as v from "valibot";
import { origin, text } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { checkedRows, jsonLines } from "../row-files/index.ts";
import { mbppSplit } from "./paper-split.ts";

/**
 * `test_setup_code` is placed before each test and not in the task's setup, because it uses a class that the reply
 * defines. `challenge_test_list` is left out: eleven problems have one, and no published result counts it.
 */
const lineSchema = v.object({
  task_id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  text,
  code: text,
  test_setup_code: v.optional(v.string()),
  test_list: v.pipe(v.array(text), v.minLength(1)),
});

export const mbppFormat: ImportFormat = {
  name: "mbpp",
  description: "MBPP: the full mbpp.jsonl of Google Research",
  marks: [["task_id", "text", "code", "test_list"]],
  paperSplit: mbppSplit,
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), lineSchema, ({ task_id, text: wanted, code, test_setup_code, test_list }, at) =>
      validated(at, {
        ...origin(options, "MBPP", String(task_id), splitOf(task_id)),
        domain: "coding",
        question: questionOf(wanted, test_list),
        task: {
          kind: "code-tests",
          language: "python",
          tests: test_list.map((test) => lines(test_setup_code ? `${test_setup_code}\n${test}` : test)),
          reference: lines(code),
        },
      }),
    ),
};

/**
 * Returns the split of a task. Tasks 11-510 are MBPP's test set. Its validation (511-600) and training (601-974) sets
 * are the bank, as in the paper. Its ten prompt examples (1-10), which the paper uses for neither, are in the bank too,
 * because they are not used for tests.
 */
function splitOf(taskId: number): "bank" | "test" {
  return taskId >= 11 && taskId <= 510 ? "test" : "bank";
}

/**
 * Returns the question with one test, because the description alone names neither the function nor its arguments. As in
 * the paper's evaluation it is the first test. SMCS's own prompt for MBPP shows all three, as its authors do; a user's
 * prompt need not.
 */
function questionOf(wanted: string, [example = ""]: readonly string[]): string {
  return `${wanted.trim()}\n\nYour code must pass this test:\n\`\`\`python\n${lines(example).trim()}\n\`\`\``;
}

/** Returns the text without Windows line ends, which MBPP's code has. */
function lines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
