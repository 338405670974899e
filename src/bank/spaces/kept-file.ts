import { createHash } from "node:crypto";
import path from "node:path";
import { crc32 } from "node:zlib";
import * as v from "valibot";
import { decodeLine, encodeLine } from "../../storage/index.ts";

/** Suffix of the files with kept vectors, after the name of their space. */
export const KEPT_SUFFIX = ".vec";
/** Longest header that is accepted, in bytes. */
export const LONGEST_HEADER = 1 << 16;

const FORMAT = "smcs-kept-vectors/1";
const NEWLINE = 0x0a;
/** Characters of the space's name in the file name; the hash after them tells spaces apart. */
const SHOWN = 80;
const CHECKSUM_BYTES = 4;

const headerSchema = v.object({
  format: v.literal(FORMAT),
  space: v.string(),
  /** d */
  dimension: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

/** The first line of a file, and its length. */
export interface KeptHeader {
  readonly space: string;
  /** d */
  readonly dimension: number;
  readonly bytes: number;
}

/**
 * Returns the folder of a bank's kept vectors. Its content can be deleted: vectors are made again where they are
 * needed.
 */
export const vectorsFolder = (bankFolder: string): string => path.join(bankFolder, "vectors");

/** Returns the file of a space's vectors. */
export function keptFile(bankFolder: string, space: string): string {
  const shown = space.replace(/[^A-Za-z0-9.-]+/g, "_").slice(0, SHOWN);
  const hash = createHash("sha256").update(space).digest("hex").slice(0, 8);
  return path.join(vectorsFolder(bankFolder), `${shown}-${hash}${KEPT_SUFFIX}`);
}

/** Returns the first line of a file. @param dimension d */
export function encodeHeader(space: string, dimension: number): Buffer {
  return Buffer.from(encodeLine({ format: FORMAT, space, dimension }));
}

/** Reads the first line of a file; returns null when the file was not written by this module. */
export function decodeHeader(start: Buffer): KeptHeader | null {
  const end = start.indexOf(NEWLINE);
  if (end < 0) return null;
  const parsed = v.safeParse(headerSchema, decodeLine(start.toString("utf8", 0, end)));
  return parsed.success ? { space: parsed.output.space, dimension: parsed.output.dimension, bytes: end + 1 } : null;
}

/** Returns the bytes of a record: key, d float32 (little-endian like every machine that runs Node), CRC-32 of both. */
export function recordBytes(dimension: number): number {
  return KEY_BYTES + dimension * Float32Array.BYTES_PER_ELEMENT + CHECKSUM_BYTES;
}

/** @param key of `textKey` */
export function encodeRecord(key: string, vector: Float32Array): Buffer {
  const record = Buffer.alloc(recordBytes(vector.length));
  const end = record.length - CHECKSUM_BYTES;
  record.write(key, 0, KEY_BYTES, "latin1");
  record.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), KEY_BYTES);
  record.writeUInt32LE(crc32(record.subarray(0, end)), end);
  return record;
}

/** Returns the key of a record; null when the record is damaged. */
export function keyOfRecord(record: Buffer): string | null {
  const end = record.length - CHECKSUM_BYTES;
  if (record.readUInt32LE(end) !== crc32(record.subarray(0, end))) return null;
  return record.toString("latin1", 0, KEY_BYTES);
}

/** Returns the vector of an undamaged record, in its own memory. */
export function vectorOfRecord(record: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(record.subarray(KEY_BYTES, -CHECKSUM_BYTES)).buffer);
}

/** Bytes of a key. */
const KEY_BYTES = 16;

/**
 * Returns the key by which a text's vector is found: the first 16 bytes of its SHA-256, one character per byte. Equal
 * texts share one vector, whatever their ids.
 */
export function textKey(text: string): string {
  return createHash("sha256").update(text).digest().toString("latin1", 0, KEY_BYTES);
}
