import type { EmbeddingModel } from "../../core/ports.ts";
import type { Endpoint, EndpointModel } from "../../core/endpoints/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { endpointEmbedderOf, modelSpace } from "../endpoint/index.ts";
import { noInstructions } from "../instructions.ts";
import { findModel } from "../model-files/index.ts";
import { transformersEmbedder } from "../local/index.ts";
import { type EmbedderSources, instructionsOf, wantedEmbedder } from "./wanted-embedder.ts";

/** The space of a model on a machine; it begins with the model's name. */
const LOCAL = /^transformers\/([^/]+\/[^/]+)\/(?:q8|fp32)\/[0-9a-f]{12}(?:\/d-[0-9a-f]{8})?$/;

/**
 * Resolves with the embedder of a space, whether or not the settings ask for it; null when it is not available here.
 * Sends no request.
 */
export async function embedderOfSpace(space: string, sources: EmbedderSources): Promise<EmbeddingModel | null> {
  const builtIn = builtInEmbedder();
  if (space === builtIn.space) return builtIn;
  const { embedding } = await wantedEmbedder(sources);
  if (embedding.space === space) return embedding;
  try {
    return (await onThisMachine(space, sources)) ?? (await served(space, sources));
  } catch {
    // Any error counts as unavailable: a failure of an embedder must not prevent an answer.
    return null;
  }
}

/** Resolves with a model on this machine, including one that the settings named earlier. */
async function onThisMachine(
  space: string,
  { settings, modelsFolder }: EmbedderSources,
): Promise<EmbeddingModel | null> {
  const name = LOCAL.exec(space)?.[1];
  if (name === undefined) return null;
  for (const ownFolder of [settings.embedding.modelFolder, null]) {
    const model = await findModel({ name, modelsFolder, ownFolder }).catch(() => null);
    if (model === null) continue;
    for (const instructions of [instructionsOf(settings), noInstructions]) {
      const embedding = transformersEmbedder(model, { instructions });
      if (embedding.space === space) return embedding;
    }
  }
  return null;
}

/**
 * Resolves with a model of the settings' endpoints that embeds in a space, such as one named earlier; null for none.
 */
async function served(space: string, { settings, keyOf }: EmbedderSources): Promise<EmbeddingModel | null> {
  const instructions = instructionsOf(settings);
  for (const endpoint of settings.endpoints.filter(({ enabled }) => enabled !== false)) {
    const model = everyModel(endpoint).find((one) => modelSpace(one, instructions) === space);
    if (model === undefined) continue;
    return endpointEmbedderOf({
      reference: `${endpoint.name}/${model.id}`,
      endpoints: settings.endpoints,
      keyOf,
      instructions,
    });
  }
  return null;
}

/** Includes models outside the pool, because an embedding model is listed as disabled. */
function everyModel({ models }: Endpoint): EndpointModel[] {
  return models === "*" ? [] : models.map((model) => (typeof model === "string" ? { id: model } : model));
}
