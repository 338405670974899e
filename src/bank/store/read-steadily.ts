import { isDeepStrictEqual } from "node:util";
import { bankExists, type BankState, bankVersion, readState } from "./bank-store.ts";

/** How often a reader starts again because of writers. */
const TRIES = 5;

/**
 * Reads a bank from beginning to end without its lock. When the read fails because a writer removed the files
 * meanwhile, it is repeated with the new files, so `read` must be able to start again.
 *
 * @param read gets null when there is no bank
 */
export async function readSteadily<Result>(
  bankFolder: string,
  read: (state: BankState | null) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const state = (await bankExists(bankFolder)) ? await readState(bankFolder) : null;
    try {
      return await read(state);
    } catch (error) {
      const unchanged = isDeepStrictEqual(await bankVersion(bankFolder), state?.version ?? null);
      if (unchanged || tries === TRIES) throw error;
    }
  }
}
