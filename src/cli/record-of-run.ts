import { homedir } from "node:os";
import path from "node:path";
import { RunRecordFile } from "../records/index.ts";
import { say } from "./terminal.ts";

/** What the command line says about recording: a folder, false for none. */
export type Records = string | false | undefined;

/**
 * The file that a run is recorded in; null when it is not to be. Without a folder it is `~/.smcs/runs`, wherever the
 * bank lies: a bank may be shared, a question is its asker's own.
 */
export function recordOfRun(runId: string, records: Records): RunRecordFile | null {
  if (records === false) return null;
  const folder = path.resolve(records ?? path.join(homedir(), ".smcs", "runs"));
  return new RunRecordFile(folder, runId, new Date(), (message) => {
    say(`Note: ${message}`);
  });
}
