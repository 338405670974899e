import { createHash, type Hash, randomUUID } from "node:crypto";
import { type FileHandle, rm } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../../core/errors.ts";
import type { BankEntry } from "../../../core/packed-bank/index.ts";
import type { BankState } from "../bank-store.ts";
import { openPrivate, renamePatiently, writeFully } from "../../../storage/index.ts";
import { GrowingColumns } from "./growing-columns.ts";
import { encodeHeader, HEADER_BYTES, PACKED_FILE, positionsOf, type Section, SECTIONS } from "./layout.ts";

/** Approximate number of bytes of vectors per write. */
const BATCH_BYTES = 2 ** 20;

/**
 * Writes the side file of a generation: its index packed, without the journal's changes and without test questions. The
 * vectors are written as they come, so that memory is bounded by the other columns.
 *
 * @param entries the index's
 * @returns false when the index turned out to be damaged; then nothing was written
 * @throws BankError when a vector does not fit; errors of the file system
 */
export async function writePacked(
  { folder, manifest, losses }: BankState,
  entries: AsyncIterable<BankEntry>,
): Promise<boolean> {
  const lossesBefore = losses.length;
  const temporary = path.join(folder, `${PACKED_FILE}.${randomUUID()}.tmp`);
  try {
    const file = await openPrivate(temporary, "wx");
    try {
      await writeSections(file, manifest, entries);
      await file.sync();
    } finally {
      await file.close();
    }
    // Damage is found only when the entries are read. With damage no file is written, because its key says that all
    // entries are there.
    if (losses.length > lossesBefore) return false;
    await renamePatiently(temporary, path.join(folder, PACKED_FILE));
    return true;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSections(
  file: FileHandle,
  manifest: BankState["manifest"],
  entries: AsyncIterable<BankEntry>,
): Promise<void> {
  const { dimension } = manifest;
  await writeFully(file, new Uint8Array(HEADER_BYTES));
  const hash = createHash("sha256");
  const write = (bytes: Uint8Array): Promise<void> => writeHashed(file, hash, bytes);
  const columns = await writeVectors(write, dimension, entries);

  const { rows } = columns;
  const { models, sections } = columns.finish();
  const lengths = { vectors: 4 * rows * dimension } as Record<Section, number>;
  for (const [section, pieces] of Object.entries(sections)) {
    lengths[section as Section] = pieces.reduce((sum, piece) => sum + piece.length, 0);
  }
  const { at } = positionsOf(lengths);
  let end = HEADER_BYTES + lengths.vectors;
  for (const section of SECTIONS) {
    if (section === "vectors") continue;
    await write(new Uint8Array(at[section] - end));
    for (const piece of sections[section]) await write(piece);
    end = at[section] + lengths[section];
  }
  const header = encodeHeader(manifest, { rows, models, sha256: hash.digest("hex") }, lengths);
  await file.write(header, 0, header.length, 0);
}

async function writeHashed(file: FileHandle, hash: Hash, bytes: Uint8Array): Promise<void> {
  hash.update(bytes);
  await writeFully(file, bytes);
}

/** Writes the vectors of the bank's split, and collects the other columns of its questions. */
async function writeVectors(
  write: (bytes: Uint8Array) => Promise<void>,
  dimension: number,
  entries: AsyncIterable<BankEntry>,
): Promise<GrowingColumns> {
  const columns = new GrowingColumns();
  const batch = new Float32Array(dimension * Math.max(1, Math.floor(BATCH_BYTES / (4 * dimension))));
  const bytes = new Uint8Array(batch.buffer);
  let used = 0;
  for await (const { question, vector } of entries) {
    if (question.split !== "bank") continue;
    if (vector.length !== dimension) {
      throw new BankError(
        `Question ${question.id} has a vector of length ${vector.length}; the bank's is ${dimension}.`,
      );
    }
    if (used === batch.length) {
      await write(bytes);
      used = 0;
    }
    batch.set(vector, used);
    used += dimension;
    columns.push(question);
  }
  await write(bytes.subarray(0, 4 * used));
  return columns;
}
