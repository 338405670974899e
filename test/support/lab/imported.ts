import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** Rows of a published cache, written for the tests in the form that the released code writes. */
export const rows = {
  aime: {
    question_id: 0,
    question: "Find the number of positive divisors of $360$.",
    answer: "24",
    pred: "24",
    is_correct: true,
    model_response: "<think>\n360 = 2^3 3^2 5\n</think>\n\nThe answer is \\boxed{24}.",
  },
  gpqa: {
    question_id: 17,
    question: "Which gas do plants take up? ",
    option: ["helium", "carbon dioxide ", "neon", "argon"],
    answer: "B",
    pred: "C",
    is_correct: false,
    model_response: "The correct answer is (C)",
  },
  ifeval: {
    question_id: 3,
    question: "Describe the sea without commas.",
    pred: "Blue.",
    model_response: "Reasoned for 3 seconds\nBlue.",
    is_correct: true,
    follow_instruction_list: [true],
    instruction_id_list: ["punctuation:no_comma"],
  },
  livecodebench: {
    question_id: 5,
    question: "Read two numbers and print their sum.",
    pred: "print(sum(map(int, input().split())))",
    model_response: "```python\nprint(sum(map(int, input().split())))\n```",
    is_correct: true,
    question_title: "A. Sum",
    platform: "codeforces",
    ori_question_id: "1_A",
    contest_date: "2024-09-01T00:00:00",
    metadata: "{}",
  },
  mbpp: { task_id: 11, response: "```python\ndef f(): pass\n```" },
  medmcqa: {
    question_id: 0,
    question: "Which bone is in the arm?\nA. Femur\nB. Humerus\nC. Tibia\nD. Fibula",
    answer: "B",
    pred: "B",
    is_correct: true,
    model_response: "The answer is (B)",
  },
  mmlupro: {
    question_id: 70,
    question: "Which of these is a prime number?",
    options: ["21", "27", "29", "33"],
    answer: "C",
    answer_index: 2,
    cot_content: "",
    category: "math",
    src: "written for this test",
    pred: "A",
    model_outputs: "The answer is (A).",
  },
};

/** Writes one file of `<root>/<data set>/result/single_agent_8k/<model>/`. */
export async function writeResult(
  root: string,
  [dataSet, model, name]: readonly [string, string, string],
  content: string,
): Promise<string> {
  const folder = path.join(root, dataSet, "result", "single_agent_8k", model);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), content);
  return path.join(folder, name);
}

export const jsonLinesOf = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** Writes a cache of two models with all forms of files. */
export async function writeCache(root: string): Promise<void> {
  for (const model of ["QwQ-32B", "gemma_3_27b_it"]) {
    await writeResult(root, ["AIME", model, "result.json"], jsonLinesOf(rows.aime));
    await writeResult(root, ["GPQA", model, "result.json"], jsonLinesOf(rows.gpqa));
    await writeResult(root, ["LiveCodeBench", model, "result.json"], jsonLinesOf(rows.livecodebench));
    await writeResult(root, ["LiveCodeBench", model, "result_eval_all.json"], "[]");
    await writeResult(root, ["MBPP", model, "results.jsonl"], jsonLinesOf(rows.mbpp));
    const grades = { exec_result: [{ task_id: 11, passed: true }] };
    await writeResult(root, ["MBPP", model, "eval_acc.jsonl"], JSON.stringify(grades));
    await writeResult(root, ["MedMCQA", model, "result.json"], jsonLinesOf(rows.medmcqa));
    await writeResult(root, ["MMLU-PRO", model, "math_result.json"], JSON.stringify([rows.mmlupro]));
    await writeResult(root, ["MMLU-PRO", model, "math_summary.json"], "{}");
  }
  await writeResult(root, ["IFEval", "QwQ-32B", "result.json"], jsonLinesOf(rows.ifeval));
}
