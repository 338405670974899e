import { stat } from "node:fs/promises";
import path from "node:path";
import { codeOf, makeFolder, renamePatiently, syncFolder } from "../../storage/index.ts";
import { cachedModel } from "./cached-model.ts";
import { removeFolder, removingPlace } from "./download-places.ts";
import type { LocalModel } from "./local-model.ts";

/** Error codes of a rename when another window has just put a model there. */
const TAKEN = ["ENOTEMPTY", "EEXIST", "EPERM"];
const TRIES = 3;

/** Destination of a complete model. */
interface InstallOrder {
  readonly modelsFolder: string;
  /** Of the model below it. */
  readonly folder: string;
  readonly name: string;
}

/**
 * Renames a folder with a complete model and its manifest to the model's folder, in one step. An intact model that
 * another window put there meanwhile stays; anything else is moved away.
 *
 * @param made the folder; it is left where it is when it was not needed
 * @throws errors of the file system
 */
export async function installModel(made: string, { modelsFolder, folder, name }: InstallOrder): Promise<LocalModel> {
  await syncFolders(made);
  await makeFolder(path.dirname(folder));
  for (let tries = 1; ; tries++) {
    const there = await cachedModel(folder, name, "hashes");
    if (there !== null) return there;
    await moveAway(folder, modelsFolder);
    try {
      await renamePatiently(made, folder);
      break;
    } catch (error) {
      if (tries === TRIES || !TAKEN.includes(codeOf(error) ?? "")) throw error;
    }
  }
  await syncFolder(path.dirname(folder));
  const installed = await cachedModel(folder, name, "sizes");
  if (installed === null) throw new Error(`${folder} was changed while the model was put there`);
  return installed;
}

/** Moves a model's folder away in one step, then removes it. @returns whether there was one */
export async function moveAway(folder: string, modelsFolder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return false;
  const removing = removingPlace(modelsFolder);
  try {
    await renamePatiently(folder, removing);
  } catch (error) {
    // Another window did the same.
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
  await removeFolder(removing);
  return true;
}

async function syncFolders(made: string): Promise<void> {
  await syncFolder(path.join(made, "onnx"));
  await syncFolder(made);
}
