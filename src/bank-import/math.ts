import * as v from "valibot";
import { lastBoxed } from "../core/reading/index.ts";
import { contentId, label, origin, text, textOrNumber, topic } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { badRow, checkedRows, jsonLines } from "../row-files/index.ts";
import { mathSplit } from "./paper-split.ts";

const schema = v.object({
  problem: text,
  solution: v.nullish(v.string()),
  answer: v.nullish(textOrNumber),
  subject: label,
  type: label,
  unique_id: v.nullish(text),
});

/**
 * Format of MATH: one JSON object per line. MATH-500 has `{problem, solution, answer, subject, level, unique_id}`. The
 * first version has `{problem, level, type, solution}`; there the answer is in the solution's last box and the id is
 * made from the problem. The split is the beginning of `unique_id`: "test/precalculus/807.json" is in the test set.
 */
export const mathFormat: ImportFormat = {
  name: "math",
  description: "MATH or MATH-500: competition problems, JSON lines",
  marks: [
    ["problem", "solution", "level"],
    ["problem", "answer", "unique_id"],
  ],
  paperSplit: mathSplit,
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), schema, (fields, at) => {
      const answer = fields.answer ?? lastBoxed(fields.solution ?? "")?.trim();
      if (answer === undefined || answer === "")
        return badRow(at, "answer is missing, and solution has no \\boxed{...}");
      const split = fields.unique_id?.startsWith("test/") === true ? "test" : "bank";
      return validated(at, {
        ...origin(options, "MATH", fields.unique_id ?? contentId(fields.problem), split),
        domain: "math",
        ...topic(fields.subject ?? fields.type),
        question: fields.problem,
        task: { kind: "math", answer },
      });
    }),
};
