import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import type { Labels } from "../../../core/packed-bank/index.ts";
import {
  decodeHeader,
  HEADER_BYTES,
  PACKED_FILE,
  type PackedHeader,
  type PackedKey,
  positionsOf,
  type Section,
} from "./layout.ts";
import { allTexts, assertFits, assertSound, type PackedColumns, type TextColumn } from "./packed-columns.ts";
import { readFully } from "./read-fully.ts";

/** An open side file whose sizes are valid. */
export interface PackedFile {
  /** N */
  readonly rows: number;
  /** d */
  readonly dimension: number;
  /** @throws Error when the columns do not fit together */
  readonly readColumns: () => Promise<PackedColumns>;
  /**
   * Reads the N x d vectors to the beginning of `room`, which is their only copy.
   *
   * @throws Error when the file ends too early
   */
  readonly readVectors: (room: Float32Array) => Promise<void>;
}

/**
 * Opens the side file of a generation while `use` works with it. Nothing in the file is trusted before it is checked,
 * and the file cannot cause an allocation larger than itself.
 *
 * @throws Error when there is no side file, or it is damaged or was made from another state of the index
 */
export async function withPackedFile<Result>(
  folder: string,
  key: PackedKey,
  use: (packed: PackedFile) => Promise<Result>,
): Promise<Result> {
  const file = await open(path.join(folder, PACKED_FILE), "r");
  try {
    return await use(await openPacked(file, key));
  } finally {
    await file.close();
  }
}

async function openPacked(file: FileHandle, key: PackedKey): Promise<PackedFile> {
  const { size } = await file.stat();
  const start = new Uint8Array(HEADER_BYTES);
  await readFully(file, start, 0);
  const header = decodeHeader(start, key, size);
  const { rows, dimension, lengths } = header;
  return {
    rows,
    dimension,
    readColumns: () => readColumns(file, header),
    readVectors: ({ buffer, byteOffset }) =>
      readFully(file, new Uint8Array(buffer, byteOffset, lengths.vectors), HEADER_BYTES),
  };
}

/**
 * Reads all of a side file except the vectors. Codes, labels and texts stay in the memory that they were read into.
 *
 * @throws Error when the columns do not fit together
 */
async function readColumns(file: FileHandle, { rows, lengths }: PackedHeader): Promise<PackedColumns> {
  const { at, length } = positionsOf(lengths);
  const start = at.capability;
  const body = new Uint8Array(length - start);
  await readFully(file, body, start);

  const bytes = (section: Section): Uint8Array => {
    const from = at[section] - start;
    return body.subarray(from, from + lengths[section]);
  };
  const integers = (section: Section): Uint32Array => {
    return new Uint32Array(body.buffer, at[section] - start, lengths[section] / Uint32Array.BYTES_PER_ELEMENT);
  };
  const floats = (section: Section): Float32Array => {
    return new Float32Array(body.buffer, at[section] - start, lengths[section] / Float32Array.BYTES_PER_ELEMENT);
  };
  const texts = (ends: Section, inBytes: Section): TextColumn => {
    const column = { ends: integers(ends), bytes: bytes(inBytes) };
    assertFits(column);
    return column;
  };
  const labels = (of: Section, ends: Section, inBytes: Section): Labels => {
    return { names: allTexts(texts(ends, inBytes)), of: integers(of) };
  };

  const columns = {
    rows,
    models: allTexts(texts("modelEnds", "modelBytes")),
    capability: new Uint16Array(body.buffer, 0, lengths.capability / Uint16Array.BYTES_PER_ELEMENT),
    outcomes: { values: floats("values"), weights: floats("weights") },
    sources: labels("sourceOf", "sourceEnds", "sourceBytes"),
    domains: labels("domainOf", "domainEnds", "domainBytes"),
    topics: labels("topicOf", "topicEnds", "topicBytes"),
    skills: { ends: integers("skillListEnds"), ...labels("skillOf", "skillEnds", "skillBytes") },
    ids: texts("idEnds", "idBytes"),
    texts: texts("textEnds", "textBytes"),
  };
  assertSound(columns);
  return columns;
}
