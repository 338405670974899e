import { isDeepStrictEqual } from "node:util";
import { bankExists, type BankState, bankVersion, readState } from "./bank-store.ts";

/** How often a reader starts over because of writers. */
const TRIES = 5;

/**
 * Reads a bank from beginning to end without its lock. What fails because a writer removed the files meanwhile is done
 * again with the new ones, so `read` must be able to start over.
 *
 * @param read gets null where there is no bank
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
