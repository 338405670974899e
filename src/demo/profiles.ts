import type { VoiceName } from "./voices/voices.ts";

/** The topics of the starter bank. */
type Topic =
  | "strings"
  | "collections"
  | "async"
  | "data-structures"
  | "algorithms"
  | "parsing"
  | "dates"
  | "functions"
  | "errors"
  | "classes"
  /** Following instructions to the letter, whatever they are about. */
  | "instructions";

/** How thinking is sent: in a delta field of its own, or inline between `<think>` tags. */
type ThinkingForm = "reasoning" | "reasoning_content" | "inline";

/** One simulated model. */
export interface Profile {
  readonly id: string;
  /** The probability of a right answer where `topics` says nothing. */
  readonly skill: number;
  /** What is added to `skill` per topic. */
  readonly topics: Readonly<Partial<Record<Topic, number>>>;
  /** The probability of taking over a right reference as the aggregator. */
  readonly aggregation: number;
  /** Null for models that do not think. */
  readonly thinking: ThinkingForm | null;
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  /** The mean log-probability of its tokens when the answer is right. */
  readonly meanLogprob: number;
  readonly voice: VoiceName;
}

/**
 * The pool R of the paper (A.2), simulated. The figures are made up so that different models are best at different
 * topics; they say nothing about the real models.
 */
export const profiles: readonly Profile[] = [
  {
    id: "GLM-Z1-32B-0414",
    skill: 0.66,
    topics: { async: 0.26, parsing: 0.1, strings: -0.2, classes: -0.1 },
    aggregation: 0.6,
    thinking: "reasoning_content",
    firstTokenMs: 620,
    tokensPerSecond: 68,
    meanLogprob: -0.19,
    voice: "reviewer",
  },
  {
    id: "Qwen2.5-72B-Instruct",
    skill: 0.64,
    topics: { dates: 0.28, strings: 0.1, algorithms: -0.15, async: -0.1, instructions: 0.18 },
    aggregation: 0.7,
    thinking: null,
    firstTokenMs: 780,
    tokensPerSecond: 48,
    meanLogprob: -0.12,
    voice: "formal",
  },
  {
    id: "DeepSeek-R1-Distill-Llama-70B",
    skill: 0.61,
    topics: { "data-structures": 0.28, algorithms: 0.1, classes: -0.15, dates: -0.1, instructions: -0.1 },
    aggregation: 0.55,
    thinking: "inline",
    firstTokenMs: 900,
    tokensPerSecond: 46,
    meanLogprob: -0.22,
    voice: "teacher",
  },
  {
    id: "QwQ-32B",
    skill: 0.95,
    topics: { algorithms: 0.04, parsing: 0.04, dates: -0.1, classes: -0.12, strings: -0.05, instructions: -0.15 },
    aggregation: 0.95,
    thinking: "reasoning_content",
    firstTokenMs: 700,
    tokensPerSecond: 72,
    meanLogprob: -0.24,
    voice: "reviewer",
  },
  {
    id: "Gemma-3-27b-it",
    skill: 0.52,
    topics: { strings: 0.4, functions: 0.1, "data-structures": -0.15, async: -0.1, instructions: 0.2 },
    aggregation: 0.5,
    thinking: null,
    firstTokenMs: 380,
    tokensPerSecond: 88,
    meanLogprob: -0.14,
    voice: "friendly",
  },
  {
    id: "Qwen2.5-32B-Instruct",
    skill: 0.55,
    topics: { parsing: 0.3, errors: 0.1, functions: -0.1, classes: -0.1 },
    aggregation: 0.6,
    thinking: null,
    firstTokenMs: 420,
    tokensPerSecond: 80,
    meanLogprob: -0.13,
    voice: "terse",
  },
  {
    id: "TeleChat2-35B-32K",
    skill: 0.35,
    topics: { errors: 0.4, algorithms: -0.1, parsing: -0.1 },
    aggregation: 0.35,
    thinking: null,
    firstTokenMs: 520,
    tokensPerSecond: 74,
    meanLogprob: -0.17,
    voice: "formal",
  },
  {
    id: "InternLM2.5-20B-Chat",
    skill: 0.33,
    topics: { functions: 0.25, collections: 0.1, async: -0.1, "data-structures": -0.1 },
    aggregation: 0.3,
    thinking: null,
    firstTokenMs: 220,
    tokensPerSecond: 118,
    meanLogprob: -0.18,
    voice: "terse",
  },
  {
    id: "Llama-3.3-70B-Instruct",
    skill: 0.76,
    topics: {
      errors: 0.12,
      strings: 0.12,
      classes: 0.08,
      collections: 0.08,
      async: 0.08,
      algorithms: -0.18,
      parsing: -0.12,
      instructions: 0.15,
    },
    aggregation: 0.95,
    thinking: null,
    firstTokenMs: 740,
    tokensPerSecond: 52,
    meanLogprob: -0.09,
    voice: "friendly",
  },
  {
    id: "EXAONE-Deep-32B",
    skill: 0.52,
    topics: { "data-structures": 0.3, functions: 0.1, dates: -0.15, errors: -0.1 },
    aggregation: 0.45,
    thinking: "inline",
    firstTokenMs: 680,
    tokensPerSecond: 66,
    meanLogprob: -0.21,
    voice: "teacher",
  },
  {
    id: "Qwen2.5-Coder-32B-Instruct",
    skill: 0.68,
    topics: { collections: 0.24, async: 0.15, dates: -0.2, errors: -0.1, instructions: -0.12 },
    aggregation: 0.65,
    thinking: null,
    firstTokenMs: 400,
    tokensPerSecond: 84,
    meanLogprob: -0.11,
    voice: "terse",
  },
  {
    id: "Qwen3-32B",
    skill: 0.68,
    topics: { functions: 0.24, parsing: 0.1, dates: -0.2, strings: -0.1 },
    aggregation: 0.7,
    thinking: "reasoning",
    firstTokenMs: 560,
    tokensPerSecond: 76,
    meanLogprob: -0.18,
    voice: "reviewer",
  },
  {
    id: "Llama-3.3-Nemotron-Super-49B-v1",
    skill: 0.6,
    topics: { classes: 0.32, errors: 0.1, parsing: -0.15 },
    aggregation: 0.65,
    thinking: null,
    firstTokenMs: 640,
    tokensPerSecond: 60,
    meanLogprob: -0.12,
    voice: "formal",
  },
  {
    id: "DeepSeek-R1-Distill-Qwen-32B",
    skill: 0.57,
    topics: { algorithms: 0.3, "data-structures": 0.1, classes: -0.15, strings: -0.1 },
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
    topics: { dates: 0.35, strings: 0.1, async: -0.15, parsing: -0.1, instructions: -0.1 },
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
