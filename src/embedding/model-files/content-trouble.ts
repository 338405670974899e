import { type FileHandle, open, readFile } from "node:fs/promises";

const BEGINNING_BYTES = 256;

/**
 * Resolves with why a file cannot be the part of a model that its name says; null when it can. A network with a login
 * may give a web page in place of a file, and a Git repository without its large files holds a pointer.
 */
export async function contentTrouble(file: string): Promise<string | null> {
  const beginning = await beginningOf(file);
  if (/^(?:\ufeff|\s)*</.test(beginning)) return "it is a web page, not a file of a model";
  if (beginning.startsWith("version https://git-lfs")) return "it is only Git LFS's pointer to the file";
  if (file.endsWith(".json")) return (await isJsonObject(file)) ? null : "it is not JSON, or incomplete";
  if (file.endsWith(".onnx")) return (await looksLikeOnnx(file)) ? null : "it is not an ONNX model, or incomplete";
  return null;
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function isJsonObject(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8");
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

/** Maximum length of a protobuf field's tag and length together. */
const HEAD_BYTES = 20;
/** Number of the graph's field in ONNX's ModelProto. */
const GRAPH = 7;
/** Wire types of its fields. */
const VARINT = 0;
const DELIMITED = 2;

/**
 * Resolves with whether a file can be an ONNX model: fields of a protobuf message from its first byte to its last,
 * including the graph. A file that was cut off is therefore detected. The file's size does not matter, because fields
 * are skipped by their lengths.
 */
export async function looksLikeOnnx(file: string): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    return await hasGraph(handle, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

async function hasGraph(handle: FileHandle, size: number): Promise<boolean> {
  const buffer = Buffer.alloc(HEAD_BYTES);
  let found = false;
  let at = 0;
  while (at < size) {
    const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, at);
    const tag = readVarint(buffer.subarray(0, bytesRead), 0);
    const value = tag === null ? null : readVarint(buffer.subarray(0, bytesRead), tag.end);
    if (tag === null || value === null) return false;
    const wireType = tag.value % 8;
    if (wireType !== VARINT && wireType !== DELIMITED) return false;
    found ||= tag.value === GRAPH * 8 + DELIMITED;
    at += value.end + (wireType === DELIMITED ? value.value : 0);
  }
  return found && at === size;
}

/** Reads a number with seven bits per byte, lowest first; returns null when it has no end. */
function readVarint(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let end = from, factor = 1; end < bytes.length; end++, factor *= 128) {
    const byte = bytes[end] ?? 0;
    value += (byte % 128) * factor;
    if (byte < 128) return { value, end: end + 1 };
  }
  return null;
}
