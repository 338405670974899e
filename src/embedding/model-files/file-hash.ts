import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Bytes hashed at a time; the process can do other work in between. */
const PIECE_BYTES = 1 << 18;

/** Resolves with a hash over `prefix` and a file's bytes, in hexadecimal digits. */
export async function hashOfFile(file: string, algorithm: "sha1" | "sha256", prefix = ""): Promise<string> {
  const hash = createHash(algorithm).update(prefix);
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) hash.update(piece as Buffer);
  return hash.digest("hex");
}
