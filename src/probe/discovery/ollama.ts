import * as v from "valibot";
import type { LocalFamily } from "./local-families.ts";
import { factLimits, readJsonOrNull } from "./read-json.ts";
import { readsPictures, tokenCount } from "../../server-facts/index.ts";

const showSchema = v.object({
  /** The model's own settings, one per line. */
  parameters: v.fallback(v.string(), ""),
  model_info: v.record(v.string(), v.unknown()),
  capabilities: v.fallback(v.nullable(v.array(v.string())), null),
});

const loadedSchema = v.object({
  models: v.array(v.fallback(v.nullable(v.object({ name: v.string(), context_length: tokenCount })), null)),
});

/**
 * Facts from Ollama's `/api/show` and `/api/ps`. A model's maximum context says little, because Ollama's own default is
 * smaller, and Ollama cuts longer prompts silently. The relevant value is the context of the loaded model, else the one
 * in its settings.
 */
export const ollamaFacts: LocalFamily = async (server, modelId, signal) => {
  const ask = (path: string, body?: object) =>
    readJsonOrNull(server, body === undefined ? { path } : { path, body }, factLimits, signal);
  const shown = v.safeParse(showSchema, await ask("/api/show", { model: modelId }));
  if (!shown.success) return null;
  const { parameters, model_info: info, capabilities } = shown.output;
  const loaded = v.safeParse(loadedSchema, await ask("/api/ps"));
  const running = loaded.success ? loaded.output.models.find((model) => model?.name === withTag(modelId)) : null;
  const asked = /^num_ctx\s+(\d+)\s*$/m.exec(parameters)?.[1];
  const contextTokens = running?.context_length ?? (asked === undefined ? null : Number(asked));
  const most = Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1];
  return {
    family: "Ollama",
    contextTokens,
    ...(capabilities !== null && { vision: readsPictures(capabilities) }),
    chats: capabilities === null || capabilities.includes("completion"),
    note: typeof most === "number" ? contextNote(contextTokens, most) : null,
  };
};

function withTag(modelId: string): string {
  return modelId.includes(":") ? modelId : `${modelId}:latest`;
}

function contextNote(contextTokens: number | null, most: number): string | null {
  if (contextTokens !== null && contextTokens >= most) return null;
  const given = contextTokens === null ? "a context of its own choice" : `a context of ${contextTokens} tokens`;
  return `Ollama gives this model ${given} and silently cuts longer prompts; it could read ${most}. Set OLLAMA_CONTEXT_LENGTH where Ollama runs.`;
}
