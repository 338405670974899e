import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { BankError, messageOf } from "../../core/errors.ts";
import { codeOf, isMissing } from "../../storage/index.ts";
import type { BankState, IndexPart, Manifest } from "./bank-types.ts";
import { readJournal } from "./journal.ts";
import {
  bankFolderOf,
  exists,
  generationFolder,
  INDEX_FILE,
  JOURNAL_FILE,
  listGenerations,
  MANIFEST_FILE,
} from "./layout.ts";
import { decodeManifest, NewerFormatError } from "./manifest.ts";
import { readParts } from "./read-parts.ts";
import type { IndexItem, Kind } from "./stored-entry.ts";

/** Prefix of the content hash of a generation whose files differ from what its writer recorded. */
const DAMAGED = "damaged-";

/** A generation, according to its manifest and the sizes of its files. */
interface Inspection {
  readonly folder: string;
  /** With a content hash of its own when files are damaged, so that no side file matches it. */
  readonly manifest: Manifest;
  /** Whether the manifest is the one a writer recorded; otherwise it describes the files that were found. */
  readonly recorded: boolean;
  /** What is wrong, in sentences. */
  readonly damage: readonly string[];
}

/**
 * Returns the number of the bank's current generation; null when there is none.
 *
 * @throws BankError when the folder must not be read
 */
export async function newestGeneration(bankFolder: string): Promise<number | null> {
  try {
    return (await listGenerations(bankFolder))[0] ?? null;
  } catch (error) {
    throw unreadable(bankFolder, error);
  }
}

/** Compares a generation's files with its manifest; returns null when its folder was removed meanwhile. */
export async function inspectGeneration(bankFolder: string, generation: number): Promise<Inspection | null> {
  const folder = generationFolder(bankFolder, generation);
  const { manifest, problem } = await readManifest(folder, generation);
  const sizes = await Promise.all(
    (manifest?.parts ?? []).map(({ name }) => sizeOf(path.join(folder, name, INDEX_FILE))),
  );
  const damage = (manifest?.parts ?? []).flatMap(({ name, bytes }, part) => {
    const size = sizes[part] ?? null;
    if (size === bytes) return [];
    const found = size === null ? "is missing" : `has ${size} bytes instead of ${bytes}`;
    return [`${path.join(folder, name, INDEX_FILE)} ${found}.`];
  });
  if (problem !== null) damage.push(`${path.join(folder, MANIFEST_FILE)} cannot be used: ${problem}.`);
  if (damage.length === 0 && manifest !== null) return { folder, manifest, recorded: true, damage };
  if (!(await exists(folder))) return null;
  const parts = manifest?.parts ?? (await partsOf(folder));
  const hash = createHash("sha256")
    .update(JSON.stringify([parts, sizes]))
    .digest("hex");
  const kind = manifest ?? (await firstKind(folder, parts)) ?? (await kindBefore(bankFolder, generation));
  const { space, dimension } = kind ?? { space: "", dimension: 0 };
  const found = manifest ?? { format: 1, generation, space, dimension, entries: 0, parts };
  return { folder, manifest: { ...found, contentHash: DAMAGED + hash }, recorded: manifest !== null, damage };
}

/**
 * Reads a generation with its journal; returns null when its folder was removed meanwhile.
 *
 * @throws BankError when its files must not be read
 */
export async function readGeneration(bankFolder: string, generation: number): Promise<BankState | null> {
  try {
    const inspection = await inspectGeneration(bankFolder, generation);
    if (inspection === null) return null;
    const { folder, manifest, damage } = inspection;
    const { changes, losses, bytes } = await readJournal(folder, manifest);
    const version = { generation, contentHash: manifest.contentHash, journalBytes: bytes };
    return { folder, manifest, changes, version, losses: [...damage, ...losses] };
  } catch (error) {
    throw error instanceof BankError ? error : unreadable(bankFolder, error);
  }
}

function unreadable(bankFolder: string, error: unknown): BankError {
  return new BankError(
    `The question bank in ${bankFolder} cannot be read: ${messageOf(error)}. Allow reading its files and try again.`,
    { cause: error },
  );
}

/** Returns whether a state's files differed from what its writer recorded when they were read. */
export function isDamaged({ manifest }: BankState): boolean {
  return manifest.contentHash.startsWith(DAMAGED);
}

/** Returns the length of a generation's journal; 0 without a journal. */
export async function journalBytes(folder: string): Promise<number> {
  return (await sizeOf(path.join(folder, JOURNAL_FILE))) ?? 0;
}

async function readManifest(
  folder: string,
  generation: number,
): Promise<{ manifest: Manifest | null; problem: string | null }> {
  try {
    const manifest = decodeManifest(await readFile(path.join(folder, MANIFEST_FILE), "utf8"));
    if (manifest.generation === generation) return { manifest, problem: null };
    return { manifest: null, problem: `it is that of generation ${manifest.generation}` };
  } catch (error) {
    if (error instanceof NewerFormatError) throw newerBank(folder, error);
    // A file that may not be read at the moment is not damaged.
    if (["EACCES", "EPERM", "EMFILE", "ENFILE"].includes(codeOf(error) ?? "")) throw error;
    return { manifest: null, problem: isMissing(error) ? "it is missing" : messageOf(error) };
  }
}

/**
 * Returns the error for a bank of a newer version. Repairing it as a damaged one could lose what only the newer version
 * knows.
 */
function newerBank(folder: string, error: NewerFormatError): NewerFormatError {
  const bankFolder = bankFolderOf(folder);
  return new NewerFormatError(
    `A newer version of SMCS has written the question bank in ${bankFolder}: ${error.message}. It was not changed. Update SMCS, or set smcs.bank.location to another folder.`,
    { cause: error },
  );
}

/** Returns the parts found in a folder, when no manifest lists them. */
async function partsOf(folder: string): Promise<IndexPart[]> {
  const names = (await readdir(folder)).filter((name) => /^part-\d+$/.test(name));
  const inOrder = names.sort((a, b) => Number(a.slice("part-".length)) - Number(b.slice("part-".length)));
  return Promise.all(
    inOrder.map(async (name) => {
      const bytes = (await sizeOf(path.join(folder, name, INDEX_FILE))) ?? 0;
      return { name, entries: 0, bytes, sha256: "" };
    }),
  );
}

/** Returns the space and dimension of the first readable item. */
async function firstKind(folder: string, parts: readonly IndexPart[]): Promise<Kind | null> {
  const kindOfItem = ({ space, vector }: IndexItem): Kind => ({ space, dimension: vector.length });
  for await (const kind of readParts(folder, parts, kindOfItem, () => undefined)) if (kind.dimension > 0) return kind;
  return null;
}

/** Returns the space and dimension of the previous generation, when nothing better is known. */
async function kindBefore(bankFolder: string, generation: number): Promise<Kind | null> {
  const before = (await listGenerations(bankFolder)).find((other) => other < generation);
  const inspection = before === undefined ? null : await inspectGeneration(bankFolder, before);
  return inspection && { space: inspection.manifest.space, dimension: inspection.manifest.dimension };
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
