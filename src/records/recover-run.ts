import { readFile } from "node:fs/promises";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { isPiece } from "./join-deltas.ts";
import { isKeeping } from "./kept-record.ts";
import { foldEvents, foldLines, interrupted } from "./read-runs.ts";
import { filesOfRuns } from "./runs-folder.ts";

/**
 * An interrupted run with all that is known of it. Its own file has the pieces of replies that were still being written;
 * of the other events, which are the same in both, either file may have more.
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

/** Choices and ratings, each behind the event that it followed: what was rated before may have been answered anew since. */
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

/** Choices, ratings and what was recovered earlier are the chat's alone. */
function isInBoth(event: RunEvent): boolean {
  return !isPiece(event) && !isSaid(event) && !isKeeping(event);
}
