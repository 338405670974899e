import type { TokenPrices } from "../ports.ts";

/** What something may cost in US dollars. */
export interface PriceRange {
  readonly low: number;
  /** More than this only where a server counts tokens beyond every limit that it was given. */
  readonly high: number;
}

/** What tokens cost, in US dollars. */
export function usdOf(
  { promptUsdPerMTok, completionUsdPerMTok }: TokenPrices,
  promptTokens: number,
  outputTokens: number,
): number {
  return (promptTokens * promptUsdPerMTok + outputTokens * completionUsdPerMTok) / 1e6;
}
