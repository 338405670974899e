import type { ImportFormat } from "../../../src/import-rows/index.ts";
import { published, rowsOf } from "../bank-import/rows.ts";
import type { NamedText } from "./likeness.ts";
import { formatNamed } from "../bank-import/format-named.ts";

const benchmarks: readonly (readonly [name: string, format: ImportFormat])[] = [
  ["HumanEval.jsonl.gz", formatNamed("humaneval")],
  ["mbpp.jsonl", formatNamed("mbpp")],
  ["MATH-500.test.jsonl", formatNamed("math")],
  ["ifeval_input_data.jsonl", formatNamed("ifeval")],
  ["mmlu_pro_test.jsonl.gz", formatNamed("mmlu-pro")],
  ["cruxeval.jsonl", formatNamed("cruxeval")],
];

/** Why a comparison with the public benchmarks is impossible here, or false. */
export const benchmarksMissing = benchmarks.map(([name]) => published(name).skip).find((skip) => skip !== false) ?? false;

/** Returns the questions of all public benchmarks, with the options of multiple choice. */
export async function publicQuestions(): Promise<NamedText[]> {
  const files = await Promise.all(benchmarks.map(([name, format]) => rowsOf(format, published(name).read())));
  return files.flat().flatMap((row) => {
    if (row.kind !== "question") return [];
    const { id, question, task } = row.question;
    return [{ id, text: task.kind === "choice" ? [question, ...task.options].join("\n") : question }];
  });
}
