import { EmbeddingError } from "../../core/errors.ts";
import { PartTrouble } from "./download-parts.ts";
import type { Hub } from "./hub.ts";
import { troubleOf } from "./trouble-of.ts";

const NETWORK =
  "Try again later. Behind a proxy, set http.proxy; without network, name a folder with the model's files in smcs.embedding.modelFolder.";

/** What to tell about a download that failed, whatever was thrown. */
export function downloadFailure(error: unknown, name: string, { url, limits }: Hub): EmbeddingError {
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
