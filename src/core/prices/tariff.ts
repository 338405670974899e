import type { ServerTraits, TokenPrices } from "../ports.ts";
import { usdOf } from "./price-range.ts";
import { promptTokensAtMost, TYPICAL_BYTES_PER_TOKEN } from "../tokens.ts";

/** The shape of a request, as far as its price goes. */
export interface RequestSize {
  /** Of the messages, in UTF-8. */
  readonly promptBytes: number;
  readonly choices: number;
  /** Output tokens of each choice. */
  readonly outputTokens: number;
}

/** What requests to one server cost. */
export interface Tariff {
  /** What tokens cost at least: by the token, and by the hour of a fast server. */
  readonly least: TokenPrices;
  /** What they cost at most: by the token, and by the hour of a slow server. */
  readonly most: TokenPrices;
  /** Of the model's own system prompt, in UTF-8. */
  readonly systemBytes: number;
  /** The output tokens that may be charged where a request allows so many. */
  readonly outputTokens: (limit: number) => number;
}

/** Output tokens a second, where an hour has a price: of a server that writes several replies at once, and of a slow one. */
const FAST = 200;
const SLOW = 20;

/** A server reads a prompt so many times as fast as it writes. */
const READING = 20;

const FREE: TokenPrices = { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };

/** What requests to a server cost; null when no price is known, or when nothing limits replies that cost something. */
export function tariffOf(server: ServerTraits): Tariff | null {
  const { prices, costPerHourUsd, contextTokens, systemBytes, ownOutputTokens } = server;
  if (prices === null && costPerHourUsd === null) return null;
  const most = withHours(prices ?? FREE, costPerHourUsd ?? 0, SLOW);
  if (most.completionUsdPerMTok > 0 && ownOutputTokens === Infinity && contextTokens === null) return null;
  const least = withHours(prices ?? FREE, costPerHourUsd ?? 0, FAST);
  const outputTokens = (limit: number): number => Math.min(Math.max(limit, ownOutputTokens), contextTokens ?? Infinity);
  return { least, most, systemBytes, outputTokens };
}

/** The same as far as a cap counts: a server on this machine without a price takes nothing from it. */
export function tariffUnderCap(server: ServerTraits): Tariff | null {
  return takesNothing(server)
    ? { least: FREE, most: FREE, systemBytes: 0, outputTokens: (limit) => limit }
    : tariffOf(server);
}

/** Whether a server stands on this machine and nobody says what it costs. */
export function takesNothing({ prices, costPerHourUsd, onThisMachine }: ServerTraits): boolean {
  return onThisMachine && prices === null && costPerHourUsd === null;
}

/** What a request costs where several choices share the prompt, in US dollars. */
export function typicalUsd({ least, systemBytes }: Tariff, size: RequestSize): number {
  const promptTokens = (size.promptBytes + systemBytes) / TYPICAL_BYTES_PER_TOKEN;
  return usdOf(least, promptTokens, size.choices * size.outputTokens);
}

/**
 * What a request costs at most, in US dollars. Every choice pays for the prompt, as it does where a server gives only
 * one choice a request.
 *
 * @param size with the output tokens that the request allows
 */
export function worstUsd({ most, systemBytes, outputTokens }: Tariff, size: RequestSize): number {
  // Where tokens cost nothing there may be no limit to their number.
  const output = most.completionUsdPerMTok === 0 ? 0 : outputTokens(size.outputTokens);
  return size.choices * usdOf(most, promptTokensAtMost(size.promptBytes + systemBytes), output);
}

/**
 * How long a slow server takes for a request, in milliseconds: the time of which `worstUsd` reckons the price where an
 * hour has one.
 */
export function slowMilliseconds({ systemBytes, outputTokens }: Tariff, size: RequestSize): number {
  const reading = promptTokensAtMost(size.promptBytes + systemBytes) / READING;
  return (size.choices * (reading + outputTokens(size.outputTokens)) * 1000) / SLOW;
}

/** Whether a server is known to cost nothing, or takes nothing. */
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
