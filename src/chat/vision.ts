import * as v from "valibot";

const words = v.fallback(v.array(v.string()), []);

/** What an entry of a list of models may say of pictures: OpenRouter, Mistral, and servers that list abilities. */
export const visionEntries = {
  architecture: v.fallback(v.object({ input_modalities: words }), { input_modalities: [] }),
  input_modalities: words,
  capabilities: v.fallback(v.union([v.array(v.string()), v.object({ vision: v.boolean() })]), []),
};

type Said = v.InferOutput<v.ObjectSchema<typeof visionEntries, undefined>>;

/** Returns that a model reads pictures, where the list says so; nothing otherwise, which is not that it does not. */
export function visionOf({ architecture, input_modalities, capabilities }: Said): { readonly vision?: true } {
  const able = Array.isArray(capabilities) ? readsPictures(capabilities) : capabilities.vision;
  const takes = [...architecture.input_modalities, ...input_modalities].includes("image");
  return able || takes ? { vision: true } : {};
}

/** Whether a list of abilities, as Ollama and llama.cpp write it, has that of reading pictures. */
export function readsPictures(abilities: readonly string[]): boolean {
  return abilities.includes("vision") || abilities.includes("multimodal");
}
