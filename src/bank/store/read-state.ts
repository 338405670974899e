import { BankError } from "../../core/errors.ts";
import type { BankState, BankVersion } from "./bank-types.ts";
import { inspectGeneration, isDamaged, journalBytes, newestGeneration, readGeneration } from "./generation.ts";
import { indexEntries } from "./index-entries.ts";
import { generationFolder } from "./layout.ts";
import { tightenBank } from "./tighten-bank.ts";

/** How often a reader starts again because a writer removed the generation that it was reading. */
const TRIES = 50;

/** Returns whether a folder holds a bank, even a damaged one. */
export async function bankExists(bankFolder: string): Promise<boolean> {
  return (await newestGeneration(bankFolder)) !== null;
}

/** Returns the version of a bank from a few checks of its files; null without a bank. */
export async function bankVersion(bankFolder: string): Promise<BankVersion | null> {
  return startingOver(bankFolder, async (generation) => {
    if (generation === null) return { done: null };
    const folder = generationFolder(bankFolder, generation);
    const inspection = await inspectGeneration(bankFolder, generation);
    if (inspection === null) return null;
    if (inspection.damage.length > 0 && (await newestGeneration(bankFolder)) !== generation) return null;
    const { contentHash } = inspection.manifest;
    return { done: { generation, contentHash, journalBytes: await journalBytes(folder) } };
  });
}

/**
 * Reads one consistent state of a bank without a lock. A damaged bank is read as far as possible, with the help of the
 * previous generation; `losses` says what is missing.
 *
 * @throws BankError when there is no bank, or its files must not be read
 */
export async function readState(bankFolder: string): Promise<BankState> {
  await tightenBank(bankFolder);
  return startingOver(bankFolder, async (generation) => {
    if (generation === null) throw new BankError(`There is no question bank in ${bankFolder}.`);
    const state = await readGeneration(bankFolder, generation);
    if (state === null) return null;
    if (state.losses.length > 0 && (await newestGeneration(bankFolder)) !== generation) return null;
    return { done: isDamaged(state) ? await salvaged(state) : state };
  });
}

/** Reads all of a damaged bank, so that its losses are known. */
async function salvaged(state: BankState): Promise<BankState> {
  let count = 0;
  for await (const _ of indexEntries(state)) count += 1;
  return { ...state, manifest: { ...state.manifest, entries: Math.max(state.manifest.entries, count) } };
}

/** Reads the newest generation; starts again when `read` returns null because the generation was removed meanwhile. */
export async function startingOver<Result>(
  bankFolder: string,
  read: (generation: number | null) => Promise<{ readonly done: Result } | null>,
): Promise<Result> {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await read(await newestGeneration(bankFolder));
    if (result !== null) return result.done;
  }
  throw new BankError(`The question bank in ${bankFolder} is rewritten faster than it can be read. Try again later.`);
}
