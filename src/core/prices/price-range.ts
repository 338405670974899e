import type { TokenPrices } from "../ports.ts";

/** Range of a possible cost, in US dollars. */
export interface PriceRange {
  readonly low: number;
  /** Exceeded only by a server that counts tokens beyond every limit that it was given. */
  readonly high: number;
}

/** Returns the cost of tokens, in US dollars. */
export function usdOf(
  { promptUsdPerMTok, completionUsdPerMTok }: TokenPrices,
  promptTokens: number,
  outputTokens: number,
): number {
  return (promptTokens * promptUsdPerMTok + outputTokens * completionUsdPerMTok) / 1e6;
}
