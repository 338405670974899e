import type { PoolMember } from "../../core/ports.ts";
import type { EmbeddingSettings } from "../../core/settings/index.ts";

/** Returns the members that chat, without the embedding model, which its endpoint may list. */
export function withoutEmbedder<Member extends Pick<PoolMember, "reference">>(
  members: readonly Member[],
  { backend, model }: EmbeddingSettings,
): readonly Member[] {
  if (backend !== "endpoint") return members;
  return members.filter(({ reference }) => reference !== model.trim());
}
