import { cachedModel } from "./cached-model.ts";
import type { LocalModel } from "./local-model.ts";
import { modelFolder } from "./model-name.ts";
import { ownModel } from "./own-model.ts";

/** Where to look for a model. */
interface WhereToLook {
  /** `organisation/model`. */
  readonly name: string;
  /** Folder of the downloads; it need not exist. */
  readonly modelsFolder: string;
  /** The value of `smcs.embedding.modelFolder`; null or empty for none. */
  readonly ownFolder: string | null;
}

/**
 * Finds a model on this machine, without any network: in the user's own folder if one is named, else among the
 * downloads. Incomplete downloads are not found.
 *
 * @throws EmbeddingError when the name is invalid, or the user's own folder cannot be used
 */
export async function findModel({ name, modelsFolder, ownFolder }: WhereToLook): Promise<LocalModel | null> {
  if (ownFolder !== null && ownFolder !== "") return ownModel(ownFolder, name);
  return cachedModel(modelFolder(modelsFolder, name), name, "sizes");
}
