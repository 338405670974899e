import { rmdir } from "node:fs/promises";
import path from "node:path";
import { EmbeddingError, messageOf } from "../../core/errors.ts";
import { sweepPlaces } from "./download-places.ts";
import { moveAway } from "./install-model.ts";
import { modelFolder } from "./model-name.ts";

/**
 * Removes a downloaded model. None of its files may be open, because Windows does not allow that.
 *
 * @returns whether there was one
 * @throws EmbeddingError when it cannot be removed
 */
export async function removeModel(name: string, modelsFolder: string): Promise<boolean> {
  const folder = modelFolder(modelsFolder, name);
  try {
    const was = await moveAway(folder, modelsFolder);
    await sweepPlaces(modelsFolder);
    // The organisation's folder is removed with its last model.
    await rmdir(path.dirname(folder)).catch(() => undefined);
    return was;
  } catch (error) {
    throw new EmbeddingError(`The model in ${folder} could not be removed: ${messageOf(error)}. Try again.`, {
      cause: error,
    });
  }
}
