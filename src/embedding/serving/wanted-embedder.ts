import { EmbeddingError, messageOf } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { Settings } from "../../core/settings/index.ts";
import type { KeyOf } from "../../chat/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { duringRuns, type EndpointEmbedder, endpointEmbedderOf, type UsefulForMs } from "../endpoint/index.ts";
import type { Instructions } from "../instructions.ts";
import { findModel, type LocalModel } from "../model-files/index.ts";
import { transformersEmbedder } from "../local/index.ts";

/** What embedders are made from. */
export interface EmbedderSources {
  readonly settings: Pick<Settings, "embedding" | "endpoints">;
  readonly keyOf: KeyOf;
  /** Folder of the downloaded models. */
  readonly modelsFolder: string;
  /** How long a server's embeddings are useful; by default as in a run. */
  readonly usefulForMs?: UsefulForMs;
  /** Whether the bank is a team's: its vectors are everybody's, and this machine does not embed it anew. */
  readonly isShared?: boolean;
}

/** The embedder that the settings ask for, as far as it is available. */
export interface WantedEmbedder {
  readonly kind: "built-in" | "transformers" | "endpoint";
  /** For users. */
  readonly name: string;
  readonly embedding: EmbeddingModel;
  /** Why it is not the embedder that the settings ask for, in a sentence; null when it is. */
  readonly lacking: string | null;
  /** Whether a download would make the embedder available. */
  readonly canDownload: boolean;
  /** Returns the cost of embedding texts on a server; null for embedders on this machine. */
  readonly costOf: EndpointEmbedder["costOf"] | null;
}

/** Resolves with the embedder that the settings ask for, or with the built-in one and the reason. Sends no request. */
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
    // A failure of an embedder must not prevent an answer.
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

/** Returns the instructions for embedding texts from the settings. */
export function instructionsOf({ embedding }: Pick<Settings, "embedding">): Instructions {
  return { query: embedding.queryInstruction, document: embedding.documentInstruction };
}
