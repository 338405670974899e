import { constants } from "node:os";

/** Turns the signals that end a program into an ordinary exit, so that handlers of `exit` can clean up. */
export function exitOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/** Sends a signal to the processes of a group. Does nothing when the group has ended. */
export function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended.
  }
}

/** Returns whether a process of the group is still running. */
export function isGroupRunning(leader: number): boolean {
  try {
    return process.kill(-leader, 0);
  } catch {
    return false;
  }
}
