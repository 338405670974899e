import type { EmbeddingSettings } from "../../core/settings/settings.ts";
import type { ServedMember } from "../chat/pool.ts";

/** The members that chat: a model that embeds does not, though its endpoint may list it. */
export function withoutEmbedder(
  members: readonly ServedMember[],
  { backend, model }: EmbeddingSettings,
): readonly ServedMember[] {
  if (backend !== "endpoint") return members;
  return members.filter(({ reference }) => reference !== model.trim());
}
