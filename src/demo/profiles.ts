import type { Field } from "./fields.ts";
import type { VoiceName } from "./voices.ts";

/** How thinking is sent: in its own delta field, or inline between `<think>` tags. */
type ThinkingForm = "reasoning" | "reasoning_content" | "inline";

/** One simulated model. */
export interface Profile {
  readonly id: string;
  /** Probability of a right answer for fields without an entry in `fields`. */
  readonly skill: number;
  /** Added to `skill`, by field. */
  readonly fields: Readonly<Partial<Record<Field, number>>>;
  /** Probability of a right answer as the aggregator of one right and one wrong reference. */
  readonly aggregation: number;
  /** Null for models that do not think. */
  readonly thinking: ThinkingForm | null;
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  /** Mean log-probability of its tokens when the answer is right. */
  readonly meanLogprob: number;
  readonly voice: VoiceName;
}

/**
 * The pool R of the paper (A.2), simulated. The figures are made up so that different models are best at different
 * fields; they say nothing about the real models.
 */
export const profiles: readonly Profile[] = [
  {
    id: "GLM-Z1-32B-0414",
    skill: 0.72,
    fields: { timing: 0.22, algorithms: 0.06, science: 0.08, practice: -0.08, instructions: -0.1 },
    aggregation: 0.6,
    thinking: "reasoning_content",
    firstTokenMs: 620,
    tokensPerSecond: 68,
    meanLogprob: -0.19,
    voice: "reviewer",
  },
  {
    id: "Qwen2.5-72B-Instruct",
    skill: 0.7,
    fields: { practice: 0.24, instructions: 0.1, science: 0.08, timing: -0.06, algorithms: -0.08 },
    aggregation: 0.7,
    thinking: null,
    firstTokenMs: 780,
    tokensPerSecond: 48,
    meanLogprob: -0.12,
    voice: "formal",
  },
  {
    id: "DeepSeek-R1-Distill-Llama-70B",
    skill: 0.6,
    fields: { algorithms: 0.14, timing: 0.1, instructions: -0.1 },
    aggregation: 0.55,
    thinking: "inline",
    firstTokenMs: 900,
    tokensPerSecond: 46,
    meanLogprob: -0.22,
    voice: "teacher",
  },
  {
    id: "QwQ-32B",
    skill: 0.8,
    fields: { algorithms: 0.14, science: 0.12, practice: -0.06, instructions: -0.14 },
    aggregation: 0.86,
    thinking: "reasoning_content",
    firstTokenMs: 700,
    tokensPerSecond: 72,
    meanLogprob: -0.24,
    voice: "reviewer",
  },
  {
    id: "Gemma-3-27b-it",
    skill: 0.52,
    fields: { text: 0.2, instructions: 0.22, algorithms: -0.1 },
    aggregation: 0.5,
    thinking: null,
    firstTokenMs: 380,
    tokensPerSecond: 88,
    meanLogprob: -0.14,
    voice: "friendly",
  },
  {
    id: "Qwen2.5-32B-Instruct",
    skill: 0.58,
    fields: { text: 0.16, design: 0.06, science: -0.1 },
    aggregation: 0.6,
    thinking: null,
    firstTokenMs: 420,
    tokensPerSecond: 80,
    meanLogprob: -0.13,
    voice: "terse",
  },
  {
    id: "TeleChat2-35B-32K",
    skill: 0.36,
    fields: { practice: 0.2, algorithms: -0.08 },
    aggregation: 0.35,
    thinking: null,
    firstTokenMs: 520,
    tokensPerSecond: 74,
    meanLogprob: -0.17,
    voice: "formal",
  },
  {
    id: "InternLM2.5-20B-Chat",
    skill: 0.34,
    fields: { design: 0.14, timing: -0.1 },
    aggregation: 0.3,
    thinking: null,
    firstTokenMs: 220,
    tokensPerSecond: 118,
    meanLogprob: -0.18,
    voice: "terse",
  },
  {
    id: "Llama-3.3-70B-Instruct",
    skill: 0.74,
    fields: { instructions: 0.2, practice: 0.12, algorithms: -0.1, science: -0.06 },
    aggregation: 0.9,
    thinking: null,
    firstTokenMs: 740,
    tokensPerSecond: 52,
    meanLogprob: -0.09,
    voice: "friendly",
  },
  {
    id: "EXAONE-Deep-32B",
    skill: 0.54,
    fields: { science: 0.3, algorithms: 0.12, practice: -0.1 },
    aggregation: 0.45,
    thinking: "inline",
    firstTokenMs: 680,
    tokensPerSecond: 66,
    meanLogprob: -0.21,
    voice: "teacher",
  },
  {
    id: "Qwen2.5-Coder-32B-Instruct",
    skill: 0.74,
    fields: { design: 0.2, text: 0.04, science: -0.24, practice: -0.06, instructions: -0.14 },
    aggregation: 0.65,
    thinking: null,
    firstTokenMs: 400,
    tokensPerSecond: 84,
    meanLogprob: -0.11,
    voice: "terse",
  },
  {
    id: "Qwen3-32B",
    skill: 0.73,
    fields: { text: 0.21, algorithms: 0.06, timing: -0.06, practice: -0.1 },
    aggregation: 0.7,
    thinking: "reasoning",
    firstTokenMs: 560,
    tokensPerSecond: 76,
    meanLogprob: -0.18,
    voice: "reviewer",
  },
  {
    id: "Llama-3.3-Nemotron-Super-49B-v1",
    skill: 0.66,
    fields: { design: 0.14, instructions: 0.12, text: -0.08 },
    aggregation: 0.65,
    thinking: null,
    firstTokenMs: 640,
    tokensPerSecond: 60,
    meanLogprob: -0.12,
    voice: "formal",
  },
  {
    id: "DeepSeek-R1-Distill-Qwen-32B",
    skill: 0.6,
    fields: { algorithms: 0.18, science: 0.16, practice: -0.1, instructions: -0.12 },
    aggregation: 0.5,
    thinking: "inline",
    firstTokenMs: 660,
    tokensPerSecond: 70,
    meanLogprob: -0.2,
    voice: "teacher",
  },
  {
    id: "HuatuoGPT-o1-72B",
    skill: 0.42,
    fields: { science: 0.4, timing: 0.1, text: -0.06 },
    aggregation: 0.4,
    thinking: null,
    firstTokenMs: 1150,
    tokensPerSecond: 42,
    meanLogprob: -0.16,
    voice: "friendly",
  },
];

/** The ids of the simulated models. */
export const demoModels: readonly string[] = profiles.map(({ id }) => id);

/** Returns the profile of a simulated model; undefined for any other id. */
export function profileOf(id: string): Profile | undefined {
  return profiles.find((profile) => profile.id === id);
}

/** Returns the one of `choices` that belongs to this model among the models that share its voice. */
export function ownOf<T>(choices: readonly T[], { id, voice }: Profile): T {
  const mates = profiles.filter((profile) => profile.voice === voice).map((profile) => profile.id);
  return choices[mates.indexOf(id) % choices.length] as T;
}

/** Bounds of every skill, so that routing can always lose and win. */
const [LOWEST_SKILL, HIGHEST_SKILL] = [0.05, 0.93];

/** Returns the probability that the model answers a question of the field right. */
export function skillOn({ skill, fields }: Profile, field: Field | undefined): number {
  const difference = field === undefined ? 0 : (fields[field] ?? 0);
  return Math.min(HIGHEST_SKILL, Math.max(LOWEST_SKILL, skill + difference));
}
