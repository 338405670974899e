import type { EmbeddingModel } from "../../core/ports.ts";
import type { Endpoint, EndpointModel } from "../../core/settings/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { endpointEmbedderOf, modelSpace } from "../endpoint/index.ts";
import { noInstructions } from "../instructions.ts";
import { findModel } from "../model-files/index.ts";
import { transformersEmbedder } from "../local/index.ts";
import { type EmbedderSources, instructionsOf, wantedEmbedder } from "./wanted-embedder.ts";

/** The space of a model on a machine; what stands first in it is the model's name. */
const LOCAL = /^transformers\/([^/]+\/[^/]+)\/(?:q8|fp32)\/[0-9a-f]{12}(?:\/d-[0-9a-f]{8})?$/;

/** The embedder of a space, whether it is the wanted one's or not; null when none can be had here. Reaches out to nobody. */
export async function embedderOfSpace(space: string, sources: EmbedderSources): Promise<EmbeddingModel | null> {
  const builtIn = builtInEmbedder();
  if (space === builtIn.space) return builtIn;
  const { embedding } = await wantedEmbedder(sources);
  if (embedding.space === space) return embedding;
  try {
    return (await onThisMachine(space, sources)) ?? (await served(space, sources));
  } catch {
    // Whatever keeps it from being had: no fault of an embedder may stop an answer.
    return null;
  }
}

/** A model on this machine, also one that the settings named before. */
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

/** A model of the settings' endpoints that embeds in a space, as one that was named for it before; null for none. */
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

/** Also those that are no part of the pool: a model that embeds is listed as disabled. */
function everyModel({ models }: Endpoint): EndpointModel[] {
  return models === "*" ? [] : models.map((model) => (typeof model === "string" ? { id: model } : model));
}
