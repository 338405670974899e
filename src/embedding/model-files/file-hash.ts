import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Pieces that keep the process free in between. */
const PIECE_BYTES = 1 << 18;

/** A file's hash in hexadecimal digits, over `prefix` and then its bytes. */
export async function hashOfFile(file: string, algorithm: "sha1" | "sha256", prefix = ""): Promise<string> {
  const hash = createHash(algorithm).update(prefix);
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) hash.update(piece as Buffer);
  return hash.digest("hex");
}
