import { EmbeddingError } from "../../core/errors.ts";
import type { EmbeddingSettings } from "../../core/settings/index.ts";
import { noInstructions } from "../instructions.ts";
import { downloadModel, type DownloadRequest, type LocalModel } from "../model-files/index.ts";
import { transformersEmbedder, tryAgain } from "../local/index.ts";

/**
 * Downloads the embedding model of the settings, and tries it before it counts as installed.
 *
 * @throws EmbeddingError when the settings name no downloadable model, or it cannot be downloaded or does not work; the
 * signal's reason
 */
export async function downloadChecked(
  settings: EmbeddingSettings,
  request: Omit<DownloadRequest, "check" | "name">,
): Promise<LocalModel> {
  refuseOthers(settings);
  const model = await downloadModel({ ...request, name: settings.model, check });
  tryAgain(model);
  return model;
}

/** Refuses models of endpoints, whose names must not be sent to a model hub, and models that would not be used. */
function refuseOthers({ backend, model, modelFolder }: EmbeddingSettings): void {
  if (backend === "endpoint") {
    throw new EmbeddingError(
      `${model} is a model of your endpoints, as smcs.embedding.backend says: there is nothing to download. Set smcs.embedding.backend to auto, and smcs.embedding.model to a name like Xenova/all-MiniLM-L6-v2, to have a model on this machine.`,
    );
  }
  if (modelFolder !== "") {
    throw new EmbeddingError(
      `smcs.embedding.modelFolder names ${modelFolder}, whose model is used: there is nothing to download. Clear that setting to have ${model} downloaded.`,
    );
  }
}

async function check(model: LocalModel, signal: AbortSignal): Promise<void> {
  const embedding = transformersEmbedder(model, { instructions: noInstructions });
  try {
    await embedding.embed(["Does it work?"], "document", signal);
  } finally {
    await embedding.close();
  }
}
