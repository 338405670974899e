import { TYPICAL_BYTES_PER_TOKEN, utf8Bytes } from "../../core/tokens.ts";
import { type ChatTarget, isOnThisMachine } from "../../servers/index.ts";

/** The expected tokens and cost of embedding texts. */
export interface EmbeddingCost {
  readonly tokens: number;
  /** 0 on this machine unless the settings name a price; null when unknown. */
  readonly usd: number | null;
}

/** Estimates the cost of embedding texts, including the instruction that `instruct` adds to each. */
export function embeddingCost(
  { baseUrl, model }: Pick<ChatTarget, "baseUrl" | "model">,
  texts: Iterable<string>,
  instruct: (text: string) => string,
): EmbeddingCost {
  let bytes = 0;
  for (const text of texts) bytes += utf8Bytes(instruct(text));
  const tokens = Math.ceil(bytes / TYPICAL_BYTES_PER_TOKEN);
  const price = model.promptUsdPerMTok ?? (isOnThisMachine(baseUrl) ? 0 : null);
  return { tokens, usd: price === null ? null : (tokens * price) / 1e6 };
}
