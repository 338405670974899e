import { CommanderError } from "commander";
import { messageOf, SettingsError } from "../core/errors.ts";
import { buildProgram } from "./program.ts";
import { say } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Exit status of `smcs`: 0 done, 1 failed, 2 wrong usage. */
async function main(): Promise<number> {
  const stopped = new AbortController();
  const program = buildProgram(stopped.signal, (status) => (process.exitCode = status));
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      stopped.abort();
    });
  }
  try {
    process.exitCode = 0;
    await program.parseAsync();
    return process.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    say(messageOf(error));
    return error instanceof UsageError || error instanceof SettingsError ? 2 : 1;
  }
}

// Not process.exit(): what is still being written to a pipe would be lost.
process.exitCode = await main();
