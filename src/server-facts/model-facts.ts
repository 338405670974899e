import * as v from "valibot";
import type { TokenPrices } from "../core/ports.ts";
import { inNumbers, LimitError, replyLimits } from "../limits/index.ts";

/** What a server states about one of its models in its list; null for what it does not state. */
export interface ModelFacts {
  readonly id: string;
  /** Tokens of prompt and reply together. */
  readonly contextTokens: number | null;
  readonly prices: TokenPrices | null;
  /** The request fields that the model accepts, as the server states. */
  readonly parameters: readonly string[] | null;
  /** Whether the model reads pictures; absent where the server does not say so. */
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

/** How a list's entry states that a model reads pictures: OpenRouter, Mistral, and servers that list abilities. */
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

/** @throws LimitError when a list of models is too long; looks at it before a schema makes a copy */
function refuseTooManyModels(received: unknown): void {
  const listed = (received as Partial<Record<"data", unknown>> | null)?.data;
  if (Array.isArray(listed) && listed.length > replyLimits.models)
    throw new LimitError(`${inNumbers(replyLimits.models)} models in its list`);
}

/**
 * Reads a list of models as servers really send it. Malformed entries are left out. Returns null when there is no list.
 *
 * @throws LimitError when it is too long
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

/** Prices per request are not supported, so the price of such a model counts as unknown. */
function pricesOf({ prompt, completion, request }: v.InferOutput<typeof entrySchema>["pricing"]): TokenPrices | null {
  if (prompt === null || completion === null || request !== 0) return null;
  return { promptUsdPerMTok: perMillion(prompt), completionUsdPerMTok: perMillion(completion) };
}

/** Without the noise of binary fractions: 0.00000008 a token is 0.08 a million. */
function perMillion(usdPerToken: number): number {
  return Number((usdPerToken * 1e6).toPrecision(12));
}

type Said = Pick<v.InferOutput<typeof entrySchema>, keyof typeof visionEntries>;

/**
 * Returns `vision: true` where the list says that the model reads pictures; nothing otherwise, since a list may not say
 * it.
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
