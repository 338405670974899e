import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { EmbeddingError, messageOf } from "../../core/errors.ts";
import { contentTrouble } from "./content-trouble.ts";
import { hashOfFile } from "./file-hash.ts";
import { type LocalModel, localModel, type ModelFile } from "./local-model.ts";
import { modelFolder } from "./model-name.ts";
import { missingPart, optionalParts, PARTS_IN_WORDS, requiredParts, weightForms } from "./model-parts.ts";

/**
 * Resolves with the model in a user's own folder: the model's folder itself, or one that has `<organisation>/<model>`
 * below it. The files are hashed once per process, which takes a tenth of the loading time.
 *
 * @param folder absolute, or beginning with `~/`
 * @throws EmbeddingError that names what is missing or unusable, and where to get it
 */
export async function ownModel(folder: string, name: string): Promise<LocalModel> {
  const place = folder.startsWith("~/") ? path.join(homedir(), folder.slice(2)) : folder;
  const below = modelFolder(place, name);
  const its = (await exists(path.join(below, "config.json"))) ? below : place;
  try {
    const parts = await partsIn(its);
    const missing = missingPart(parts);
    if (missing !== null) throw unusable(name, its, `${missing} is missing`);
    const files: ModelFile[] = [];
    for (const part of parts) files.push(await inspected(its, part, name));
    return localModel(name, its, files);
  } catch (error) {
    throw error instanceof EmbeddingError ? error : unusable(name, its, messageOf(error));
  }
}

/** Resolves with the existing parts; of the weights only the form that will be used. */
async function partsIn(folder: string): Promise<string[]> {
  const there = async (parts: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(parts.map((part) => exists(path.join(folder, part))));
    return parts.filter((_, i) => found[i]);
  };
  const parts = await there([...requiredParts, ...optionalParts]);
  for (const { path: weights, data } of weightForms) {
    const form = await there([weights, data]);
    if (form.includes(weights)) return [...parts, ...form];
  }
  return parts;
}

/** Earlier results by file: a file with the same size and modification time is not hashed again. */
const known = new Map<string, ModelFile>();

async function inspected(folder: string, part: string, name: string): Promise<ModelFile> {
  const file = path.join(folder, part);
  const { size, mtimeMs, ino } = await stat(file);
  const key = JSON.stringify([file, size, mtimeMs, ino]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const trouble = await contentTrouble(file);
  if (trouble !== null) throw unusable(name, folder, `${part}: ${trouble}`);
  const found = { path: part, bytes: size, sha256: await hashOfFile(file, "sha256") };
  known.set(key, found);
  return found;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

function unusable(name: string, folder: string, why: string): EmbeddingError {
  return new EmbeddingError(
    `smcs.embedding.modelFolder: the folder ${folder} cannot be used as ${name}: ${why}. Copy ${PARTS_IN_WORDS} there, from https://huggingface.co/${name}/tree/main or a mirror of it. Until then the built-in embedder is used.`,
  );
}
