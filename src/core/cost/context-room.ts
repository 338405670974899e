import type { ChatMessage, PoolMember, ServerTraits } from "../ports.ts";
import { fittingTokens, LEAST_OUTPUT_TOKENS, promptBytes } from "../tokens.ts";

/** What a member can read and write in one request. */
export interface ContextRoom {
  /** Of prompt and reply together. */
  readonly tokens: number;
  /** Of its own system prompt, in UTF-8. */
  readonly systemBytes: number;
}

/** The room that each of a member's servers has; null when no server's is known. */
export function contextOf({ servers }: { readonly servers: readonly ServerTraits[] }): ContextRoom | null {
  const known = servers.flatMap(({ contextTokens }) => (contextTokens === null ? [] : [contextTokens]));
  if (known.length === 0) return null;
  const systemBytes = Math.max(...servers.map((server) => server.systemBytes));
  return { tokens: Math.min(...known), systemBytes };
}

/** The tokens of prompt and reply that each of these members has room for; null when no member's are known. */
export function contextRoom(members: readonly Pick<PoolMember, "servers">[]): number | null {
  const known = members.flatMap((member) => contextOf(member)?.tokens ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

/** How many output tokens a request leaves room for. */
export type FittedReply =
  | { readonly problem: null; readonly maxOutputTokens: number }
  /** In words for the user. */
  | { readonly problem: string };

/** The output limit of a request whose prompt stays as it is: what is wanted, or what the context leaves. */
export function fitReply(member: PoolMember, messages: readonly ChatMessage[], wantedTokens: number): FittedReply {
  const context = contextOf(member);
  if (context === null) return { problem: null, maxOutputTokens: wantedTokens };
  const promptTokens = fittingTokens(promptBytes(messages) + context.systemBytes);
  const maxOutputTokens = Math.min(wantedTokens, context.tokens - promptTokens);
  return maxOutputTokens < Math.min(wantedTokens, LEAST_OUTPUT_TOKENS)
    ? { problem: doesNotFit(member.name, promptTokens, context.tokens) }
    : { problem: null, maxOutputTokens };
}

/** That a prompt leaves a model no room for its work, in words for the user. */
export function doesNotFit(model: string, promptTokens: number, contextTokens: number): string {
  return (
    `The question and its attachments take about ${promptTokens} of the ${contextTokens} tokens that ${model} ` +
    "can read, which leaves too few for its answer. Attach less, start a new chat, or give the model a longer context."
  );
}
