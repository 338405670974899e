import path from "node:path";
import { EmbeddingError } from "../../core/errors.ts";

const PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?";
const NAME = new RegExp(`^${PART}/${PART}$`);
const LONGEST = 96;

/**
 * Returns the folder of a model below the folder of all models: one level for the organisation, one for the model.
 *
 * @throws EmbeddingError when the name is not one of a model hub
 */
export function modelFolder(modelsFolder: string, name: string): string {
  if (!NAME.test(name) || name.includes("..") || name.length > LONGEST) {
    throw new EmbeddingError(
      `smcs.embedding.model: "${name.slice(0, LONGEST)}" is not a model's name. Write it like Xenova/all-MiniLM-L6-v2.`,
    );
  }
  return path.join(modelsFolder, ...name.split("/"));
}
