import { stat } from "node:fs/promises";
import { BankError } from "../../core/errors.ts";
import { type HeldLock, takeLock } from "../../storage/index.ts";
import { keptFile } from "./kept-file.ts";

/** The lock of a kept file was lost, for example because the computer slept. Vectors added before that are kept. */
export class KeptLockLost extends BankError {}

/** The purpose of the lock: adding to the file, or being the only process that moves the bank to this space. */
type KeptWork = "write" | "move";

/** How long to wait for a lock that is held: not at all, until the holder is known to live, or without limit. */
type KeptWait = "never" | "unless-it-lives" | "always";

/** How to wait for a lock, and the signal that ends the wait. */
export interface KeptWaiting {
  readonly wait: KeptWait;
  readonly signal?: AbortSignal;
}

/**
 * Takes a lock of a space's kept vectors; returns null when it is held and not waited for any longer.
 *
 * @throws the signal's reason when that aborts; errors of the file system
 */
export async function lockKept(
  bankFolder: string,
  space: string,
  work: KeptWork,
  { wait, signal }: KeptWaiting,
): Promise<HeldLock | null> {
  const file = keptFile(bankFolder, space);
  const folder = `${file}.${work}.lock`;
  const renewedAt = async (): Promise<number | null> => (await stat(folder).catch(() => null))?.mtimeMs ?? null;
  const seen = await renewedAt();
  const waits: Record<KeptWait, () => boolean | Promise<boolean>> = {
    never: () => false,
    "unless-it-lives": async () => (await renewedAt()) === seen,
    always: () => true,
  };
  return takeLock({
    folder,
    staleMs: 5_000,
    // How often a holder renews the lock to show that it lives.
    renewMs: 1_000,
    pauseMs: 200,
    keepWaiting: waits[wait],
    whenLost: (reason) => new KeptLockLost(`The lock of ${file} was lost: ${reason}. Try again.`),
    ...(signal !== undefined && { signal }),
  });
}
