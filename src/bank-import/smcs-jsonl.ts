import * as v from "valibot";
import { splitOf } from "./fields.ts";
import { type ImportFormat, validated, validatedCapability } from "../import-rows/index.ts";
import { checkedRows, jsonLines } from "../row-files/index.ts";

/** SMCS's own format. Everything is as the line says, except for the user's choices for the whole file. */
export const smcsJsonlFormat: ImportFormat = {
  name: "smcs-jsonl",
  description: "This product's own format: one question of the bank a line, as JSON",
  marks: [["id", "source", "question", "task"]],
  rows(bytes, options) {
    const { source } = options;
    const split = splitOf(options);
    const given = { ...(source !== undefined && { source }), ...(split !== undefined && { split }) };
    return checkedRows(jsonLines(bytes), v.looseObject({}), (line, at) => validated(at, { ...line, ...given }));
  },
};

/** Format for outcomes alone. Source and split stay those of the questions, which a line names by their whole id. */
export const capabilityJsonlFormat: ImportFormat = {
  name: "capability-jsonl",
  fileNames: ["capability"],
  description: 'Outcomes for questions of the bank: {"questionId", "correct": {model: 0..1}} a line',
  marks: [["questionId", "correct"]],
  async *rows(bytes) {
    for await (const line of jsonLines(bytes)) {
      yield line.kind === "bad" ? line : validatedCapability(line.at, line.value);
    }
  },
};
