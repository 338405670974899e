import { readFileSync } from "node:fs";
import { startChild } from "./child.ts";
import type { Outcome } from "./outcome.ts";
import type { Check } from "./steps.ts";

/** Timeout of a check, in milliseconds. */
const LIMIT = 600_000;

/** Number of lines of output that are shown when a check fails. */
const SHOWN = 40;

/** Runs a check. @param place path without an ending, for the log (`.log`) */
export async function runCheck({ name, command }: Check, place: string): Promise<readonly Outcome[]> {
  const log = `${place}.log`;
  const { ended, kill } = startChild(command, log);
  const limit = setTimeout(kill, LIMIT);
  const end = await ended.finally(() => {
    clearTimeout(limit);
  });
  if (end === 0) return [{ file: "", name, status: "passed", ms: 0 }];
  const said = readFileSync(log, "utf8").trimEnd().split("\n").slice(-SHOWN).join("\n");
  return [{ file: "", name, status: "failed", ms: 0, error: `${command.join(" ")} ended with ${end}:\n${said}` }];
}
