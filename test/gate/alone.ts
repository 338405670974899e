import { mkdirSync } from "node:fs";
import { lock } from "proper-lockfile";

const RESULTS = "test-results";

/** A wrong call by the user. Its message is shown without a stack. */
export class WrongCall extends Error {
  override readonly name = "WrongCall";
}

/**
 * Locks the results folder until this process ends: another run would remove this run's results, and rebuild the code
 * under test.
 *
 * @throws WrongCall when another run holds the lock
 */
export async function alone(): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  try {
    await lock(RESULTS);
  } catch {
    throw new WrongCall(
      "A run of tests is going on in this folder. Wait for its end, or copy the repository to another folder.",
    );
  }
}

/** Prints why nothing was run. @throws every error that is not a WrongCall */
export function explain(error: unknown): void {
  if (!(error instanceof WrongCall)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
