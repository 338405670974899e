import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { BankError } from "../../core/errors.ts";
import { codeOf, makeFolder, takeLock } from "../../storage/index.ts";
import { keptFile, vectorsFolder } from "./kept-file.ts";

/** A lock that has not been renewed for this long belonged to a process that is gone. */
const STALE_MS = 5_000;
/** How often a holder shows that it lives. */
const RENEWED_MS = 1_000;
const LOOK_AGAIN_MS = 100;

/** The lock of a kept file was lost, as by a computer that slept: what was added before is there. */
export class KeptLockLost extends BankError {}

/** The right to add to the kept vectors of one space. */
export interface KeptLock {
  /** Aborts with a `KeptLockLost` when the lock is lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** What the lock is for: to add to the file, or to be the one that moves the bank to this space. */
export type KeptWork = "write" | "move";

/** Until when a lock that another holds is waited for: not at all, until it is known that the other lives, or always. */
export type KeptWait = "never" | "unless-it-lives" | "always";

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
): Promise<KeptLock | null> {
  const file = keptFile(bankFolder, space);
  const lost = new AbortController();
  await makeFolder(vectorsFolder(bankFolder));
  const lockfilePath = `${file}.${work}.lock`;
  const renewedAt = async (): Promise<number | null> => (await stat(lockfilePath).catch(() => null))?.mtimeMs ?? null;
  const seen = await renewedAt();
  for (;;) {
    signal?.throwIfAborted();
    // Two locks of one file must not share a name here: it is what they are told apart by.
    const release = await takeLock(`${file}.${work}`, {
      lockfilePath,
      stale: STALE_MS,
      update: RENEWED_MS,
      realpath: false,
      onCompromised: (error) => {
        lost.abort(new KeptLockLost(`The lock of ${file} was lost: ${error.message}. Try again.`));
      },
    }).catch((error: unknown) => {
      if (codeOf(error) === "ELOCKED") return null;
      throw error;
    });
    // A lock that was lost cannot be released.
    if (release !== null) return { lost: lost.signal, release: () => release().catch(() => undefined) };
    if (wait === "never" || (wait === "unless-it-lives" && (await renewedAt()) !== seen)) return null;
    await pause(LOOK_AGAIN_MS, undefined, { signal });
  }
}
