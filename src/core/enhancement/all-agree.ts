import { cosine } from "../embedding.ts";
import type { ReplyEmbedder } from "../run-embedder.ts";
import { lastBoxed } from "../tasks/boxed.ts";
import { codeBlocks, comparedTexts } from "./compared-texts.ts";

/**
 * Whether candidates say the same: the same boxed answer, the same code but for white space, or texts that are pairwise
 * as alike as agreeing replies of the embedding space are.
 *
 * @param responses at least one
 * @param coding whether the code is what counts, where every response has some
 */
export async function allAgree(
  responses: readonly string[],
  coding: boolean,
  embedder: ReplyEmbedder,
): Promise<boolean> {
  if (isOneAnswer(responses.map((response) => lastBoxed(response) ?? null))) return true;
  if (coding && isOneAnswer(responses.map(codeOf))) return true;
  const embedded = await embedder.embedReplies(comparedTexts(responses, coding));
  const threshold = embedder.agreementThreshold(embedded[0]?.space ?? "");
  return embedded.every((one, index) => embedded.slice(0, index).every((other) => cosine(one, other) >= threshold));
}

function codeOf(response: string): string | null {
  const code = codeBlocks(response).join("\n").replace(/\s+/g, " ").trim();
  return code === "" ? null : code;
}

function isOneAnswer(answers: readonly (string | null)[]): boolean {
  return new Set(answers).size === 1 && answers[0] !== null;
}
