import { mkdirSync } from "node:fs";
import { lock } from "proper-lockfile";

const RESULTS = "test-results";

/** Somebody has typed what cannot be done: a message, and no stack. */
export class WrongCall extends Error {
  override readonly name = "WrongCall";
}

/**
 * Takes the folder for this process until its end: another run would remove the results of this one, and build anew what
 * it is testing.
 *
 * @throws WrongCall when another run has it
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

/** Tells why nothing was run. */
export function explain(error: unknown): void {
  if (!(error instanceof WrongCall)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
