import type { TokenPrices } from "../../core/ports.ts";
import { findBankName, normaliseModelName } from "../../core/model-names/index.ts";
import type { EndpointModel } from "../../core/endpoints/index.ts";

/** A model of the paper's pool. */
export interface PaperModel {
  /** The paper's name, which banks use too. */
  readonly name: string;
  /** The name in the bank that was released with the paper, when the matching rule takes it for another model. */
  readonly released?: string;
  /** Hugging Face's id, under which vLLM serves the model. */
  readonly huggingFace: string;
  /**
   * OpenRouter's id; null for models that OpenRouter is not known to have served. OpenRouter may have stopped serving
   * others.
   */
  readonly openRouter: string | null;
  /** Whether the model is a deep-thinking one, as opposed to one that is only tuned for instructions. */
  readonly thinks: boolean;
  /** Tokens of prompt and reply together, without context extension. */
  readonly contextTokens: number;
}

/** Table 5 of the paper. */
export const paperModels: readonly PaperModel[] = [
  {
    name: "GLM-Z1-32B-0414",
    huggingFace: "zai-org/GLM-Z1-32B-0414",
    openRouter: "thudm/glm-z1-32b",
    thinks: true,
    contextTokens: 32_768,
  },
  {
    name: "Qwen2.5-72B-Instruct",
    huggingFace: "Qwen/Qwen2.5-72B-Instruct",
    openRouter: "qwen/qwen-2.5-72b-instruct",
    thinks: false,
    contextTokens: 32_768,
  },
  {
    name: "DeepSeek-R1-Distill-Llama-70B",
    released: "R1-distill-llama70b",
    huggingFace: "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
    openRouter: "deepseek/deepseek-r1-distill-llama-70b",
    thinks: true,
    contextTokens: 131_072,
  },
  { name: "QwQ-32B", huggingFace: "Qwen/QwQ-32B", openRouter: "qwen/qwq-32b", thinks: true, contextTokens: 32_768 },
  {
    name: "Gemma-3-27b-it",
    huggingFace: "google/gemma-3-27b-it",
    openRouter: "google/gemma-3-27b-it",
    thinks: false,
    contextTokens: 131_072,
  },
  {
    name: "Qwen2.5-32B-Instruct",
    huggingFace: "Qwen/Qwen2.5-32B-Instruct",
    openRouter: null,
    thinks: false,
    contextTokens: 32_768,
  },
  {
    name: "TeleChat2-35B-32K",
    huggingFace: "Tele-AI/TeleChat2-35B-32K",
    openRouter: null,
    thinks: false,
    contextTokens: 32_768,
  },
  {
    name: "Llama-3.3-70B-Instruct",
    released: "Meta-Llama-3.3-70B-Instruct",
    huggingFace: "meta-llama/Llama-3.3-70B-Instruct",
    openRouter: "meta-llama/llama-3.3-70b-instruct",
    thinks: false,
    contextTokens: 131_072,
  },
  {
    name: "EXAONE-Deep-32B",
    huggingFace: "LGAI-EXAONE/EXAONE-Deep-32B",
    openRouter: null,
    thinks: true,
    contextTokens: 32_768,
  },
  {
    name: "Qwen2.5-Coder-32B-Instruct",
    huggingFace: "Qwen/Qwen2.5-Coder-32B-Instruct",
    openRouter: "qwen/qwen-2.5-coder-32b-instruct",
    thinks: false,
    contextTokens: 32_768,
  },
  {
    name: "Qwen3-32B",
    huggingFace: "Qwen/Qwen3-32B",
    openRouter: "qwen/qwen3-32b",
    thinks: true,
    contextTokens: 40_960,
  },
  {
    name: "Llama-3.3-Nemotron-Super-49B-v1",
    huggingFace: "nvidia/Llama-3_3-Nemotron-Super-49B-v1",
    openRouter: "nvidia/llama-3.3-nemotron-super-49b-v1",
    thinks: true,
    contextTokens: 131_072,
  },
  {
    name: "DeepSeek-R1-Distill-Qwen-32B",
    released: "R1-distill-llama32b",
    huggingFace: "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B",
    openRouter: "deepseek/deepseek-r1-distill-qwen-32b",
    thinks: true,
    contextTokens: 131_072,
  },
  {
    name: "HuatuoGPT-o1-72B",
    huggingFace: "FreedomIntelligence/HuatuoGPT-o1-72B",
    openRouter: null,
    thinks: true,
    contextTokens: 32_768,
  },
  {
    name: "InternLM2.5-20B-Chat",
    huggingFace: "internlm/internlm2_5-20b-chat",
    openRouter: null,
    thinks: false,
    contextTokens: 32_768,
  },
];

/** The longest output of thinking models in A.5. */
const LONG_OUTPUT = 32_768;
/** Tokens of the context that remain for the prompt when outputs are long. */
const PROMPT_ROOM = 8192;

/** Facts from a server that has the model; null for those that it does not give. */
interface ServedModel {
  readonly id: string;
  readonly contextTokens: number | null;
  readonly prices: TokenPrices | null;
}

/** Options for writing the models into the settings. */
export interface PaperTemplate {
  /** Model names of the current bank. */
  readonly bankModels: readonly string[];
  /** Whether thinking models get the long outputs of A.5, as far as their context allows. */
  readonly longOutputs: boolean;
}

/**
 * Returns the served model that is the given model of the paper; undefined when none is. Organisations and packaging do
 * not count.
 */
export function findServed<Served extends { readonly id: string }>(
  { name, huggingFace, openRouter }: PaperModel,
  served: readonly Served[],
): Served | undefined {
  const normalised = normaliseModelName(name);
  return (
    served.find(({ id }) => id === huggingFace || id === openRouter) ??
    served.find(({ id }) => normaliseModelName(id) === normalised)
  );
}

/** Returns a model of the paper in the form of an endpoint's settings. */
export function paperEndpointModel(
  model: PaperModel,
  { id, contextTokens: served, prices }: ServedModel,
  { bankModels, longOutputs }: PaperTemplate,
): EndpointModel {
  const { name, released, thinks } = model;
  const contextTokens = served ?? model.contextTokens;
  const underReleasedName =
    released !== undefined && findBankName(name, bankModels) === null && bankModels.includes(released);
  return {
    id,
    name,
    ...(underReleasedName ? { capabilityOf: released } : {}),
    contextTokens,
    ...(longOutputs && thinks ? { maxOutputTokens: longOutput(contextTokens) } : {}),
    ...prices,
  };
}

function longOutput(contextTokens: number): number {
  return Math.min(LONG_OUTPUT, Math.max(contextTokens - PROMPT_ROOM, Math.floor(contextTokens / 2)));
}
