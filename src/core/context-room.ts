import type { PoolMember, ServerTraits } from "./ports.ts";

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
