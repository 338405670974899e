import { readFile } from "node:fs/promises";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { isPiece } from "./join-deltas.ts";
import { isKeeping } from "./kept-record.ts";
import { foldEvents, foldLines, interrupted } from "./read-runs.ts";
import { filesOfRuns } from "./runs-folder.ts";

/**
 * Resolves with an interrupted run, completed from its own file. That file has the pieces of unfinished replies; of the
 * other events, which are the same in both, either file may have more.
 *
 * @param inChat the run's events in its chat's file
 * @returns null when its own file is gone
 */
export async function recoverRun(
  runId: string,
  inChat: readonly RunEvent[],
  runsFolder: string,
): Promise<RunRecord | null> {
  const [file] = await filesOfRuns(runsFolder, new Set([runId]));
  const text = file === undefined ? "" : await readFile(file, "utf8").catch(() => "");
  const own: RunEvent[] = [];
  const [begun] = foldLines(text.split("\n"), (line) => {
    if (line.runId === runId) own.push(line.event);
  });
  if (begun === undefined) return null;
  const known = own.filter(isInBoth).length;
  const events = withWhatWasSaid([...own, ...inChat.filter(isInBoth).slice(known)], inChat);
  const [run] = foldEvents(events.map((event) => ({ runId, event })));
  return run?.outcome === "running" ? interrupted(run) : (run ?? null);
}

/**
 * Returns the events with choices and ratings, each behind the event that it followed: a rated answer may have been
 * replaced since.
 */
function withWhatWasSaid(events: readonly RunEvent[], inChat: readonly RunEvent[]): RunEvent[] {
  const said = new Map<number, RunEvent[]>();
  let before = 0;
  for (const event of inChat) {
    if (isInBoth(event)) before += 1;
    else if (isSaid(event)) said.set(before, [...(said.get(before) ?? []), event]);
  }
  let passed = 0;
  return events.flatMap((event) => {
    if (!isInBoth(event)) return [event];
    passed += 1;
    return [event, ...(said.get(passed) ?? [])];
  });
}

function isSaid({ type }: RunEvent): boolean {
  return type === "choice" || type === "rating";
}

/** Returns whether an event is in both files. Choices, ratings and recovered records are only in the chat's. */
function isInBoth(event: RunEvent): boolean {
  return !isPiece(event) && !isSaid(event) && !isKeeping(event);
}
