import { stat } from "node:fs/promises";
import { BankError } from "../../core/errors.ts";
import { type HeldLock, takeLock } from "../../storage/index.ts";
import { keptFile } from "./kept-file.ts";

/** The lock of a kept file was lost, as by a computer that slept: what was added before is there. */
export class KeptLockLost extends BankError {}

/** What the lock is for: to add to the file, or to be the one that moves the bank to this space. */
type KeptWork = "write" | "move";

/** Until when a lock that another holds is waited for: not at all, until it is known that the other lives, or always. */
type KeptWait = "never" | "unless-it-lives" | "always";

/** How a lock is waited for, and what ends the wait. */
export interface KeptWaiting {
  readonly wait: KeptWait;
  readonly signal?: AbortSignal;
}

/**
 * Takes a lock of a space's kept vectors; null when another holds it and is not waited for.
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
    // How often a holder shows that it lives.
    renewMs: 1_000,
    pauseMs: 200,
    keepWaiting: waits[wait],
    whenLost: (reason) => new KeptLockLost(`The lock of ${file} was lost: ${reason}. Try again.`),
    ...(signal !== undefined && { signal }),
  });
}
