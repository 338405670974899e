import * as v from "valibot";
import { origin, text } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { checkedRows, jsonLines } from "../row-files/index.ts";

const lineSchema = v.object({ id: text, code: text, input: v.string(), output: text });

/**
 * Format of CRUXEval. Only the first of its two tasks, output prediction, is imported. The second, finding an input for
 * a given output, has many right answers that only running the code can check, and both tasks about the same code would
 * be near-duplicates. The outputs are in the form of Python's repr. All rows are test questions, because CRUXEval has
 * no other part.
 */
export const cruxevalFormat: ImportFormat = {
  name: "cruxeval",
  description: "CRUXEval: cruxeval.jsonl of facebookresearch/cruxeval, output prediction",
  marks: [["id", "code", "input", "output"]],
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), lineSchema, ({ id, code, input, output }, at) =>
      validated(at, {
        ...origin(options, "CRUXEval", id, "test"),
        domain: "coding",
        topic: "output prediction",
        question: questionOf(code, input),
        task: { kind: "text", exact: output },
      }),
    ),
};

function questionOf(code: string, input: string): string {
  return `What is the value of the last line? Answer with a Python literal.\n\n\`\`\`python\n${code.trim()}\n\nf(${input})\n\`\`\``;
}
