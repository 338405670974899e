import { open } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { BankError, messageOf } from "../../core/errors.ts";
import { bankQuestionSchema, skillsSchema } from "../../core/question-bank/index.ts";
import { decodeLine, encodeLine, isMissing, openPrivate, syncFolder, writeFully } from "../../storage/index.ts";
import type { BankChange } from "./bank-types.ts";
import { decodeVector, encodeVector } from "./encoded-vector.ts";
import { JOURNAL_FILE } from "./layout.ts";
import { assertOfKind, type Kind, toStoredEntry } from "./stored-entry.ts";

const NEWLINE = 0x0a;
/** How many damaged lines a sentence names. */
const NAMED = 5;

/** The content of a journal. */
export interface Journal {
  readonly changes: readonly BankChange[];
  /** Sentences about unusable lines. */
  readonly losses: readonly string[];
  /** Length of the file, including a torn last line: its writer was killed before it could report success. */
  readonly bytes: number;
  /** End of the last whole line. */
  readonly end: number;
}

const outcomes = bankQuestionSchema.entries.capability;

const lineSchema = v.variant("kind", [
  v.object({ kind: v.literal("add"), question: bankQuestionSchema, space: v.string(), vector: v.string() }),
  v.object({ kind: v.literal("outcomes"), id: v.string(), known: outcomes, unknown: v.array(v.string()) }),
  v.object({ kind: v.literal("skills"), id: v.string(), skills: skillsSchema }),
  v.object({ kind: v.literal("remove"), id: v.string() }),
]);

/**
 * Returns a change as a line of the journal.
 *
 * @throws BankError when its question or its vector cannot be stored; ValiError when an outcome or a skill cannot
 */
export function encodeChange(change: BankChange, { space, dimension }: Kind): string {
  switch (change.kind) {
    case "add": {
      const { question, vector } = toStoredEntry(change.entry, dimension);
      return encodeLine({ kind: "add", question, space, vector: encodeVector(vector) });
    }
    case "outcomes": {
      const all = Object.entries(change.capability);
      const known = v.parse(outcomes, Object.fromEntries(all.filter(([, outcome]) => outcome !== null)));
      const unknown = all.filter(([, outcome]) => outcome === null).map(([model]) => model);
      return encodeLine({ kind: "outcomes", id: change.id, known, unknown });
    }
    case "skills":
      return encodeLine({ kind: "skills", id: change.id, skills: v.parse(skillsSchema, change.skills) });
    case "remove":
      return encodeLine({ kind: "remove", id: change.id });
  }
}

/**
 * Reads the journal of a generation.
 *
 * @param from offset of the first line to read
 */
export async function readJournal(folder: string, kind: Kind, from = 0): Promise<Journal> {
  const { bytes, start: first } = await bytesFrom(path.join(folder, JOURNAL_FILE), from);
  const changes: BankChange[] = [];
  const damaged: string[] = [];
  let line = 0;
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    line += 1;
    try {
      changes.push(decodeChange(bytes.toString("utf8", start, end), kind));
    } catch (error) {
      damaged.push(`line ${line}: ${messageOf(error)}`);
    }
    start = end + 1;
  }
  const losses = damaged.length === 0 ? [] : [sentenceOf(folder, damaged)];
  return { changes, losses, bytes: first + bytes.length, end: first + start };
}

/**
 * Returns the bytes of a file from an offset, or from its end if it is shorter. Returns no bytes for a missing file.
 */
async function bytesFrom(file: string, offset: number): Promise<{ start: number; bytes: Buffer }> {
  const handle = await open(file, "r").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (handle === null) return { start: 0, bytes: Buffer.alloc(0) };
  try {
    const { size } = await handle.stat();
    const start = Math.min(offset, size);
    const bytes = Buffer.allocUnsafe(size - start);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
      // A writer cut off a torn line meanwhile.
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return { start, bytes: bytes.subarray(0, done) };
  } finally {
    await handle.close();
  }
}

function decodeChange(line: string, kind: Kind): BankChange {
  const value = decodeLine(line);
  if (value === undefined) throw new Error("its checksum does not match");
  const change = v.parse(lineSchema, value);
  switch (change.kind) {
    case "add": {
      const vector = decodeVector(change.vector);
      assertOfKind(change.space, vector, kind);
      return { kind: "add", entry: { question: change.question, vector } };
    }
    case "outcomes": {
      const unknown = change.unknown.map((model) => [model, null] as const);
      return { kind: "outcomes", id: change.id, capability: { ...change.known, ...Object.fromEntries(unknown) } };
    }
    case "skills":
    case "remove":
      return change;
  }
}

function sentenceOf(folder: string, damaged: readonly string[]): string {
  const more = damaged.length > NAMED ? ` and ${damaged.length - NAMED} more` : "";
  const named = damaged.slice(0, NAMED).join("; ");
  return `${damaged.length} damaged changes were left out of the journal in ${folder} (${named}${more}).`;
}

/** The length of a journal, and the end of its last whole line. */
type Extent = Pick<Journal, "bytes" | "end">;

/**
 * Appends lines to a generation's journal. They are on disk when it resolves, and not in the journal when it fails. An
 * incomplete line of a killed writer is cut off first.
 *
 * @param journal as it was read under the lock
 * @returns the journal's new extent
 * @throws BankError when the journal has changed since it was read; the errors of the file system
 */
export async function appendToJournal(folder: string, lines: string, { bytes, end }: Extent): Promise<Extent> {
  const added = Buffer.from(lines);
  const file = path.join(folder, JOURNAL_FILE);
  const handle = await openPrivate(file, "a");
  try {
    const { size } = await handle.stat();
    if (size !== bytes) throw new BankError(`${file} was changed by another process; nothing was stored. Try again.`);
    if (size > end) await handle.truncate(end);
    try {
      await writeFully(handle, added);
      await handle.datasync();
    } catch (error) {
      // Half a line without its newline would be ignored, but whole lines of a failed call must not come back.
      await handle.truncate(end);
      throw error;
    }
  } finally {
    await handle.close();
  }
  if (end === 0) await syncFolder(folder);
  return { bytes: end + added.length, end: end + added.length };
}
