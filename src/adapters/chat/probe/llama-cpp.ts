import * as v from "valibot";
import type { LocalFamily } from "./local-families.ts";
import { factLimits, readJsonOrNull } from "./read-json.ts";
import { tokenCount } from "./token-count.ts";

const propsSchema = v.object({
  default_generation_settings: v.object({ n_ctx: tokenCount }),
  total_slots: v.fallback(v.number(), 1),
  modalities: v.exactOptional(v.fallback(v.object({ vision: v.boolean() }), { vision: false })),
});

/** llama.cpp's `/props`. A request has the room of one slot, whatever the server as a whole was started with. */
export const llamaCppFacts: LocalFamily = async (server, modelId, signal) => {
  // A server with several models wants to know which; one with a single model does not mind.
  const path = `/props?model=${encodeURIComponent(modelId)}`;
  const received = v.safeParse(propsSchema, await readJsonOrNull(server, { path }, factLimits, signal));
  if (!received.success) return null;
  const { default_generation_settings: settings, total_slots: slots, modalities } = received.output;
  const note = slots > 1 ? `llama.cpp answers ${slots} requests at a time, each with a context of its own.` : null;
  return { family: "llama.cpp", contextTokens: settings.n_ctx, chats: true, ...modalities, note };
};
