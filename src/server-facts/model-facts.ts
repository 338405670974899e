import * as v from "valibot";
import type { TokenPrices } from "../core/ports.ts";
import { inNumbers, LimitError, replyLimits } from "../limits/index.ts";

/** The facts about a model in a server's list; null for facts that the server does not state. */
export interface ModelFacts {
  readonly id: string;
  /** Tokens of prompt and reply together. */
  readonly contextTokens: number | null;
  readonly prices: TokenPrices | null;
  /** The request fields that the model accepts, according to the server. */
  readonly parameters: readonly string[] | null;
  /** Whether the model reads pictures; absent when the server does not say so. */
  readonly vision?: true;
}

/** A number of tokens; null for anything else. */
export const tokenCount = v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null);

/** US dollars per token, as text. */
const price = v.fallback(
  v.nullable(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.transform(Number), v.finite(), v.minValue(0))),
  null,
);

const words = v.fallback(v.array(v.string()), []);

/** How an entry of a list states that a model reads pictures: OpenRouter, Mistral, and servers that list abilities. */
const visionEntries = {
  architecture: v.fallback(v.object({ input_modalities: words }), { input_modalities: [] }),
  input_modalities: words,
  capabilities: v.fallback(v.union([v.array(v.string()), v.object({ vision: v.boolean() })]), []),
};

/** An entry of `/models` in the dialects of vLLM, SGLang, OpenRouter, Groq, Mistral and llama.cpp. */
const entrySchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  max_model_len: tokenCount,
  context_length: tokenCount,
  context_window: tokenCount,
  max_context_length: tokenCount,
  meta: v.fallback(v.object({ n_ctx: tokenCount }), { n_ctx: null }),
  pricing: v.fallback(v.object({ prompt: price, completion: price, request: v.optional(price, "0") }), {
    prompt: null,
    completion: null,
    request: null,
  }),
  supported_parameters: v.fallback(v.nullable(v.array(v.string())), null),
  ...visionEntries,
});

/** Ollama's list is null while it has no model. */
const listSchema = v.object({ data: v.nullable(v.array(v.fallback(v.nullable(entrySchema), null))) });

/**
 * Checks the length of a list of models before a schema makes a copy.
 *
 * @throws LimitError when the list is too long
 */
function refuseTooManyModels(received: unknown): void {
  const listed = (received as Partial<Record<"data", unknown>> | null)?.data;
  if (Array.isArray(listed) && listed.length > replyLimits.models)
    throw new LimitError(`${inNumbers(replyLimits.models)} models in its list`);
}

/**
 * Reads a list of models in the forms that servers really send. Malformed entries are left out. Returns null when there
 * is no list.
 *
 * @throws LimitError when the list is too long
 */
export function parseModelList(received: unknown): ModelFacts[] | null {
  refuseTooManyModels(received);
  const result = v.safeParse(listSchema, received);
  if (!result.success) return null;
  return (result.output.data ?? []).filter((entry) => entry !== null).map(factsOf);
}

function factsOf(entry: v.InferOutput<typeof entrySchema>): ModelFacts {
  const { id, max_model_len, context_length, context_window, max_context_length, meta } = entry;
  return {
    id,
    contextTokens: max_model_len ?? context_length ?? context_window ?? max_context_length ?? meta.n_ctx,
    prices: pricesOf(entry.pricing),
    parameters: entry.supported_parameters,
    ...visionOf(entry),
  };
}

/**
 * Returns the prices of a model. Prices per request are not supported, so the prices of a model with one count as
 * unknown.
 */
function pricesOf({ prompt, completion, request }: v.InferOutput<typeof entrySchema>["pricing"]): TokenPrices | null {
  if (prompt === null || completion === null || request !== 0) return null;
  return { promptUsdPerMTok: perMillion(prompt), completionUsdPerMTok: perMillion(completion) };
}

/**
 * Returns a price per million tokens, without the noise of binary fractions: 0.00000008 per token is 0.08 per million.
 */
function perMillion(usdPerToken: number): number {
  return Number((usdPerToken * 1e6).toPrecision(12));
}

type Said = Pick<v.InferOutput<typeof entrySchema>, keyof typeof visionEntries>;

/**
 * Returns `vision: true` when the list says that the model reads pictures; nothing otherwise, because a list may not
 * say it.
 */
function visionOf({ architecture, input_modalities, capabilities }: Said): { readonly vision?: true } {
  const able = Array.isArray(capabilities) ? readsPictures(capabilities) : capabilities.vision;
  const takes = [...architecture.input_modalities, ...input_modalities].includes("image");
  return able || takes ? { vision: true } : {};
}

/** Returns whether a list of abilities, as Ollama and llama.cpp write it, contains reading pictures. */
export function readsPictures(abilities: readonly string[]): boolean {
  return abilities.includes("vision") || abilities.includes("multimodal");
}
