import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { readSteadily } from "../read-steadily.ts";
import { bankTexts } from "../store/bank-store.ts";
import { openPrivate, writeFully } from "../../storage/index.ts";
import { encodeHeader, encodeRecord } from "./kept-file.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import { textKey } from "./text-key.ts";

/** A smaller share of vectors that nobody needs is not worth writing the file again. */
const WORTH_IT = 0.1;
/** Bytes gathered before they are written. */
const WRITTEN_AT_ONCE = 1 << 20;

/**
 * Drops the kept vectors of texts that the bank has no more. Under the file's lock; what was opened before still reads the
 * old file.
 */
export async function dropGone(bankFolder: string, kept: KeptVectors): Promise<void> {
  const wanted = new Set<string>();
  await readSteadily(bankFolder, async (state) => {
    for await (const text of state === null ? [] : bankTexts(state)) {
      const key = textKey(text);
      if (kept.has(key)) wanted.add(key);
    }
  });
  if (kept.size - wanted.size <= WORTH_IT * kept.size) return;
  const temporary = `${kept.file}.${randomUUID()}.tmp`;
  try {
    await writeCopy(kept, wanted, temporary);
    await rename(temporary, kept.file);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeCopy(kept: KeptVectors, wanted: ReadonlySet<string>, file: string): Promise<void> {
  const handle = await openPrivate(file, "wx");
  try {
    let waiting = [encodeHeader(kept.space, kept.dimension)];
    let bytes = 0;
    for (const key of wanted) {
      const vector = await kept.get(key);
      if (vector === null) continue;
      waiting.push(encodeRecord(key, vector));
      bytes += vector.byteLength;
      if (bytes < WRITTEN_AT_ONCE) continue;
      await writeFully(handle, Buffer.concat(waiting));
      [waiting, bytes] = [[], 0];
    }
    await writeFully(handle, Buffer.concat(waiting));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
