import type { Neighbours } from "../packed-bank/index.ts";

/** Index of the upper 32 bits within a 64-bit number. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const LOWER = 1 - UPPER;

/**
 * Sorts by descending similarity. Each similarity's bits above its row make a 64-bit number. These numbers are sorted
 * natively, without bigints, which is several times faster than sorting rows by a comparison function.
 *
 * @param neighbours with no negative similarity: the bits of such floats sort like their values
 */
export function mostSimilarFirst({ rows, similarities }: Neighbours): Neighbours {
  const keys = new Uint32Array(2 * rows.length);
  const values = new Float32Array(keys.buffer);
  for (let i = 0; i < rows.length; i++) {
    keys[2 * i + LOWER] = rows[i] as number;
    values[2 * i + UPPER] = similarities[i] as number;
  }
  new BigUint64Array(keys.buffer).sort();
  const sorted = { rows: new Uint32Array(rows.length), similarities: new Float32Array(rows.length) };
  for (let i = 0, from = keys.length - 2; from >= 0; i++, from -= 2) {
    sorted.rows[i] = keys[from + LOWER] as number;
    sorted.similarities[i] = values[from + UPPER] as number;
  }
  return sorted;
}
