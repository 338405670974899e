import * as v from "valibot";
import { choice, label, optionIndex, origin, text, textOrNumber, topic } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { badRow, checkedRows, jsonLines } from "../row-files/index.ts";
import { mmluProSplit } from "./paper-split.ts";

const schema = v.object({
  question_id: textOrNumber,
  question: text,
  options: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(26)),
  answer: v.string(),
  answer_index: v.nullish(v.number()),
  category: label,
});

/**
 * Format of MMLU-Pro: one JSON object per line, `{question_id, question, options, answer (a letter), answer_index,
 * category, src}`. All 12,032 questions of the published test set are in the bank split unless the user says otherwise:
 * the paper's 5,512 and 1,196 are a sample of it.
 */
export const mmluProFormat: ImportFormat = {
  name: "mmlu-pro",
  description: "MMLU-Pro: multiple choice with up to ten options in fourteen subjects, JSON lines",
  marks: [["question_id", "question", "options", "answer", "category"]],
  paperSplit: mmluProSplit,
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), schema, (fields, at) => {
      const letter = fields.answer.trim();
      const index = optionIndex(letter, fields.options.length);
      if (index === -1) {
        return badRow(at, `answer is not usable: "${letter}" is none of the ${fields.options.length} options`);
      }
      if ((fields.answer_index ?? index) !== index) {
        return badRow(at, `answer_index is not usable: it is ${fields.answer_index}, but answer is ${letter}`);
      }
      return validated(at, {
        ...origin(options, "MMLU-PRO", fields.question_id),
        domain: mmluProDomain(fields.category),
        ...topic(fields.category),
        question: fields.question,
        task: choice(fields.options, index),
      });
    }),
};

/** Returns the bank's domain of a subject ("category") of MMLU-Pro, which several formats name. */
export function mmluProDomain(subject: string | undefined): string {
  return domains.get(subject?.toLowerCase() ?? "") ?? "knowledge";
}

/** Computer science stays "knowledge": it is multiple choice, and a coding question is one whose answer is code. */
const domains = new Map([
  ["math", "math"],
  ["biology", "science"],
  ["chemistry", "science"],
  ["physics", "science"],
  ["health", "medicine"],
]);
