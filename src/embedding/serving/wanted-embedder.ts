import { EmbeddingError, messageOf } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { Settings } from "../../core/settings/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { duringRuns, type EndpointEmbedder, endpointEmbedderOf, type UsefulForMs } from "../endpoint/index.ts";
import type { Instructions } from "../instructions.ts";
import { findModel, type LocalModel } from "../model-files/index.ts";
import { transformersEmbedder } from "../local/index.ts";

/** What embedders are made of. */
export interface EmbedderSources {
  readonly settings: Pick<Settings, "embedding" | "endpoints">;
  readonly keyOf: KeyOf;
  /** Folder of the downloaded models. */
  readonly modelsFolder: string;
  /** How long a server's embeddings are of use: those of a run unless said otherwise. */
  readonly usefulForMs?: UsefulForMs;
}

/** The embedder that the settings ask for, as far as it can be had now. */
export interface WantedEmbedder {
  readonly kind: "built-in" | "transformers" | "endpoint";
  /** For people. */
  readonly name: string;
  readonly embedding: EmbeddingModel;
  /** Why it is not what the settings ask for, in a sentence; null when it is. */
  readonly lacking: string | null;
  /** Whether a download would mend that. */
  readonly canDownload: boolean;
  /** What embedding texts will cost, where a server does it; null on this machine. */
  readonly costOf: EndpointEmbedder["costOf"] | null;
}

/** The embedder that the settings ask for; the built-in one, with the reason, where that cannot be had. Reaches out to nobody. */
export async function wantedEmbedder(sources: EmbedderSources): Promise<WantedEmbedder> {
  const { backend, model, modelFolder } = sources.settings.embedding;
  if (backend === "built-in") return builtIn(null);
  try {
    if (backend === "endpoint") return await endpoint(sources);
    const local = await localModel(sources);
    if (local !== null) return transformers(local, sources);
    const reason = `The embedding model ${model} is not on this machine yet.`;
    return { ...builtIn(reason), canDownload: modelFolder === "" };
  } catch (error) {
    // No fault of an embedder may stop an answer.
    return builtIn(
      error instanceof EmbeddingError ? error.message : `The embedder cannot be used: ${messageOf(error)}`,
    );
  }
}

function builtIn(lacking: string | null): WantedEmbedder {
  const embedding = builtInEmbedder();
  return { kind: "built-in", name: "Built-in embedder", embedding, lacking, canDownload: false, costOf: null };
}

async function endpoint({ settings, keyOf, usefulForMs = duringRuns }: EmbedderSources): Promise<WantedEmbedder> {
  const { model } = settings.embedding;
  const embedding = await endpointEmbedderOf(
    { reference: model, endpoints: settings.endpoints, keyOf, instructions: instructionsOf(settings) },
    { usefulForMs },
  );
  const costOf: EndpointEmbedder["costOf"] = (texts, purpose) => embedding.costOf(texts, purpose);
  return { kind: "endpoint", name: model, embedding, lacking: null, canDownload: false, costOf };
}

function transformers(local: LocalModel, { settings }: EmbedderSources): WantedEmbedder {
  const embedding = transformersEmbedder(local, { instructions: instructionsOf(settings) });
  return { kind: "transformers", name: local.name, embedding, lacking: null, canDownload: false, costOf: null };
}

function localModel({ settings, modelsFolder }: EmbedderSources): Promise<LocalModel | null> {
  const { model, modelFolder } = settings.embedding;
  return findModel({ name: model, modelsFolder, ownFolder: modelFolder === "" ? null : modelFolder });
}

/** What the settings tell models about the texts that they embed. */
export function instructionsOf({ embedding }: Pick<Settings, "embedding">): Instructions {
  return { query: embedding.queryInstruction, document: embedding.documentInstruction };
}
