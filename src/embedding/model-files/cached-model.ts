import { stat } from "node:fs/promises";
import path from "node:path";
import { hashOfFile } from "./file-hash.ts";
import { type LocalModel, localModel, type ModelFile } from "./local-model.ts";
import { readManifest } from "./manifest.ts";
import { missingPart } from "./model-parts.ts";
import { isAsPinned, pinnedModel } from "./pinned-models.ts";

/**
 * Resolves with the model that a download left in this folder; null when there is none, or when its files have changed.
 *
 * @param compare sizes are enough for every start; hashes also find damage that keeps a file's size
 */
export async function cachedModel(
  folder: string,
  name: string,
  compare: "sizes" | "hashes",
): Promise<LocalModel | null> {
  const manifest = await readManifest(folder);
  if (manifest?.name !== name || missingPart(manifest.files.map((file) => file.path)) !== null) return null;
  if (!isAsPinned(pinnedModel(name), manifest.files)) return null;
  for (const file of manifest.files) if (!(await isAsListed(folder, file, compare))) return null;
  return localModel(name, folder, manifest.files);
}

async function isAsListed(folder: string, file: ModelFile, compare: "sizes" | "hashes"): Promise<boolean> {
  const place = path.join(folder, file.path);
  const found = await stat(place).catch(() => null);
  if (found === null || !found.isFile() || found.size !== file.bytes) return false;
  return compare === "sizes" || (await hashOfFile(place, "sha256").catch(() => null)) === file.sha256;
}
