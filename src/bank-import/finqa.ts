import * as v from "valibot";
import type { Task } from "../core/question-bank/index.ts";
import { choice, origin, text, textOrNumber } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { badRow, checkedRows, jsonEntries } from "../row-files/index.ts";

const paragraphs = v.optional(v.array(v.string()), []);

const schema = v.object({
  id: text,
  pre_text: paragraphs,
  table: v.optional(v.array(v.array(v.string())), []),
  post_text: paragraphs,
  qa: v.object({ question: text, exe_ans: v.nullish(textOrNumber), answer: v.nullish(v.string()) }),
});

/**
 * Format of FinQA: one JSON array (train.json, dev.json, test.json) of `{id, pre_text, table, post_text, qa}`. From
 * `qa`, `question` is read, and as the answer `exe_ans`, the result of the published program: a number at full
 * precision (14.1% is 0.14136) or yes or no. `answer`, which annotators wrote, is often rounded or empty and only used
 * when `exe_ans` is missing. The question cannot be answered without its report, so the report is part of the
 * question's text. It comes after the question itself, so that an embedder with a short window still sees the question.
 */
export const finqaFormat: ImportFormat = {
  name: "finqa",
  description: "FinQA: questions about numbers in financial reports, a JSON array",
  marks: [["id", "qa", "table"]],
  rows: (bytes, options) =>
    checkedRows(jsonEntries(bytes), schema, (fields, at) => {
      const answer = fields.qa.exe_ans ?? fields.qa.answer?.trim();
      if (answer === undefined || answer === "") return badRow(at, "qa.exe_ans and qa.answer are missing");
      const table = fields.table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
      const report = [fields.pre_text.join(" "), table, fields.post_text.join(" ")];
      return validated(at, {
        ...origin(options, "FinQA", fields.id),
        domain: "finance",
        question: [fields.qa.question, ...report].filter((part) => part.trim() !== "").join("\n\n"),
        task: task(answer),
      });
    }),
};

const yesOrNo = ["yes", "no"];

/** Reports and replies round, while the published results have every digit. */
const ROUNDING = 0.01;

function task(answer: string): Task {
  const index = yesOrNo.indexOf(answer.toLowerCase());
  return index === -1 ? { kind: "math", answer, tolerance: ROUNDING } : choice(yesOrNo, index);
}
