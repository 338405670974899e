import type { PoolMember } from "../../core/ports.ts";
import type { EmbeddingSettings } from "../../core/settings/index.ts";

/** The members that chat: a model that embeds does not, though its endpoint may list it. */
export function withoutEmbedder<Member extends Pick<PoolMember, "reference">>(
  members: readonly Member[],
  { backend, model }: EmbeddingSettings,
): readonly Member[] {
  if (backend !== "endpoint") return members;
  return members.filter(({ reference }) => reference !== model.trim());
}
