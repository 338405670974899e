import { dropGone } from "./drop-gone.ts";
import { lockKept } from "./kept-lock.ts";
import { KeptVectors } from "./kept-vectors.ts";

/** Kept vectors that are more than so many times the rows in use may be worth clearing up. */
const TOO_MANY = 1.25;

/** Keeps vectors as far as that is possible: to whoever made them it is all the same. */
export interface Keeper {
  /** Never rejects. */
  keep(vectors: readonly (readonly [key: string, vector: Float32Array])[]): Promise<void>;
  /** Never rejects. @param rows how many vectors are in use */
  close(rows: number): Promise<void>;
}

/** Null when another process is adding to the vectors of this space, or nothing can be written. */
export async function openKeeper(bankFolder: string, space: string): Promise<Keeper | null> {
  const lock = await lockKept(bankFolder, space, "write", "never").catch(() => null);
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
