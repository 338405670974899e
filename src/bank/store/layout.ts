import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../storage/index.ts";

export const MANIFEST_FILE = "manifest.json";
export const INDEX_FILE = "index.pb";
export const JOURNAL_FILE = "journal.log";

/** Folder of all generations of a bank. */
export const generationsFolder = (bankFolder: string): string => path.join(bankFolder, "generations");

/** Folder of one generation. Generation 0 is a bank of the time before there were generations. */
export function generationFolder(bankFolder: string, generation: number): string {
  return generation === 0 ? path.join(bankFolder, "index") : path.join(generationsFolder(bankFolder), `${generation}`);
}

/** The bank folder that a generation's folder belongs to. */
export function bankFolderOf(folder: string, generation: number): string {
  return generation === 0 ? path.dirname(folder) : path.dirname(path.dirname(folder));
}

/** The numbers of the generations that are there, newest first. */
export async function listGenerations(bankFolder: string): Promise<number[]> {
  const names = await readdir(generationsFolder(bankFolder)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const numbers = names.filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number);
  if (await exists(path.join(generationFolder(bankFolder, 0), "index.json"))) numbers.push(0);
  return numbers.sort((a, b) => b - a);
}

/** Whether there is a file or folder of this name. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}
