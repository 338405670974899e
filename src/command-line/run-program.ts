import { type Command, CommanderError } from "commander";
import { messageOf, SettingsError } from "../core/errors.ts";
import { say, UsageError } from "../terminal/index.ts";

/** Reports the exit status of a command that ended without an exception. */
export type SetStatus = (status: number) => void;

/**
 * Runs the command line of this process until it ends or is interrupted, and sets the exit status: 0 done, 1 failed, 2
 * wrong usage. Errors are printed on standard error.
 *
 * @param build creates the program; the signal aborts the running command
 */
export async function runProgram(build: (signal: AbortSignal, setStatus: SetStatus) => Command): Promise<void> {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    const stop = (): void => {
      stopped.abort();
      // A second signal ends the process. The listener stays until all listeners have been called, because
      // proper-lockfile would end the process itself if it were the only one.
      setImmediate(() => process.off(name, stop));
    };
    process.on(name, stop);
  }
  // Not process.exit(), which would lose pending writes to a pipe.
  process.exitCode = 0;
  try {
    await build(stopped.signal, (status) => (process.exitCode = status)).parseAsync();
  } catch (error) {
    process.exitCode = statusOf(error);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  say(messageOf(error));
  return error instanceof UsageError || error instanceof SettingsError ? 2 : 1;
}
