import type { TokenPrices } from "../core/ports.ts";

/** US dollars per million tokens for each thousand million parameters. */
const PROMPT_PRICE = 0.004;
const COMPLETION_PRICE = 0.012;

/**
 * What a real model of this size might cost, so that tables which are marked as simulated have a cost to compare. Nobody
 * is ever charged.
 *
 * @param model whose name tells its size, as in `QwQ-32B`
 * @throws RangeError when it does not
 */
export function notionalPrices(model: string): TokenPrices {
  const size = Number(/(\d+)b\b/i.exec(model)?.[1]);
  if (!(size > 0)) throw new RangeError(`The name of ${model} does not say its size.`);
  const rounded = (usd: number): number => Math.round(usd * 1000) / 1000;
  return {
    promptUsdPerMTok: rounded(size * PROMPT_PRICE),
    completionUsdPerMTok: rounded(size * COMPLETION_PRICE),
  };
}
