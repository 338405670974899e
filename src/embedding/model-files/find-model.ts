import { cachedModel } from "./cached-model.ts";
import type { LocalModel } from "./local-model.ts";
import { modelFolder } from "./model-name.ts";
import { ownModel } from "./own-model.ts";

/** Where a model may be. */
interface WhereToLook {
  /** `organisation/model`. */
  readonly name: string;
  /** Where downloads are kept; it need not exist. */
  readonly modelsFolder: string;
  /** What `smcs.embedding.modelFolder` says; null or empty for nothing. */
  readonly ownFolder: string | null;
}

/**
 * Finds a model on this machine, without any network: in the user's own folder where one is named, else among the
 * downloads. What a download did not leave there whole is not found.
 *
 * @throws EmbeddingError when the name is none, or the user's own folder cannot be used
 */
export async function findModel({ name, modelsFolder, ownFolder }: WhereToLook): Promise<LocalModel | null> {
  if (ownFolder !== null && ownFolder !== "") return ownModel(ownFolder, name);
  return cachedModel(modelFolder(modelsFolder, name), name, "sizes");
}
