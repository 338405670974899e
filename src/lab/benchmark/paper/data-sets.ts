import { normaliseModelName } from "../../../core/model-names/index.ts";

/** The data sets that the paper tests on, as its tables name them; the last three are out of domain (Table 7). */
export const paperDataSets = [
  "AIME",
  "MATH-500",
  "MBPP",
  "LiveCodeBench",
  "GPQA-Diamond",
  "MMLU-PRO",
  "IFEval",
  "MedMCQA",
  "HumanEval",
  "FinQA",
  "LiveMathBench",
] as const;
export type PaperDataSet = (typeof paperDataSets)[number];

/** Other names of the same data sets in the paper, its bank and its code. */
const aliases: Readonly<Record<string, PaperDataSet>> = {
  math: "MATH-500",
  aime2024: "AIME",
  aime24: "AIME",
  gpqa: "GPQA-Diamond",
  lcb: "LiveCodeBench",
};

/**
 * Returns the paper's data set with this name, by the rule that finds models' names in the bank; null when there is
 * none.
 */
export function paperDataSet(source: string): PaperDataSet | null {
  const name = normaliseModelName(source);
  const same = paperDataSets.find((known) => normaliseModelName(known) === name);
  return same ?? (Object.hasOwn(aliases, name) ? (aliases[name] ?? null) : null);
}
