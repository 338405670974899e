import type { ServerTraits, TokenPrices } from "../ports.ts";
import { usdOf } from "./price-range.ts";
import { promptTokensAtMost, TYPICAL_BYTES_PER_TOKEN } from "../tokens.ts";

/** The size of a request, as far as its price depends on it. */
export interface RequestSize {
  /** Bytes of the messages, in UTF-8. */
  readonly promptBytes: number;
  readonly choices: number;
  /** Output tokens of each choice. */
  readonly outputTokens: number;
}

/** The prices of requests to one server. */
export interface Tariff {
  /** Minimum cost of tokens: the price per token, plus the hourly price of a fast server. */
  readonly least: TokenPrices;
  /** Maximum cost of tokens: the price per token, plus the hourly price of a slow server. */
  readonly most: TokenPrices;
  /** Bytes of the model's own system prompt, in UTF-8. */
  readonly systemBytes: number;
  /** Returns the output tokens that may be charged for a request with this limit. */
  readonly outputTokens: (limit: number) => number;
}

/**
 * Output tokens per second of servers with a price by the hour: one that writes several replies at once, and a slow
 * one.
 */
const FAST = 200;
const SLOW = 20;

/** How many times faster a server reads a prompt than it writes. */
const READING = 20;

const FREE: TokenPrices = { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };

/**
 * Returns the prices of a server; null when no price is known, or when replies cost something and nothing limits their
 * length.
 */
export function tariffOf(server: ServerTraits): Tariff | null {
  const { prices, costPerHourUsd, contextTokens, systemBytes, ownOutputTokens } = server;
  if (prices === null && costPerHourUsd === null) return null;
  const most = withHours(prices ?? FREE, costPerHourUsd ?? 0, SLOW);
  if (most.completionUsdPerMTok > 0 && ownOutputTokens === Infinity && contextTokens === null) return null;
  const least = withHours(prices ?? FREE, costPerHourUsd ?? 0, FAST);
  const outputTokens = (limit: number): number => Math.min(Math.max(limit, ownOutputTokens), contextTokens ?? Infinity);
  return { least, most, systemBytes, outputTokens };
}

/** As `tariffOf`, but under a cap a server on this machine without a price costs nothing. */
export function tariffUnderCap(server: ServerTraits): Tariff | null {
  return takesNothing(server)
    ? { least: FREE, most: FREE, systemBytes: 0, outputTokens: (limit) => limit }
    : tariffOf(server);
}

/** Whether a server is on this machine and has no price. */
export function takesNothing({ prices, costPerHourUsd, onThisMachine }: ServerTraits): boolean {
  return onThisMachine && prices === null && costPerHourUsd === null;
}

/** Returns the cost of a request whose choices share the prompt, in US dollars. */
export function typicalUsd({ least, systemBytes }: Tariff, size: RequestSize): number {
  const promptTokens = (size.promptBytes + systemBytes) / TYPICAL_BYTES_PER_TOKEN;
  return usdOf(least, promptTokens, size.choices * size.outputTokens);
}

/**
 * Returns the maximum cost of a request, in US dollars. Every choice pays for the prompt, as it does on a server that
 * returns only one choice per request.
 *
 * @param size with the output tokens that the request allows
 */
export function worstUsd({ most, systemBytes, outputTokens }: Tariff, size: RequestSize): number {
  // Free tokens may have no limit to their number.
  const output = most.completionUsdPerMTok === 0 ? 0 : outputTokens(size.outputTokens);
  return size.choices * usdOf(most, promptTokensAtMost(size.promptBytes + systemBytes), output);
}

/**
 * Returns how many milliseconds a slow server takes for a request: the time on which `worstUsd` bases the hourly price.
 */
export function slowMilliseconds({ systemBytes, outputTokens }: Tariff, size: RequestSize): number {
  const reading = promptTokensAtMost(size.promptBytes + systemBytes) / READING;
  return (size.choices * (reading + outputTokens(size.outputTokens)) * 1000) / SLOW;
}

/** Whether a server is known to be free, or takes nothing from a cap. */
export function isFree(server: ServerTraits): boolean {
  const { prices, costPerHourUsd } = server;
  if (takesNothing(server)) return true;
  return prices?.promptUsdPerMTok === 0 && prices.completionUsdPerMTok === 0 && (costPerHourUsd ?? 0) === 0;
}

function withHours(prices: TokenPrices, costPerHourUsd: number, tokensPerSecond: number): TokenPrices {
  const writing = (costPerHourUsd / 3600 / tokensPerSecond) * 1e6;
  return {
    promptUsdPerMTok: prices.promptUsdPerMTok + writing / READING,
    completionUsdPerMTok: prices.completionUsdPerMTok + writing,
  };
}
