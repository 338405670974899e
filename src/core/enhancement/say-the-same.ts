import { cosine, type Embedding } from "../embedding.ts";
import type { ReplyEmbedder } from "../ports.ts";
import { codeBlocks, comparedTexts, lastBoxed } from "../reading/index.ts";

/**
 * Whether all candidates say the same: they have the same boxed answer, the same code apart from white space, or texts
 * that are pairwise as alike as agreeing replies of the embedding space.
 *
 * @param responses at least one
 * @param coding whether code is compared, where every response has some
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

/**
 * Returns which responses say the same as one of them: they have the same boxed answer, the same code whatever the
 * words around it, or a text as alike as agreeing replies of the embedding space.
 *
 * @param one index of the response that the others are compared with
 * @param compared one embedding per response, of the texts compared for the score, and the space's threshold of
 *   agreement
 * @returns their indices, `one` among them
 */
export function sayingTheSame(
  one: number,
  responses: readonly string[],
  coding: boolean,
  { embedded, threshold }: { readonly embedded: readonly Embedding[]; readonly threshold: number },
): number[] {
  const boxed = responses.map((response) => lastBoxed(response) ?? null);
  const code = responses.map((response) => (coding ? codeOf(response) : null));
  const isEqual = (values: readonly (string | null)[], other: number): boolean =>
    values[one] !== null && values[one] === values[other];
  const isAlike = (other: number): boolean => {
    const [a, b] = [embedded[one], embedded[other]];
    return a !== undefined && b !== undefined && cosine(a, b) >= threshold;
  };
  return [...responses.keys()].filter(
    (other) => other === one || isEqual(boxed, other) || isEqual(code, other) || isAlike(other),
  );
}

function codeOf(response: string): string | null {
  const code = codeBlocks(response).join("\n").replace(/\s+/g, " ").trim();
  return code === "" ? null : code;
}

function isOneAnswer(answers: readonly (string | null)[]): boolean {
  return new Set(answers).size === 1 && answers[0] !== null;
}
