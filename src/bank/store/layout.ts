import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../storage/index.ts";

export const MANIFEST_FILE = "manifest.json";
export const INDEX_FILE = "index.pb";
export const JOURNAL_FILE = "journal.log";

/** Returns the folder of all generations of a bank. */
export const generationsFolder = (bankFolder: string): string => path.join(bankFolder, "generations");

/** Returns the folder of one generation. */
export const generationFolder = (bankFolder: string, generation: number): string =>
  path.join(generationsFolder(bankFolder), `${generation}`);

/** Returns the bank folder that a generation's folder belongs to. */
export const bankFolderOf = (folder: string): string => path.dirname(path.dirname(folder));

/** Returns the numbers of the existing generations, newest first. */
export async function listGenerations(bankFolder: string): Promise<number[]> {
  const names = await readdir(generationsFolder(bankFolder)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const numbers = names.filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number);
  return numbers.sort((a, b) => b - a);
}

/** Returns whether a file or folder of this name exists. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}
