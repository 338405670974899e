import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { BankError } from "../../core/errors.ts";
import { plainLine } from "../../core/plain-line.ts";
import { verifyPacked } from "./packed/verify-packed.ts";
import type { BankChange, BankState, IndexPart } from "./bank-types.ts";
import { newestGeneration, readGeneration } from "./generation.ts";
import { readJournal } from "./journal.ts";
import { exists, INDEX_FILE, JOURNAL_FILE, listGenerations } from "./layout.ts";
import { readParts } from "./read-parts.ts";
import { startingOver } from "./read-state.ts";
import { fromItem, type IndexItem } from "./stored-entry.ts";

/** Longest id that a sentence shows, in characters. */
const LONGEST_ID = 100;

/**
 * Reads and hashes all of a bank, including its side file and its fallback generation, and compares it with what its
 * writers recorded.
 *
 * @returns sentences about what is wrong; empty when nothing is
 * @throws BankError when there is no bank, or its files must not be read
 */
export async function verifyBank(bankFolder: string): Promise<string[]> {
  return startingOver(bankFolder, async (newest) => {
    if (newest === null) throw new BankError(`There is no question bank in ${bankFolder}.`);
    const [, before] = await listGenerations(bankFolder);
    const problems = await verifyGeneration(bankFolder, newest);
    if (before !== undefined) {
      const fallback = await verifyGeneration(bankFolder, before);
      problems.push(...fallback.map((problem) => `The generation before, kept as a fallback: ${problem}`));
    }
    if (problems.length > 0 && (await newestGeneration(bankFolder)) !== newest) return null;
    return { done: problems };
  });
}

async function verifyGeneration(bankFolder: string, generation: number): Promise<string[]> {
  const state = await readGeneration(bankFolder, generation);
  if (state === null) return [`generation ${generation} was removed while it was read.`];
  const ids = new Set<string>();
  const problems = [...state.losses];
  for (const part of state.manifest.parts) problems.push(...(await verifyPart(state, part, ids)));
  problems.push(...(await verifyPacked(state.folder, state.manifest)));
  return [...problems, ...(await verifyJournal(state, ids))];
}

async function verifyPart(state: BankState, part: IndexPart, ids: Set<string>): Promise<string[]> {
  const { folder, manifest } = state;
  const file = path.join(folder, part.name, INDEX_FILE);
  // A missing file has already been reported.
  if (!(await exists(file))) return [];
  const problems: string[] = [];
  let entries = 0;
  const decode = (item: IndexItem): string => fromItem(item, manifest).question.id;
  const onDamage = (id: string | null): void => {
    problems.push(id === null ? `${file} cannot be opened.` : `${file} is damaged at question ${shown(id)}.`);
  };
  for await (const id of readParts(folder, [part], decode, onDamage)) {
    entries += 1;
    if (ids.has(id)) problems.push(`Question ${shown(id)} is there twice.`);
    ids.add(id);
  }
  if (part.sha256 === "") return problems;
  if (entries !== part.entries) problems.push(`${file} has ${entries} questions instead of ${part.entries}.`);
  if ((await sha256OfFile(file)) !== part.sha256)
    problems.push(`${file} is not what was written: its SHA-256 differs.`);
  return problems;
}

/** @param ids in the index */
async function verifyJournal({ folder, manifest, changes }: BankState, ids: Set<string>): Promise<string[]> {
  const { bytes, end } = await readJournal(folder, manifest);
  const problems = changes.flatMap((change) => misfit(change, ids));
  if (bytes > end) {
    problems.push(
      `${path.join(folder, JOURNAL_FILE)} ends within a line (${bytes - end} bytes). A writer that was killed leaves that, and what it wrote there was never reported as stored; the next change removes it.`,
    );
  }
  return problems;
}

function misfit(change: BankChange, ids: Set<string>): string[] {
  if (change.kind === "add") {
    const { id } = change.entry.question;
    const problems = ids.has(id) ? [`The journal adds question ${shown(id)}, which is there already.`] : [];
    ids.add(id);
    return problems;
  }
  const problems = ids.has(change.id) ? [] : [`The journal changes question ${shown(change.id)}, which is not there.`];
  if (change.kind === "remove") ids.delete(change.id);
  return problems;
}

/** Returns a shortened id without control characters, because an id may have any length and contain terminal codes. */
function shown(id: string): string {
  return plainLine(id, LONGEST_ID);
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}
