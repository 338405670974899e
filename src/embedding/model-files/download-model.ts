import { EmbeddingError, messageOf } from "../../core/errors.ts";
import { makeFolder } from "../../storage/index.ts";
import { cachedModel } from "./cached-model.ts";
import { downloadParts, PartTrouble } from "./download-parts.ts";
import { type DownloadPlace, newPlace, removeFolder, sweepPlaces, waitForOthers } from "./download-places.ts";
import { type DownloadProgress, ProgressMeter } from "./download-progress.ts";
import type { Hub } from "./hub.ts";
import { installModel } from "./install-model.ts";
import { type LocalModel, localModel } from "./local-model.ts";
import { writeManifest } from "./manifest.ts";
import { modelFolder } from "./model-name.ts";
import { type PinnedModel, pinnedModel } from "./pinned-models.ts";
import { troubleOf } from "./download-trouble.ts";

/** A model that is to be on this machine. */
export interface DownloadRequest {
  /** `organisation/model`. */
  readonly name: string;
  /** Where downloads are kept; it need not exist. */
  readonly modelsFolder: string;
  readonly hub: Hub;
  /**
   * Tries the model before it gets its place: rejects when it cannot be loaded or embeds nothing. The model's folder is
   * one for the time being, and nothing of it may stay open.
   */
  readonly check: (model: LocalModel, signal: AbortSignal) => Promise<unknown>;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly signal: AbortSignal;
  /** What is known of the model's files beforehand; null for nothing. Without it, what SMCS knows of this model. */
  readonly pin?: PinnedModel | null;
}

/**
 * Downloads a model, unless it is there as a download left it, and puts it into its place whole or not at all. Where
 * another window downloads the same model, its progress is shown and its model used.
 *
 * @throws EmbeddingError that says which file failed, where, why and what to do; the signal's reason
 */
export async function downloadModel(request: DownloadRequest): Promise<LocalModel> {
  const { name, modelsFolder, hub, signal } = request;
  const folder = modelFolder(modelsFolder, name);
  signal.throwIfAborted();
  try {
    await makeFolder(modelsFolder);
    await sweepPlaces(modelsFolder);
    const place = await newPlace(modelsFolder, name);
    try {
      return await atPlace(request, folder, place);
    } finally {
      await removeFolder(place.folder);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw downloadFailure(error, name, hub);
  }
}

async function atPlace(request: DownloadRequest, folder: string, place: DownloadPlace): Promise<LocalModel> {
  const { name, modelsFolder, hub, signal, pin = pinnedModel(name) } = request;
  const meter = new ProgressMeter(request.onProgress);
  const ofOthers = (loaded: number): void => {
    meter.show({ loaded, total: null });
  };
  await waitForOthers(place, hub.limits.otherIdleMs, ofOthers, signal);
  const there = await cachedModel(folder, name, "hashes");
  if (there !== null) return there;
  const { revision, files } = await downloadParts({ name, hub, folder: place.folder, pin, meter, signal });
  meter.flush();
  await tried(localModel(name, place.folder, files), request);
  const downloadedAt = new Date().toISOString();
  await writeManifest(place.folder, { format: 1, name, revision, downloadedAt, files: [...files] });
  signal.throwIfAborted();
  return installModel(place.folder, { modelsFolder, folder, name });
}

async function tried(model: LocalModel, { check, signal }: DownloadRequest): Promise<void> {
  try {
    await check(model, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new EmbeddingError(
      `The embedding model ${model.name} was downloaded, but cannot be used: ${messageOf(error)} Choose another one in smcs.embedding.model. Until then the built-in embedder is used.`,
      { cause: error },
    );
  }
}

const NETWORK =
  "Try again later. Behind a proxy, set http.proxy; without network, name a folder with the model's files in smcs.embedding.modelFolder.";

/** Returns what to tell about a download that failed, whatever was thrown. */
function downloadFailure(error: unknown, name: string, { url, limits }: Hub): EmbeddingError {
  if (error instanceof EmbeddingError) return error;
  const trouble = error instanceof PartTrouble ? error.trouble : troubleOf(error, limits.connectMs);
  const what = error instanceof PartTrouble ? `${error.part} from ${trouble.host ?? new URL(url).host}: ` : "";
  const sentences = [
    `The embedding model ${name} could not be downloaded.`,
    `${what}${trouble.message}.`,
    trouble.advice ?? NETWORK,
    "Until then the built-in embedder is used.",
  ];
  return new EmbeddingError(sentences.filter((sentence) => sentence !== "").join(" "), { cause: error });
}
