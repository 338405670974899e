import { cruxevalFormat } from "../../../src/bank-import/cruxeval.ts";
import { humanevalFormat } from "../../../src/bank-import/humaneval.ts";
import { ifevalFormat } from "../../../src/bank-import/ifeval.ts";
import type { ImportFormat } from "../../../src/bank-import/import-format.ts";
import { mathFormat } from "../../../src/bank-import/math.ts";
import { mbppFormat } from "../../../src/bank-import/mbpp.ts";
import { mmluProFormat } from "../../../src/bank-import/mmlu-pro.ts";
import { published, rowsOf } from "../bank-import/rows.ts";
import type { NamedText } from "./likeness.ts";

const benchmarks: readonly (readonly [name: string, format: ImportFormat])[] = [
  ["HumanEval.jsonl.gz", humanevalFormat],
  ["mbpp.jsonl", mbppFormat],
  ["MATH-500.test.jsonl", mathFormat],
  ["ifeval_input_data.jsonl", ifevalFormat],
  ["mmlu_pro_test.jsonl.gz", mmluProFormat],
  ["cruxeval.jsonl", cruxevalFormat],
];

/** Why the public benchmarks cannot be compared with here, or false. */
export const benchmarksMissing = benchmarks.map(([name]) => published(name).skip).find((skip) => skip !== false) ?? false;

/** The questions of all public benchmarks, with the options of multiple choice. */
export async function publicQuestions(): Promise<NamedText[]> {
  const files = await Promise.all(benchmarks.map(([name, format]) => rowsOf(format, published(name).read())));
  return files.flat().flatMap((row) => {
    if (row.kind !== "question") return [];
    const { id, question, task } = row.question;
    return [{ id, text: task.kind === "choice" ? [question, ...task.options].join("\n") : question }];
  });
}
