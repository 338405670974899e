import type { PoolMember, ServerTraits } from "./ports.ts";

/** The amount that a member can read and write in one request. */
interface ContextRoom {
  /** Tokens of prompt and reply together. */
  readonly tokens: number;
  /** Bytes of the model's own system prompt, in UTF-8. */
  readonly systemBytes: number;
}

/** Returns the room that every server of a member has; null when the context of none is known. */
export function contextOf({ servers }: { readonly servers: readonly ServerTraits[] }): ContextRoom | null {
  const known = servers.flatMap(({ contextTokens }) => (contextTokens === null ? [] : [contextTokens]));
  if (known.length === 0) return null;
  const systemBytes = Math.max(...servers.map((server) => server.systemBytes));
  return { tokens: Math.min(...known), systemBytes };
}

/**
 * Returns the tokens of prompt and reply that fit into the context of every member; null when no member's context is
 * known.
 */
export function contextRoom(members: readonly Pick<PoolMember, "servers">[]): number | null {
  const known = members.flatMap((member) => contextOf(member)?.tokens ?? []);
  return known.length === 0 ? null : Math.min(...known);
}
