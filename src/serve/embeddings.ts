import * as v from "valibot";
import type { Sources } from "../assembly/index.ts";
import { ensureBank } from "../bank/opened/index.ts";
import { messageOf } from "../core/errors.ts";
import { TYPICAL_BYTES_PER_TOKEN, utf8Bytes } from "../core/tokens.ts";
import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { servingEmbedder } from "../embedding/serving/index.ts";
import type { KeyUse } from "./key-use.ts";
import type { ServeKey } from "./keys.ts";
import { OpenAiError } from "./openai-error.ts";
import type { RequestLog } from "./request-log.ts";

/** Most texts of one request. */
const MOST_TEXTS = 256;

const text = v.pipe(v.string(), v.minLength(1));
const requestSchema = v.object({
  model: v.string(),
  input: v.union([text, v.pipe(v.array(text), v.minLength(1), v.maxLength(MOST_TEXTS))]),
  encoding_format: v.nullish(v.picklist(["float", "base64"])),
  dimensions: v.nullish(v.number()),
  /** Not OpenAI's: what the texts are for. */
  input_type: v.nullish(v.picklist(["query", "document"])),
});

/** A request for vectors. */
export interface EmbeddingsRequest {
  readonly model: string;
  readonly texts: readonly string[];
  readonly isBase64: boolean;
  readonly purpose: "query" | "document";
}

/** Returns a request of `/v1/embeddings`. @throws OpenAiError when it cannot be answered; the message names the field */
export function embeddingsRequest(body: unknown): EmbeddingsRequest {
  const parsed = v.safeParse(requestSchema, body);
  if (!parsed.success) {
    const param = v.getDotPath(parsed.issues[0])?.split(".")[0] ?? "body";
    const what = param === "input" ? `a text, or up to ${MOST_TEXTS} texts that are not empty` : "another value";
    throw new OpenAiError(400, `${param} must be ${what}.`, { param });
  }
  const { model, input, encoding_format, dimensions, input_type } = parsed.output;
  if (dimensions != null) {
    throw new OpenAiError(400, "dimensions: the vectors have the length of the bank's.", { param: "dimensions" });
  }
  return {
    model,
    texts: typeof input === "string" ? [input] : input,
    isBase64: encoding_format === "base64",
    purpose: input_type ?? "document",
  };
}

/** How a request for vectors is answered. */
interface Embedding {
  readonly sources: Sources;
  readonly key: ServeKey | null;
  readonly use: KeyUse;
  readonly log: RequestLog;
  readonly signal: AbortSignal;
}

/**
 * Returns the reply to a request: vectors of length d and norm 1, by the embedder that serves the question bank.
 *
 * @throws OpenAiError when the key's budget does not allow it, or the embedder failed
 */
export async function embeddingsReply(
  { model, texts, isBase64, purpose }: EmbeddingsRequest,
  { sources, key, use, log, signal }: Embedding,
): Promise<object> {
  await ensureBank(sources.bankFolder, sources.starterFolder, builtInEmbedder());
  const { embedding, wanted } = await servingEmbedder(sources, sources.bankFolder);
  const costUsd = embedding === wanted.embedding && wanted.costOf !== null ? wanted.costOf(texts, purpose).usd : 0;
  const admission = key === null ? null : await use.admit(key, costUsd ?? 0);
  if (isBeyond(costUsd, admission?.capUsd ?? null, key)) {
    await admission?.end(0);
    throw new OpenAiError(429, "The budget of this key does not allow it, or the price of the embedder is unknown.", {
      code: "insufficient_quota",
    });
  }
  try {
    const vectors = await embedding.embed(texts, purpose, signal);
    const tokens = texts.reduce((sum, one) => sum + Math.ceil(utf8Bytes(one) / TYPICAL_BYTES_PER_TOKEN), 0);
    log.embedded = { promptTokens: tokens, costUsd };
    return {
      object: "list",
      model,
      data: vectors.map(({ vector }, index) => ({
        object: "embedding",
        index,
        embedding: isBase64 ? base64Of(vector) : Array.from(vector),
      })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
      smcs: { space: embedding.space },
    };
  } catch (error) {
    throw signal.aborted ? error : new OpenAiError(502, messageOf(error), { code: "no_answer" });
  } finally {
    // Also of a failure: what the embedder's server was sent may have cost something.
    await admission?.end(costUsd);
  }
}

function isBeyond(costUsd: number | null, capUsd: number | null, key: ServeKey | null): boolean {
  if (key === null || key.usdPerDay === null) return false;
  return costUsd === null || (capUsd !== null && costUsd > capUsd);
}

/** Returns the values as OpenAI's packages ask for them: float32, little-endian, in base64. */
function base64Of(vector: ArrayLike<number>): string {
  const values = Float32Array.from(vector);
  return Buffer.from(values.buffer).toString("base64");
}
