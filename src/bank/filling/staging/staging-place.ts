import { createHash } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../../core/errors.ts";
import { takeLock } from "../../../storage/index.ts";
import { storageFailure } from "../../store/index.ts";

/** A staging file is removed when no import has resumed it for this long. */
const KEPT_DAYS = 7;

/** Folder of the unfinished imports into a bank. */
const importsFolder = (bankFolder: string): string => path.join(bankFolder, "imports");

/**
 * Returns the path of an import's staging file: the same for the same file, options and spaces, and different
 * otherwise.
 */
export function stagingPlace(bankFolder: string, whatIsImported: unknown): string {
  const key = createHash("sha256").update(JSON.stringify(whatIsImported)).digest("hex").slice(0, 32);
  return path.join(importsFolder(bankFolder), `${key}.log`);
}

/**
 * Runs `work` while no other process stages at the same place. Waits while another process does.
 *
 * @param work its signal aborts, with a BankError as the reason, when this process loses the place
 * @throws BankError when the folder cannot be written
 */
export async function alone<Result>(
  file: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lock = await takeLock({
    folder: `${file}.lock`,
    staleMs: 5_000,
    pauseMs: 200,
    keepWaiting: () => true,
    whenLost: (reason) => new BankError(`The lock of ${file} was lost: ${reason}. Import the file again.`),
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw storageFailure(error, path.dirname(path.dirname(file)));
  });
  return lock.during(signal, work);
}

/** Removes the staging files of imports that were not resumed. @param now milliseconds since 1970 */
export async function removeForgotten(bankFolder: string, now: number): Promise<void> {
  const folder = importsFolder(bankFolder);
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const last = await stat(file).catch(() => null);
    if (last !== null && now - last.mtimeMs > KEPT_DAYS * 86_400_000) await rm(file, { recursive: true, force: true });
  }
}
