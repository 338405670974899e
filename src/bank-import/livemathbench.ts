import * as v from "valibot";
import { choice, contentId, optionIndex, origin, text, textOrNumber } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { checkedRows, jsonLines } from "../row-files/index.ts";

const schema = v.object({
  question: text,
  answer: textOrNumber,
  options: v.nullish(v.array(v.string()), []),
});

/**
 * Format of LiveMathBench: one JSON object per line, `{question, answer, question_type}`, in early versions also
 * `options`. Neither version has ids, and the numbering of its files (AMC_en, CNMO_cn, ...) starts again in each, so
 * the id is made from the question. A question with options and one letter as its answer is multiple choice. For a
 * question with several letters, the options are added to the question. `question_type` only repeats this in words.
 */
export const livemathbenchFormat: ImportFormat = {
  name: "livemathbench",
  description: "LiveMathBench: recent competition problems in English and Chinese, JSON lines",
  marks: [["question", "answer", "question_type"]],
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), schema, (fields, at) => {
      const index = optionIndex(fields.answer, fields.options.length);
      const chosen = index !== -1;
      return validated(at, {
        ...origin(options, "LiveMathBench", contentId(fields.question)),
        domain: "math",
        question: chosen ? fields.question : [fields.question, ...fields.options].join("\n"),
        task: chosen
          ? choice(
              fields.options.map((option) => option.replace(/^\s*\(?[A-Z][.):．、：）]\s*/u, "")),
              index,
            )
          : { kind: "math", answer: fields.answer },
      });
    }),
};
