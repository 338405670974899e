import { contextOf } from "../context-room.ts";
import type { ChatMessage, PoolMember } from "../ports.ts";
import { fittingTokens, LEAST_OUTPUT_TOKENS, promptBytes } from "../tokens.ts";

/** The number of output tokens that a request leaves room for. */
type FittedReply =
  | { readonly problem: null; readonly maxOutputTokens: number }
  /** In words for the user. */
  | { readonly problem: string };

/**
 * Returns the output limit of a request whose prompt stays as it is: as many tokens as wanted, or as the context
 * leaves.
 */
export function fitReply(member: PoolMember, messages: readonly ChatMessage[], wantedTokens: number): FittedReply {
  const context = contextOf(member);
  if (context === null) return { problem: null, maxOutputTokens: wantedTokens };
  const promptTokens = fittingTokens(promptBytes(messages) + context.systemBytes);
  const maxOutputTokens = Math.min(wantedTokens, context.tokens - promptTokens);
  return maxOutputTokens < Math.min(wantedTokens, LEAST_OUTPUT_TOKENS)
    ? { problem: doesNotFit(member.name, promptTokens, context.tokens) }
    : { problem: null, maxOutputTokens };
}

/** Says that a prompt leaves a model too little room for its answer, in words for the user. */
export function doesNotFit(model: string, promptTokens: number, contextTokens: number): string {
  return (
    `The question and its attachments take about ${promptTokens} of the ${contextTokens} tokens that ${model} ` +
    "can read, which leaves too few for its answer. Attach less, start a new chat, or give the model a longer context."
  );
}
