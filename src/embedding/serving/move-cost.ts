import { usd as dollars } from "../../core/amounts.ts";
import { missingTexts } from "../../bank/spaces/index.ts";
import type { WantedEmbedder } from "./wanted-embedder.ts";

/** The cost of embedding a bank on a server. */
interface MoveCost {
  /** Texts without a vector. */
  readonly questions: number;
  readonly tokens: number;
  /** Null when unknown. */
  readonly usd: number | null;
}

/**
 * Resolves with the cost of moving a bank to an embedder's space; null when it costs nothing.
 *
 * @throws BankError when the bank cannot be read
 */
export async function costOfMove({ embedding, costOf }: WantedEmbedder, bankFolder: string): Promise<MoveCost | null> {
  if (costOf === null) return null;
  const texts = await missingTexts(bankFolder, embedding.space);
  const { tokens, usd } = costOf(texts, "document");
  return texts.length === 0 || usd === 0 ? null : { questions: texts.length, tokens, usd };
}

/** Returns the cost in words, `10,000 questions, about 500,000 tokens; it costs about $0.02`. */
export function moveCostText({ questions, tokens, usd }: MoveCost): string {
  const cost = usd === null ? "the cost is not known" : `it costs about ${dollars(usd)}`;
  const amount = questions === 1 ? "1 question" : `${questions.toLocaleString("en")} questions`;
  return `${amount}, about ${tokens.toLocaleString("en")} tokens; ${cost}`;
}
