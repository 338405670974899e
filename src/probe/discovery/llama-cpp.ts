import * as v from "valibot";
import type { Server } from "../../servers/index.ts";
import type { LocalFamily } from "./local-families.ts";
import { factLimits, readJsonOrNull } from "./read-json.ts";
import { tokenCount } from "../../server-facts/index.ts";

const propsSchema = v.object({
  default_generation_settings: v.object({ n_ctx: tokenCount }),
  total_slots: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  modalities: v.exactOptional(v.fallback(v.object({ vision: v.boolean() }), { vision: false })),
});

/**
 * Facts from llama.cpp's `/props`: the context of one slot. It does not say whether the slots share that context, as
 * they do unless the server was started with `--parallel` or `--no-kv-unified`.
 */
export const llamaCppFacts: LocalFamily = async (server, modelId, signal) => {
  const received = await propsOf(server, modelId, signal);
  if (!received.success) return null;
  const { default_generation_settings: settings, total_slots: slots, modalities } = received.output;
  const note =
    slots > 1
      ? `llama.cpp answers ${slots} requests at a time: set the endpoint's concurrency to ${slots}. Unless it was started with --parallel, they share one context.`
      : "llama.cpp answers one request at a time: set the endpoint's concurrency to 1.";
  return { family: "llama.cpp", contextTokens: settings.n_ctx, chats: true, ...modalities, note };
};

/** Resolves with how many requests llama.cpp answers at the same time; null when unknown. */
export async function llamaCppSlots(server: Server, modelId: string, signal: AbortSignal): Promise<number | null> {
  const received = await propsOf(server, modelId, signal);
  return received.success ? received.output.total_slots : null;
}

async function propsOf(server: Server, modelId: string, signal: AbortSignal) {
  // A server with several models needs the model's name; one with a single model ignores it.
  const path = `/props?model=${encodeURIComponent(modelId)}`;
  return v.safeParse(propsSchema, await readJsonOrNull(server, { path }, factLimits, signal));
}
