import { type PaperDataSet, paperDataSets } from "./data-sets.ts";
import { inPerCent } from "./rows.ts";

/** The eight data sets of Table 1, in its order. */
export const eight: readonly PaperDataSet[] = paperDataSets.slice(0, 8);

/**
 * Table 1: systems, at 8,192 output tokens. Averages are computed from these rows: the Simple router's is 68.13, not
 * the printed 68.40.
 */
export const systemAccuracy = inPerCent(eight, {
  smcs: [73.33, 92.6, 82.8, 52.58, 65.15, 82.02, 90, 75.75],
  "symbolic-moe": [50, 90.4, 82.6, 43.01, 62.63, 80.6, 89, 74.88],
  "mixture-of-agents": [53.33, 87.8, 82, 40.12, 58.8, 79.6, 89.33, 73.08],
  "self-moa": [76.67, 93, 83.2, 29.39, 64.41, 69.89, 86, 74.88],
  "self-consistency": [60, 90.4, 82.4, 40.12, 63.64, 78.01, 90.39, 74.83],
  "majority-voting": [56.67, 90.2, 80.4, 34.65, 26.26, 80.85, 80.67, 73.33],
  "simple-router": [46.7, 88, 81.8, 33.4, 60.1, 72.5, 90, 72.5],
});

/** Table 1: the fifteen open models, under the names of Table 5 where Table 1 misspells them. */
export const openModelAccuracy = inPerCent(eight, {
  "GLM-Z1-32B-0414": [66.7, 90, 74.4, 44.4, 59.6, 76.76, 83, 70.5],
  "Qwen2.5-72B-Instruct": [16.7, 78.8, 75.8, 26.1, 45.45, 72.16, 86.3, 69.08],
  "DeepSeek-R1-Distill-Llama-70B": [60, 82.8, 76.4, 40.7, 60.1, 74.75, 80.3, 72.5],
  "QwQ-32B": [46.7, 87.8, 81.8, 38.6, 57.07, 74.67, 81.7, 69.83],
  "Gemma-3-27b-it": [30, 84, 70.4, 27.7, 50.51, 65.47, 81, 64.58],
  "Qwen2.5-32B-Instruct": [20, 75.6, 76, 24, 40.91, 69.15, 78.7, 62.92],
  "TeleChat2-35B-32K": [10, 70, 70, 19.5, 33.33, 67.98, 82, 57.08],
  "InternLM2.5-20B-Chat": [3.3, 55.2, 55, 14.9, 34.85, 44.23, 64.7, 51.92],
  "Llama-3.3-70B-Instruct": [30, 73, 70.4, 30.1, 46.97, 69.87, 90, 72.25],
  "EXAONE-Deep-32B": [33.3, 84.38, 72.8, 31.6, 58.59, 54.76, 76.3, 59.17],
  "Qwen2.5-Coder-32B-Instruct": [16.7, 73.6, 78, 27.7, 41.92, 61.79, 80.3, 57.25],
  "Qwen3-32B": [53.3, 88, 50.6, 33.4, 65.15, 77.76, 83.7, 72.17],
  "Llama-3.3-Nemotron-Super-49B-v1": [16.7, 75.2, 65.4, 28, 48.48, 67.47, 82.7, 70.92],
  "DeepSeek-R1-Distill-Qwen-32B": [56.7, 85.6, 81, 44.7, 60.1, 75.17, 73.7, 67.25],
  "HuatuoGPT-o1-72B": [16.7, 73, 78, 27.4, 50, 74.16, 74, 75.25],
});

/** Table 1: the closed models that the paper compares with. */
export const closedModelAccuracy = inPerCent(eight, {
  "GPT-o3-mini": [73.33, 84.4, 62, 54.7, 66.67, 74, 82, 74.92],
  "Claude-3.7-Sonnet": [26.7, 73.2, 75.4, 41.3, 63.64, 69.43, 88, 74.75],
  "GPT-4o": [10, 74.6, 74.2, 29.8, 52.53, 73.83, 82.3, 76.17],
  "Claude-3.5-Sonnet": [16.7, 74.2, 75.8, 34.3, 61.62, 78.34, 80.3, 76],
  "GPT-4.1": [50, 85.8, 79.2, 42.2, 67.17, 80.43, 86, 80.58],
});
