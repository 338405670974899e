import * as v from "valibot";
import { splitOf } from "./fields.ts";
import type { ImportFormat } from "./import-format.ts";
import { jsonLines } from "./lines.ts";
import { checkedRows, validated } from "./validated.ts";

/** Our own format; everything is as the line says, but for what the user says about the whole file. */
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
