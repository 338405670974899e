import type { ServedAt } from "../../chat/index.ts";
import { sentLimit } from "../../requests/index.ts";
import { type PriceRange, usdOf } from "../../core/prices/index.ts";
import { promptTokensAtMost, TYPICAL_BYTES_PER_TOKEN } from "../../core/tokens.ts";
import type { Sampling, TokenPrices } from "../../core/ports.ts";

/** Prices of requests to one server. */
export interface Tariff extends TokenPrices {
  /** Size of the model's own system prompt in UTF-8. */
  readonly systemBytes: number;
  /** Tokens. */
  readonly outputLimit: number;
}

/**
 * Returns the prices of requests to a server; null when a price is unknown, or when a reply that costs something has no
 * limit.
 */
export function tariffOf(server: ServedAt, sampling: Sampling): Tariff | null {
  const { promptUsdPerMTok, completionUsdPerMTok, systemPrompt = "", contextTokens } = server.model;
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  const outputLimit = sentLimit(server, sampling) ?? contextTokens ?? (completionUsdPerMTok === 0 ? 0 : null);
  if (outputLimit === null) return null;
  const systemBytes = Buffer.byteLength(systemPrompt);
  return { promptUsdPerMTok, completionUsdPerMTok, systemBytes, outputLimit };
}

/**
 * Returns the cost of one request to a member; null when a price is unknown. The lower end is a short answer of the
 * first server. The upper end is the whole output limit of every server, because each may charge for a reply that broke
 * off before the next server stood in.
 *
 * @param servers in the order in which they stand in
 * @param promptBytes of the messages, in UTF-8
 * @param typicalOutput tokens of a short answer
 */
export function priceOf(
  servers: readonly { readonly tariff: Tariff | null }[],
  promptBytes: number,
  typicalOutput: number,
): PriceRange | null {
  const first = servers[0]?.tariff ?? null;
  if (first === null) return null;
  const low = usdOf(first, promptBytes / TYPICAL_BYTES_PER_TOKEN, Math.min(typicalOutput, first.outputLimit));
  let high = 0;
  for (const { tariff } of servers) {
    if (tariff === null) return null;
    high += worstOf(tariff, promptBytes);
  }
  return { low, high };
}

/** Returns the sum of both ends of several costs; null when one is unknown. */
export function sumOf(prices: Iterable<PriceRange | null>): PriceRange | null {
  let [low, high] = [0, 0];
  for (const price of prices) {
    if (price === null) return null;
    low += price.low;
    high += price.high;
  }
  return { low, high };
}

/** Returns the maximum cost of one request to a server, in US dollars. */
export function worstOf(tariff: Tariff, promptBytes: number): number {
  return usdOf(tariff, promptTokensAtMost(promptBytes + tariff.systemBytes), tariff.outputLimit);
}
