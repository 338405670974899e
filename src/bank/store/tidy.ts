import { randomUUID } from "node:crypto";
import { readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { renamePatiently } from "../../storage/index.ts";
import { inspectGeneration } from "./generation.ts";
import { generationFolder, generationsFolder, listGenerations } from "./layout.ts";

/** Before the name of a generation that is being written. */
export const BUILDING = ".building-";
/** Before the name of one that is being removed. */
const REMOVING = ".removing-";
/** A folder that is being written is older only if its writer was killed. */
const KILLED_MS = 60_000;

/** Moves a damaged generation out of the way, where a person can look at it. Nobody deletes it. */
export async function setAside(bankFolder: string, generation: number): Promise<void> {
  const when = new Date().toISOString().replaceAll(":", "-");
  const aside = path.join(bankFolder, `damaged-${generation}-${when}`);
  await renamePatiently(generationFolder(bankFolder, generation), aside);
}

/**
 * Removes what is not needed any more: all generations but the newest and the one before, and what killed writers left.
 * To be called under the lock. What cannot be removed now, such as a file that is read on Windows, is left to the next.
 */
export async function tidy(bankFolder: string): Promise<void> {
  const folder = generationsFolder(bankFolder);
  const [, , ...old] = await listGenerations(bankFolder);
  for (const generation of old) {
    await (generation === 0 ? removeLegacy(bankFolder) : remove(bankFolder, generation)).catch(() => undefined);
  }
  for (const name of await readdir(folder)) {
    const left = path.join(folder, name);
    if (name.startsWith(REMOVING) || (name.startsWith(BUILDING) && (await isOld(left)))) {
      await rm(left, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Renamed first, so that no reader takes a generation that is half gone for a damaged one. */
async function remove(bankFolder: string, generation: number): Promise<void> {
  const inspection = await inspectGeneration(bankFolder, generation);
  if (inspection !== null && inspection.damage.length > 0) {
    await setAside(bankFolder, generation);
    return;
  }
  const removing = path.join(generationsFolder(bankFolder), `${REMOVING}${randomUUID()}`);
  await rename(generationFolder(bankFolder, generation), removing);
}

/** Others may keep files in that folder. */
async function removeLegacy(bankFolder: string): Promise<void> {
  const folder = generationFolder(bankFolder, 0);
  for (const name of ["index.json", "packed.bin"]) await rm(path.join(folder, name), { force: true });
  await rmdir(folder);
}

async function isOld(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  return found !== null && found.mtimeMs < Date.now() - KILLED_MS;
}
