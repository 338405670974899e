import type { ImportFormat } from "./import-format.ts";
import { jsonLines } from "./lines.ts";
import { validatedCapability } from "./validated.ts";

/** Outcomes alone. Source and split stay those of the questions, which a line names by their whole id. */
export const capabilityJsonlFormat: ImportFormat = {
  name: "capability-jsonl",
  description: 'Outcomes for questions of the bank: {"questionId", "correct": {model: 0..1}} a line',
  marks: [["questionId", "correct"]],
  async *rows(bytes) {
    for await (const line of jsonLines(bytes)) {
      yield line.kind === "bad" ? line : validatedCapability(line.at, line.value);
    }
  },
};
