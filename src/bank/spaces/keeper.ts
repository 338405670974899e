import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { openPrivate, writeFully } from "../../storage/index.ts";
import { bankTexts, readSteadily } from "../store/index.ts";
import { encodeHeader, encodeRecord, textKey } from "./kept-file.ts";
import { lockKept } from "./kept-lock.ts";
import { KeptVectors } from "./kept-vectors.ts";

/** When there are more kept vectors than this many times the rows in use, the file may be worth cleaning up. */
const TOO_MANY = 1.25;

/** Keeps vectors if that is possible. Failures do not concern the caller. */
interface Keeper {
  /** Never rejects. */
  keep(vectors: readonly (readonly [key: string, vector: Float32Array])[]): Promise<void>;
  /** Never rejects. @param rows how many vectors are in use */
  close(rows: number): Promise<void>;
}

/** Returns null when another process is adding to the vectors of this space, or when nothing can be written. */
export async function openKeeper(bankFolder: string, space: string): Promise<Keeper | null> {
  const lock = await lockKept(bankFolder, space, "write", { wait: "never" }).catch(() => null);
  if (lock === null) return null;
  const kept = await KeptVectors.write(bankFolder, space).catch(() => null);
  if (kept === null) {
    await lock.release();
    return null;
  }
  let works = true;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    if (!works || lock.lost.aborted) return;
    await work().catch(() => {
      works = false;
    });
  };
  return {
    keep: (vectors) => attempt(() => kept.append(vectors.filter(([key]) => !kept.has(key)))),
    async close(rows) {
      if (kept.size > TOO_MANY * rows) await attempt(() => dropGone(bankFolder, kept));
      await kept.close().catch(() => undefined);
      await lock.release();
    },
  };
}

/** The file is not written again for a smaller share of unneeded vectors. */
const WORTH_IT = 0.1;
/** Bytes buffered before a write. */
const WRITTEN_AT_ONCE = 1 << 20;

/**
 * Drops the kept vectors of texts that are no longer in the bank. The caller holds the file's lock; readers that opened
 * the file before still read the old file.
 */
async function dropGone(bankFolder: string, kept: KeptVectors): Promise<void> {
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
