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

/** A model to be downloaded. */
export interface DownloadRequest {
  /** `organisation/model`. */
  readonly name: string;
  /** Folder of the downloads; it need not exist. */
  readonly modelsFolder: string;
  readonly hub: Hub;
  /**
   * Tries the model before it is moved to its final folder; rejects when the model cannot be loaded or embeds nothing.
   * The folder is temporary, so none of its files may stay open.
   */
  readonly check: (model: LocalModel, signal: AbortSignal) => Promise<unknown>;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly signal: AbortSignal;
  /** What is known of the model's files in advance; null for nothing. Absent: what SMCS knows of this model. */
  readonly pin?: PinnedModel | null;
}

/**
 * Downloads a model, unless an earlier download is intact, and puts it into its folder whole or not at all. While
 * another window downloads the same model, that progress is reported and that model used.
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

/** Returns the error to report for any failure of a download. */
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
