import { l10n } from "vscode";
import { inTheBackground } from "../../embedding/endpoint/index.ts";
import { calibrateOnce } from "../../embedding/calibration/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import {
  costOfMove,
  downloadChecked,
  type EmbedderText,
  embedderText,
  moveCostText,
  type ServingEmbedder,
  servingEmbedder,
  type WantedEmbedder,
  wantedEmbedder,
} from "../../embedding/serving/index.ts";
import { hubOf, removeModel } from "../../embedding/model-files/index.ts";
import { closeEmbedders } from "../../embedding/local/index.ts";
import { BankIsMovingError, moveBank } from "../../bank/spaces/index.ts";
import { ensureBank, noteOwnChange } from "../../bank/opened/index.ts";
import { EmbeddingError } from "../../core/errors.ts";
import type { BankSources } from "../model-source.ts";

// The editor's work with embedders, in one module that is loaded at its first use.

export { closeEmbedders, costOfMove, embedderText, moveCostText, type EmbedderText, type ServingEmbedder };

/** Returns the host that models are downloaded from. */
export const hubHost = (): string => new URL(hubOf(process.env).url).host;

/** Returns the embedder in use for the bank of the settings; creates a missing bank. */
export async function servingOf(sources: BankSources): Promise<ServingEmbedder> {
  await ensureBank(sources.bankFolder, sources.starterFolder, builtInEmbedder());
  return servingEmbedder(sources, sources.bankFolder);
}

/**
 * Moves the bank to the wanted embedder's space.
 *
 * @returns the number of embedded questions; null when another process is embedding
 * @throws EmbeddingError when that embedder is no longer available
 */
export async function move(
  wanted: WantedEmbedder,
  sources: BankSources,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<number | null> {
  const { embedding, lacking } = await wantedEmbedder({ ...sources, usefulForMs: inTheBackground });
  if (embedding.space !== wanted.embedding.space) {
    throw new EmbeddingError(lacking ?? l10n.t("{0} has been replaced meanwhile. Try again.", wanted.name));
  }
  const onProgress = ({ share }: { readonly share: number }): void => {
    onShare(share);
  };
  try {
    const { questions } = await moveBank(sources.bankFolder, embedding, { onProgress, signal });
    await noteOwnChange(sources.bankFolder);
    return questions;
  } catch (error) {
    if (error instanceof BankIsMovingError) return null;
    throw error;
  }
}

/** Determines the thresholds of similar texts for an embedder, unless they are known. */
export async function calibrate({ embedding }: WantedEmbedder, { modelsFolder }: BankSources, signal: AbortSignal) {
  await calibrateOnce(embedding, modelsFolder, signal);
}

/** Fetches the model of the settings. */
export async function download(
  { settings, modelsFolder }: BankSources,
  onProgress: (progress: { readonly loaded: number; readonly total: number | null }) => void,
  signal: AbortSignal,
): Promise<void> {
  await downloadChecked(settings.embedding, { modelsFolder, hub: hubOf(process.env), onProgress, signal });
}

/** Removes the downloaded model of the settings. Returns false when there was none. */
export async function remove({ settings, modelsFolder }: BankSources): Promise<boolean> {
  await closeEmbedders();
  return removeModel(settings.embedding.model, modelsFolder);
}
