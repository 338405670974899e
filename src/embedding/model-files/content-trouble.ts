import { open, readFile } from "node:fs/promises";
import { looksLikeOnnx } from "./looks-like-onnx.ts";

const BEGINNING_BYTES = 256;

/**
 * Why a file cannot be the part of a model that its name says; null when it can. A web page in place of a file is what
 * networks with a login give, a pointer what a Git repository without its large files holds.
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
