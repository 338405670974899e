import { readFile } from "node:fs/promises";
import path from "node:path";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { isMissing } from "../storage/index.ts";
import { foldLines, interrupted, linesOf } from "./read-runs.ts";
import { recoverRun } from "./recover-run.ts";
import { refuseNewer } from "./run-record-file.ts";

/** The content of a chat's file. */
export interface OpenedChat {
  /** In the order in which they were asked. */
  readonly runs: readonly RunRecord[];
  /** Those of them that were interrupted, completed from their own files. */
  readonly recovered: readonly RunRecord[];
  /** Length of the file. */
  readonly bytes: number;
}

/**
 * Reads a chat; a missing file gives a chat without runs.
 *
 * @param runsFolder of the runs' own files, for interrupted runs; it lies beside the chats' folder
 * @throws Error when the file is unreadable, or was written in a later format
 */
export async function openChat(file: string, runsFolder = runsBeside(file)): Promise<OpenedChat> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  });
  refuseNewer(bytes.toString("utf8", 0, Math.max(0, bytes.indexOf(10))), file);
  const events = new Map<string, RunEvent[]>();
  const folded = foldLines(linesOf(bytes), ({ runId, event }) => {
    const ofRun = events.get(runId);
    if (ofRun === undefined) events.set(runId, [event]);
    else ofRun.push(event);
  });
  const recovered: RunRecord[] = [];
  const runs: RunRecord[] = [];
  for (const run of folded) {
    const unended = run.outcome === "running";
    const found = unended ? await recoverRun(run.runId, events.get(run.runId) ?? [], runsFolder) : null;
    if (found !== null) recovered.push(found);
    runs.push(found ?? (unended ? interrupted(run) : run));
  }
  return { runs, recovered, bytes: bytes.length };
}

const runsBeside = (file: string): string => path.join(path.dirname(file), "..", "runs");
