import type { PriceRange } from "../../core/prices/index.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { sumOf } from "../../evaluation/asking/index.ts";
import { DryReplies, type MissingRequest } from "./cache/dry-replies.ts";
import type { ReplyCache } from "./cache/reply-cache.ts";
import type { ReplySource } from "./cache/kept-reply.ts";
import { requestKey } from "./cache/request-key.ts";
import type { BenchmarkPlan } from "./plan-benchmark.ts";
import { runVariant } from "./run/run-variant.ts";

/** The number of requests to one model, or to all, and their cost. */
interface Requests {
  readonly requests: number;
  /** US dollars, from short answers to the longest possible; null when a price is unknown. */
  readonly costUsd: PriceRange | null;
}

/** The requests that a benchmark has yet to make. */
export interface BenchmarkEstimate extends Requests {
  /** The part of the cost whose prices are known. */
  readonly knownUsd: PriceRange;
  readonly models: readonly (Requests & { readonly model: string })[];
}

/**
 * Returns the missing requests and their cost. Simulates every run with the cached replies, and with placeholder texts
 * for the others. Sends nothing.
 *
 * @throws the signal's reason
 */
export async function estimateBenchmark(
  plan: BenchmarkPlan,
  cache: Pick<ReplyCache, "kept">,
  signal: AbortSignal,
): Promise<BenchmarkEstimate> {
  const missing = await missingRequests(plan, cache, signal);
  const prices = missing.map(({ price }) => price);
  const models = [...new Set(missing.map(({ model }) => model))].sort();
  return {
    requests: missing.length,
    costUsd: sumOf(prices),
    knownUsd: sumOf(prices.filter((price) => price !== null)) ?? { low: 0, high: 0 },
    models: models.map((model) => {
      const own = missing.filter((one) => one.model === model);
      return { model, requests: own.length, costUsd: sumOf(own.map(({ price }) => price)) };
    }),
  };
}

/** A missing request, and the ids of the variants that make it. */
export interface SharedRequest extends MissingRequest {
  readonly variants: ReadonlySet<string>;
}

/**
 * Returns the requests of a benchmark that are not cached, each once. Sends nothing.
 *
 * @throws the signal's reason
 */
export async function missingRequests(
  { variants, split, means }: BenchmarkPlan,
  cache: Pick<ReplyCache, "kept">,
  signal: AbortSignal,
): Promise<readonly SharedRequest[]> {
  const dry = new DryReplies(cache);
  const makers = new Map<string, Set<string>>();
  const embedding = withoutReplies(means.embedding);
  for (const question of split.test) {
    const dataSet = split.dataSetOf(question);
    for (const variant of variants) {
      signal.throwIfAborted();
      const replies: ReplySource = {
        reply(member, request) {
          const key = requestKey(member, request);
          makers.set(key, (makers.get(key) ?? new Set()).add(variant.id));
          return dry.reply(member, request);
        },
      };
      await runVariant({ variant, question, dataSet }, { ...means, replies, embedding }, signal);
    }
  }
  return [...dry.missing].map(([key, request]) => ({ ...request, variants: makers.get(key) ?? new Set() }));
}

/**
 * Returns an embedder that embeds only questions, because these choose the models. Replies are not embedded, because no
 * request depends on the winner.
 */
function withoutReplies(embedding: EmbeddingModel): EmbeddingModel {
  const { space } = embedding;
  return {
    space,
    async embed(texts, purpose, signal) {
      if (purpose === "query") return embedding.embed(texts, purpose, signal);
      // A space of its own, because the comparison of keywords caches real embeddings of this one.
      return texts.map(() => ({ space: `${space}, not embedded`, vector: Float32Array.of(1) }));
    },
  };
}
