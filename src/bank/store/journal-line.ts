import { crc32 } from "node:zlib";

const CHECKSUM_LENGTH = 8;

/** One line of a log: CRC-32 of the JSON in 8 hexadecimal digits, a space, the JSON, a newline. */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksumOf(json)} ${json}\n`;
}

/** What `encodeLine` was given, from a line without its newline; undefined when the line is damaged. */
export function decodeLine(line: string): unknown {
  const json = line.slice(CHECKSUM_LENGTH + 1);
  if (line[CHECKSUM_LENGTH] !== " " || line.slice(0, CHECKSUM_LENGTH) !== checksumOf(json)) return undefined;
  return JSON.parse(json) as unknown;
}

/** A vector as base64 of its float32 values, little-endian like every machine that runs Node. */
export function encodeVector(vector: ArrayLike<number>): string {
  const { buffer, byteOffset, byteLength } = vector instanceof Float32Array ? vector : Float32Array.from(vector);
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

/** The vector that `encodeVector` was given, in memory of its own. */
export function decodeVector(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / Float32Array.BYTES_PER_ELEMENT));
}

function checksumOf(json: string): string {
  return crc32(json).toString(16).padStart(CHECKSUM_LENGTH, "0");
}
