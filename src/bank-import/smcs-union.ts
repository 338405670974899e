import * as v from "valibot";
import { linqEmbedMistral } from "../core/question-bank/index.ts";
import { label, origin, text, textOrNumber } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { checkedRows, jsonEntries } from "../row-files/index.ts";
import { mmluProDomain } from "./mmlu-pro.ts";
import { unionSplit } from "./paper-split.ts";

const outcomeSchema = v.object({ is_correct: v.boolean() });

const entrySchema = v.object({
  question: text,
  src: text,
  src_question_id: textOrNumber,
  src_subject: label,
  model_res: v.record(v.string(), outcomeSchema),
  embedding: v.optional(v.unknown()),
});

/**
 * Format of the authors' bank. It says which models were right, but not the right answers. Therefore no answer can be
 * checked, and the tasks are open. Every entry is of the bank part.
 */
export const smcsUnionFormat: ImportFormat = {
  name: "smcs-union",
  fileNames: ["unionquestionbank"],
  description: "The question bank released with the paper: union_question_bank_8d.json",
  marks: [["question", "src", "src_question_id", "model_res"]],
  paperSplit: unionSplit,
  rows: (bytes, options) =>
    checkedRows(jsonEntries(bytes), entrySchema, (entry, at) => {
      const { question, src, src_question_id, src_subject, model_res, embedding } = entry;
      const outcomes = Object.entries(model_res).map(([model, { is_correct }]): [string, object] => {
        return [model, { value: is_correct ? 1 : 0, evidence: "imported" }];
      });
      return validated(at, {
        ...origin(options, src, namedById.has(src.toLowerCase()) ? src_question_id : `bank-${src_question_id}`),
        domain: domainOf(src, src_subject),
        ...(src_subject !== undefined && { topic: src_subject }),
        question,
        task: { kind: "open" },
        capability: Object.fromEntries(outcomes),
        ...(embedding !== undefined && { embedding, space: linqEmbedMistral }),
      });
    }),
};

/**
 * Data sets whose questions have the data set's own id in this file. The ids of all other data sets are positions in
 * the authors' files. They must not be taken for ids of other questions, because IFEval's prompts and some files of
 * AIME have numbers as well.
 */
const namedById = new Set(["mbpp", "mmlu-pro", "humaneval"]);

const domains = new Map([
  ["gpqa", "science"],
  ["medmcqa", "medicine"],
  ["math", "math"],
  ["math500", "math"],
  ["aime", "math"],
  ["livemathbench", "math"],
  ["mbpp", "coding"],
  ["humaneval", "coding"],
  ["livecodebench", "coding"],
  ["ifeval", "instructions"],
]);

/**
 * Returns the domain of a question: MMLU-PRO by its subject; a data set that the released bank does not hold is
 * "knowledge".
 */
function domainOf(src: string, subject: string | undefined): string {
  return domains.get(src.toLowerCase()) ?? mmluProDomain(subject);
}
