import { existsSync } from "node:fs";
import { EmbeddingError } from "../../core/errors.ts";

/** From here: among the sources, or in the build's folder, whose chunks lie one deeper. */
const PLACES = ["./worker-main.ts", "./embedder.mjs", "../embedder.mjs"];

/** The worker's script. @throws EmbeddingError when it is missing */
export function workerFile(): URL {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (file === undefined) throw new EmbeddingError("The embedder's file embedder.mjs is missing: install SMCS again.");
  return file;
}
