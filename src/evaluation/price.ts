import type { ServedAt } from "../adapters/chat/pool.ts";
import { requestBody } from "../adapters/chat/request-body.ts";
import type { Sampling } from "../core/ports.ts";
import type { TaskKind } from "../core/tasks/task-check.ts";

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

/** What requests to one server cost. */
export interface Tariff {
  readonly promptUsdPerMTok: number;
  readonly completionUsdPerMTok: number;
  /** Of the model's own system prompt, in UTF-8. */
  readonly systemBytes: number;
  /** Tokens. */
  readonly outputLimit: number;
}

/** What one request may cost in US dollars. */
export interface PriceRange {
  readonly low: number;
  /** More than this only where a server counts tokens beyond every limit that it was given. */
  readonly high: number;
}

/** What requests to a server cost; null when a price is unknown, or when nothing limits a reply that costs something. */
export function tariffOf(server: ServedAt, sampling: Sampling): Tariff | null {
  const { promptUsdPerMTok, completionUsdPerMTok, systemPrompt = "", contextTokens } = server.model;
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  const outputLimit = sentLimit(server, sampling) ?? contextTokens ?? (completionUsdPerMTok === 0 ? 0 : null);
  if (outputLimit === null) return null;
  const systemBytes = Buffer.byteLength(systemPrompt);
  return { promptUsdPerMTok, completionUsdPerMTok, systemBytes, outputLimit };
}

/**
 * What one request to a member will cost; null where a price is unknown. The lower end is a short answer of the server
 * that answers first; the upper end is the whole output limit of every server, since each of them may charge for a
 * reply that broke off before the next one stood in.
 *
 * @param servers in the order in which they stand in
 * @param promptBytes of the messages, in UTF-8
 */
export function priceOf(
  servers: readonly { readonly tariff: Tariff | null }[],
  promptBytes: number,
  kind: TaskKind,
): PriceRange | null {
  const first = servers[0]?.tariff ?? null;
  if (first === null) return null;
  const low = usd(first, promptBytes / TYPICAL_BYTES_PER_TOKEN, Math.min(typicalOutput[kind], first.outputLimit));
  let high = 0;
  for (const { tariff } of servers) {
    if (tariff === null) return null;
    high += worstOf(tariff, promptBytes);
  }
  return { low, high };
}

/** The two ends of several requests; null when one is unknown. */
export function sumOf(prices: Iterable<PriceRange | null>): PriceRange | null {
  let [low, high] = [0, 0];
  for (const price of prices) {
    if (price === null) return null;
    low += price.low;
    high += price.high;
  }
  return { low, high };
}

/** What one request to a server costs at most, in US dollars. */
export function worstOf(tariff: Tariff, promptBytes: number): number {
  // No tokenizer makes more tokens than bytes, and some make one of every digit.
  return usd(tariff, promptBytes + tariff.systemBytes + TEMPLATE_TOKENS, tariff.outputLimit);
}

function usd({ promptUsdPerMTok, completionUsdPerMTok }: Tariff, promptTokens: number, outputTokens: number): number {
  return (promptTokens * promptUsdPerMTok + outputTokens * completionUsdPerMTok) / 1e6;
}

/** The output limit that a request holds; the larger where it holds two. A model's own fields may have changed it. */
function sentLimit(server: ServedAt, sampling: Sampling): number | null {
  const body = requestBody(
    server,
    { messages: [], choices: 1, logprobs: false, sampling, seed: 0, usefulForMs: null },
    1,
  );
  const limits = [body["max_tokens"], body["max_completion_tokens"]].filter((limit) => typeof limit === "number");
  return limits.length === 0 ? null : Math.max(...limits);
}
