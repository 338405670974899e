import * as v from "valibot";
import { origin, text, textOrNumber } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { badRow, checkedRows, jsonLines } from "../row-files/index.ts";
import { ifevalSplit } from "./paper-split.ts";

/** One distribution gives every instruction all arguments, with null for those that do not apply. */
const argumentsOfOne = v.pipe(
  v.unknown(),
  v.check((given) => !Array.isArray(given), "it is a list"),
  v.record(v.string(), v.unknown()),
  v.transform((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value != null))),
);

const schema = v.object({
  key: textOrNumber,
  prompt: text,
  instruction_id_list: v.pipe(v.array(text), v.minLength(1)),
  kwargs: v.array(argumentsOfOne),
});

/**
 * Format of IFEval: one JSON object per line, `{key, prompt, instruction_id_list, kwargs}`, with one object of
 * arguments for each instruction. The rows do not say which are the paper's test set; that list is published
 * separately. Therefore the split is the bank's unless the user says otherwise.
 */
export const ifevalFormat: ImportFormat = {
  name: "ifeval",
  description: "IFEval: prompts with instructions that a program can check, JSON lines",
  marks: [["key", "prompt", "instruction_id_list", "kwargs"]],
  paperSplit: ifevalSplit,
  rows: (bytes, options) =>
    checkedRows(jsonLines(bytes), schema, (fields, at) => {
      const { instruction_id_list: ids, kwargs } = fields;
      if (ids.length !== kwargs.length) {
        return badRow(at, `kwargs is not usable: it has ${kwargs.length} entries for ${ids.length} instructions`);
      }
      return validated(at, {
        ...origin(options, "IFEval", fields.key),
        domain: "instructions",
        question: fields.prompt,
        task: { kind: "instructions", ids, kwargs },
      });
    }),
};
