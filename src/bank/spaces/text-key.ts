import { createHash } from "node:crypto";

/** Bytes of a key. */
export const KEY_BYTES = 16;

/**
 * What a text's vector is found by: the first 16 bytes of its SHA-256, one character a byte. Equal texts have one vector,
 * whatever their ids.
 */
export function textKey(text: string): string {
  return createHash("sha256").update(text).digest().toString("latin1", 0, KEY_BYTES);
}
