import type { ServedAt } from "../adapters/chat/pool.ts";
import type { Sampling } from "../core/ports.ts";
import type { TaskKind } from "../core/tasks/task-check.ts";

/** Upwards: most texts have three to four bytes a token. */
const LEAST_BYTES_PER_TOKEN = 2;
const TYPICAL_BYTES_PER_TOKEN = 4;
/** What a chat template adds to a prompt, in tokens, upwards. */
const TEMPLATE_TOKENS = 64;

/** Output tokens of a model that does not think, for the lower end of an estimate. */
const typicalOutput: Readonly<Record<TaskKind, number>> = {
  choice: 250,
  math: 500,
  text: 200,
  instructions: 350,
  "code-tests": 400,
  open: 400,
};

/** What one request may cost in US dollars. */
export interface PriceRange {
  readonly low: number;
  /** More than this only where a server counts tokens beyond every limit that it was given. */
  readonly high: number;
}

/**
 * What one request will cost; null where a price is unknown. The lower end is a short answer of the server that answers
 * first, the upper end the whole output limit at the dearest of the servers that may stand in.
 *
 * @param promptBytes of the messages, in UTF-8
 */
export function priceOf(
  servers: readonly ServedAt[],
  promptBytes: number,
  { maxOutputTokens }: Sampling,
  kind: TaskKind,
): PriceRange | null {
  const worst = servers.map(({ model }) => {
    const system = Buffer.byteLength(model.systemPrompt ?? "");
    const prompt = Math.ceil((promptBytes + system) / LEAST_BYTES_PER_TOKEN) + TEMPLATE_TOKENS;
    return usd(model, prompt, outputLimit(model, maxOutputTokens)) ?? NaN;
  });
  const [first] = servers;
  if (first === undefined) return null;
  const output = Math.min(typicalOutput[kind], outputLimit(first.model, maxOutputTokens));
  const low = usd(first.model, promptBytes / TYPICAL_BYTES_PER_TOKEN, output);
  const high = Math.max(...worst);
  return low === null || Number.isNaN(high) ? null : { low, high };
}

/** The two ends of several requests; null when one is unknown. */
export function sumOf(prices: Iterable<PriceRange | null>): PriceRange | null {
  let sum: PriceRange = { low: 0, high: 0 };
  for (const price of prices) {
    if (price === null) return null;
    sum = { low: sum.low + price.low, high: sum.high + price.high };
  }
  return sum;
}

function usd(
  { promptUsdPerMTok, completionUsdPerMTok }: ServedAt["model"],
  promptTokens: number,
  outputTokens: number,
): number | null {
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  return (promptTokens * promptUsdPerMTok + outputTokens * completionUsdPerMTok) / 1e6;
}

/** A model's own request fields go before ours. */
function outputLimit({ parameters = {} }: ServedAt["model"], maxOutputTokens: number): number {
  const own = ["max_tokens", "max_completion_tokens"].flatMap((field) => {
    const value = parameters[field];
    return typeof value === "number" ? [value] : value === null ? [Infinity] : [];
  });
  return own.length === 0 ? maxOutputTokens : Math.max(...own);
}
