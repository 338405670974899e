import * as v from "valibot";
import { origin, text } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { checkedRows, jsonLines } from "../row-files/index.ts";

const identifier = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, "must be a Python name"));

const lineSchema = v.object({
  task_id: text,
  prompt: text,
  entry_point: identifier,
  canonical_solution: v.string(),
  test: text,
});

/** Format of HumanEval, which has only test questions. */
export const humanevalFormat: ImportFormat = {
  name: "humaneval",
  description: "HumanEval: HumanEval.jsonl of openai/human-eval",
  marks: [["task_id", "prompt", "entry_point", "test"]],
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), lineSchema, ({ task_id, prompt, entry_point, canonical_solution, test }, at) =>
      validated(at, {
        ...origin(options, "HumanEval", task_id.replace(/^HumanEval\//, ""), "test"),
        domain: "coding",
        question: `Complete this Python function:\n\n\`\`\`python\n${prompt.trim()}\n\`\`\``,
        task: {
          kind: "code-tests",
          language: "python",
          entryPoint: entry_point,
          ...givenCode(prompt, entry_point),
          tests: [`${test.trim()}\n\ncheck(${entry_point})`],
          reference: prompt + canonical_solution,
        },
      }),
    ),
};

/**
 * Returns the code that the prompt defines before the requested function: its imports, and helpers that some tests
 * call. A model that writes only the function relies on this code. Returns nothing when the prompt does not contain the
 * function.
 */
function givenCode(prompt: string, entryPoint: string): { setup?: string } {
  const start = `\n${prompt}`.indexOf(`\ndef ${entryPoint}(`);
  const setup = prompt.slice(0, Math.max(start, 0)).trim();
  return setup === "" ? {} : { setup };
}
