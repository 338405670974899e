import { candidate, referenceEnd, runStart, selectionEnd } from "./example-run.ts";
import type { BankQuestionText, Preview, PreviewPlan } from "../../../src/protocol/index.ts";
import type { RunEvent } from "../../../src/core/record/index.ts";

// A run and a plan of the paper's size: 7 of 15 models by 24 support questions, and 8 draws, of which one occurs twice.

const names = [
  "Qwen3-235B-A22B-Instruct-2507",
  "DeepSeek-V3.1",
  "gpt-oss-120b",
  "GLM-4.5-Air",
  "Kimi-K2-Instruct",
  "Llama-3.3-70B-Instruct",
  "Mistral-Small-3.2-24B-Instruct-2506",
  "gemma-3-27b-it",
  "phi-4",
  "Qwen2.5-Coder-32B-Instruct",
  "Llama-3.1-8B-Instruct",
  "granite-3.3-8b-instruct",
  "OLMo-2-32B",
  "StarCoder2-15B",
  "Falcon3-10B-Instruct",
];
export const chosen = names.slice(0, 7);

/** The model that never answers. */
export const failing = "Kimi-K2-Instruct";

const support = Array.from({ length: 24 }, (_, index) => ({
  id: `bank/${index + 1}`,
  source: ["LiveCodeBench", "MBPP", "HumanEval", "LiveCodeBench", "MATH"][index % 5] ?? "",
  similarity: 0.82 - index / 60,
}));
const share = (source: string): number => support.filter((one) => one.source === source).length / support.length;

const selection = {
  ...selectionEnd().selection,
  question: "How do I debounce a function in TypeScript?",
  space: "Xenova/all-MiniLM-L6-v2 q8 4.3.1",
  bankSize: 16_418,
  threshold: 0.43,
  support,
  supportBySource: Object.fromEntries(
    [...new Set(support.map(({ source }) => source))].map((source) => [source, share(source)]),
  ),
  prior: names.map((model, index) => ({
    model,
    value: 11.6 - index * 0.7,
    evaluated: index !== 4 && index !== 12,
    overall: index === 4 ? null : 0.8 - index * 0.04,
  })),
  referencers: chosen,
};

const without = (index: number): string[] => chosen.filter((_, place) => place !== index);
const subsets = [6, 5, 6, 4, 3, 6, 2, 1].map(without);

/** The bank's information on the support questions: one text is long, one question is gone. */
export const bankTexts: readonly BankQuestionText[] = support.map(({ id }, index) => ({
  id,
  text: index === 3 ? null : textOf(index),
  domain: index === 3 ? "" : index % 5 === 4 ? "math" : "coding",
}));

function textOf(index: number): string {
  const text = `Write a function that waits ${index} ms after the last of several calls before it does its work.`;
  return index === 1 ? `${text}\n\n${"The calls may come from several timers. ".repeat(12)}` : text;
}

/** Returns a candidate that merges the arrived references of its draw. */
function merging(draw: number, perplexity: number | null): RunEvent[] {
  const subset = (subsets[draw] ?? []).filter((model) => model !== failing);
  const [start, ...end] = candidate(draw, { text: `Use a timer (variant ${draw + 1}).`, perplexity });
  return start?.type === "candidate-start" ? [{ ...start, subset, aggregator: "gpt-oss-120b" }, ...end] : [];
}

/** The start of such a run, with the parameters that the panel reads. */
export const reasonedStart = {
  ...runStart(),
  question: { text: selection.question, context: [], conversation: [] },
};

/** Such a run after its start, up to its winner. */
export const reasoned: readonly RunEvent[] = [
  { ...selectionEnd(), selection },
  {
    type: "aggregator-chosen",
    choice: { model: "gpt-oss-120b", reason: "is right most often on this pool's questions", accuracy: 0.81, interval: [0.77, 0.85] }, // prettier-ignore
  },
  { type: "subsets-drawn", subsets },
  ...chosen.map((model) =>
    model === failing
      ? referenceEnd(model, { status: "failed", text: "", error: "lab: the request timed out.", costUsd: null })
      : referenceEnd(model),
  ),
  ...[1.2, 1.1, null].flatMap((perplexity, draw) => merging(draw, perplexity)),
  {
    type: "scores",
    candidates: [
      { draw: 0, similarity: 0.95, score: 0.75 },
      { draw: 1, similarity: 0.96, score: 0.86 },
      { draw: 2, similarity: 0.41, score: 0.41 },
    ],
    winner: 1,
    space: selection.space,
  },
  { type: "run-end", outcome: "done", durationMs: 12_340, error: null },
];

const plan: PreviewPlan = {
  system: "smcs",
  selection,
  subsets,
  requests: 13,
  aggregator: { model: "QwQ-32B", reason: "follows instructions best", accuracy: 0.8, interval: [0.7, 0.9] },
  estimate: {
    costUsd: null,
    knownUsd: [0.0124, 0.2113],
    unpriced: ["GLM-4.5-Air"],
    unpricedHere: ["phi-4", "gemma-3-27b-it"],
    capUsd: 0.5,
    requests: 13,
  },
  cascade: false,
  repair: true,
  examples: null,
  prompts: {},
  warnings: ["lab could not be reached; its models are left out."],
  simulated: false,
  held: false,
};

/** Returns a preview of the same question. */
export function previewed(change: Partial<PreviewPlan> = {}): Preview {
  return { question: selection.question, plan: { ...plan, ...change } };
}
