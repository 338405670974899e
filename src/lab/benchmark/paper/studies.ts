import { inPerCent, type PaperRow } from "./rows.ts";
import { eight } from "./accuracy.ts";

/** Table 2: US dollars for the whole test, and mean milliseconds per question. */
export const costs: Readonly<Record<string, { readonly costUsd: number; readonly latencyMs: number }>> = {
  smcs: { costUsd: 8.11, latencyMs: 12_320 },
  "mixture-of-agents": { costUsd: 9.42, latencyMs: 18_640 },
  "self-moa": { costUsd: 9.14, latencyMs: 12_820 },
  "self-consistency": { costUsd: 8.39, latencyMs: 12_780 },
  "symbolic-moe": { costUsd: 7.86, latencyMs: 12_470 },
  "GPT-o3-mini": { costUsd: 15.36, latencyMs: 10_420 },
  "Claude-3.7-Sonnet": { costUsd: 20.38, latencyMs: 17_920 },
  "GPT-4.1": { costUsd: 11.98, latencyMs: 10_110 },
};

/** Table 3. Its single bank is MMLU-PRO's, for every question. */
export const banks = inPerCent(["AIME", "MBPP", "GPQA-Diamond", "MedMCQA"], {
  unified: [73.33, 82.8, 65.15, 75.75],
  single: [73.33, 82.2, 64.14, 75.17],
  none: [56.67, 82.2, 56.56, 74.25],
});

/** Table 4: Eq. 8, pooled. */
export const rankingScores = inPerCent(["MATH-500", "MBPP", "MedMCQA", "LiveCodeBench", "AIME"], {
  smcs: [74.46, 70.61, 65.17, 68.19, 86.5],
  "symbolic-moe": [73.54, 70.2, 64.62, 48.64, 60.64],
});

/** Table 7: data sets that the bank does not hold. */
export const outOfDomain = inPerCent(["HumanEval", "FinQA", "LiveMathBench"], {
  smcs: [95.12, 75.24, 74.38],
  "self-moa": [92.07, 74.11, 60.33],
  "QwQ-32B": [92.68, 73.67, 58.68],
  "GPT-4.1": [94.51, 72.97, 59.5],
});

/** Table 8: mean perplexity of a model's merged answers. */
export const perplexities: Readonly<Record<string, PaperRow>> = {
  "Llama-3.3-70B-Instruct": {
    AIME: 1.16,
    "MATH-500": 1.07,
    MBPP: 1.07,
    LiveCodeBench: 1.07,
    "GPQA-Diamond": 1.12,
    "MMLU-PRO": 1.09,
    IFEval: 1.14,
    MedMCQA: 1.13,
  },
  "QwQ-32B": {
    AIME: 1.44,
    "MATH-500": 1.31,
    MBPP: 1.74,
    LiveCodeBench: 1.86,
    "GPQA-Diamond": 1.73,
    "MMLU-PRO": 1.61,
    IFEval: 1.87,
    MedMCQA: 1.62,
  },
};

/** Table 8: the standard deviations. */
export const perplexityDeviations: typeof perplexities = {
  "Llama-3.3-70B-Instruct": {
    AIME: 0.06,
    "MATH-500": 0.05,
    MBPP: 0.05,
    LiveCodeBench: 0.05,
    "GPQA-Diamond": 0.08,
    "MMLU-PRO": 0.08,
    IFEval: 0.12,
    MedMCQA: 0.07,
  },
  "QwQ-32B": {
    AIME: 0.23,
    "MATH-500": 0.12,
    MBPP: 0.19,
    LiveCodeBench: 0.28,
    "GPQA-Diamond": 0.23,
    "MMLU-PRO": 0.23,
    IFEval: 0.28,
    MedMCQA: 0.18,
  },
};

/** Table 9: means over three seeds. */
export const overSeeds = inPerCent(["LiveCodeBench", "MMLU-PRO", "GPQA-Diamond", "MedMCQA"], {
  smcs: [52.17, 82.05, 64.81, 75.69],
  "self-moa": [29.35, 69.76, 64.65, 74.92],
  "QwQ-32B": [39.11, 74.69, 57.24, 69.5],
  "GPT-4.1": [42.44, 80.41, 67.51, 80.61],
});

/** Table 9: the standard deviations over three seeds. */
export const deviationsOverSeeds: typeof overSeeds = inPerCent(
  ["LiveCodeBench", "MMLU-PRO", "GPQA-Diamond", "MedMCQA"],
  {
    smcs: [0.46, 0.13, 0.58, 0.42],
    "self-moa": [0.45, 0.4, 0.51, 0.5],
    "QwQ-32B": [0.63, 0.38, 0.77, 0.33],
    "GPT-4.1": [0.37, 0.21, 0.58, 0.21],
  },
);

/** Table 10, by which of RPS, similarity, perplexity and prior drop are used. */
export const ablation = inPerCent(["MMLU-PRO", "MedMCQA", "MATH-500", "MBPP"], {
  none: [79.6, 73.08, 87.8, 82],
  similarity: [80.27, 74, 90, 82.2],
  rps: [81.1, 75.08, 91.8, 82.4],
  "rps, similarity": [81.43, 75.16, 91.8, 82.4],
  "rps, similarity, perplexity": [81.52, 75.42, 92.4, 82.6],
  all: [82.02, 75.75, 92.6, 82.8],
});

/** Table 6: SMCS at 32,768 output tokens. */
export const longSystemAccuracy = inPerCent(eight, {
  smcs: [86.67, 94.5, 87, 65.65, 66.16, 81.61, 90, 76.5],
});

/**
 * Table 6: the models at 32,768 output tokens. Nemotron's GPQA-Diamond and MMLU-PRO are in the order of Table 1: as
 * printed, the other way round, they would exceed the upper bound that the table itself states.
 */
export const longModelAccuracy = inPerCent(eight, {
  "GLM-Z1-32B-0414": [73.33, 92.2, 76.2, 56.5, 62.12, 77.84, 84.3, 71.08],
  "Qwen2.5-72B-Instruct": [16.7, 80.8, 77.4, 26.1, 46.97, 72.16, 86.3, 69.08],
  "DeepSeek-R1-Distill-Llama-70B": [76.7, 86, 78.4, 57.8, 60.6, 76.09, 80.7, 73.17],
  "QwQ-32B": [80, 91.8, 85.2, 59.6, 62.63, 78.34, 82.3, 70.75],
  "Gemma-3-27b-it": [30, 84, 70.4, 27.7, 50.51, 65.47, 81, 64.58],
  "Qwen2.5-32B-Instruct": [20, 75.6, 76, 24, 40.91, 69.15, 78.7, 62.92],
  "TeleChat2-35B-32K": [10, 70, 70, 19.5, 33.33, 67.98, 82, 57.08],
  "InternLM2.5-20B-Chat": [3.3, 55.2, 55, 14.9, 34.85, 44.23, 64.7, 51.92],
  "Llama-3.3-70B-Instruct": [30, 73, 70.4, 30.1, 46.97, 69.87, 90, 72.25],
  "EXAONE-Deep-32B": [73.33, 92.2, 80.6, 58.1, 63.13, 70.48, 76.3, 60.83],
  "Qwen2.5-Coder-32B-Instruct": [16.7, 73.6, 78, 27.7, 41.92, 61.79, 80.3, 57.25],
  "Qwen3-32B": [80, 92.8, 53.2, 64.1, 64.65, 77.76, 83, 70.92],
  "Llama-3.3-Nemotron-Super-49B-v1": [16.7, 75.2, 65.4, 28, 48.48, 67.47, 82.7, 70.92],
  "DeepSeek-R1-Distill-Qwen-32B": [70, 85.6, 83.4, 58.1, 57.58, 75.17, 74.3, 67.75],
  "HuatuoGPT-o1-72B": [13.33, 73.2, 78, 24.3, 52.53, 74.16, 74, 76],
});
