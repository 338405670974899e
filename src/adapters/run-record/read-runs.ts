import { applyEvent, type RunRecord, startRecord } from "../../core/run-record.ts";
import { decodeEvent, type EventLine } from "./event-line.ts";

/**
 * The runs whose events a file's text holds, in the order they were asked. Lines that cannot be used are passed over: a
 * torn last line is what a kill leaves. A run without an end was interrupted, and keeps what had arrived.
 */
export function foldRuns(text: string): RunRecord[] {
  const runs = new Map<string, RunRecord>();
  for (const line of text.split("\n")) {
    const decoded = decodeEvent(line);
    const run = decoded === null ? null : withEvent(runs.get(decoded.runId), decoded);
    if (run !== null) runs.set(run.runId, run);
  }
  return [...runs.values()].map((run) => (run.outcome === "running" ? interrupted(run) : run));
}

/** The run after an event; null for one that is of no use: of a run without beginning, or written by another version. */
function withEvent(run: RunRecord | undefined, { event }: EventLine): RunRecord | null {
  try {
    if (event.type === "run-start") return startRecord(event);
    return run === undefined ? null : applyEvent(run, event);
  } catch {
    return null;
  }
}

function interrupted(run: RunRecord): RunRecord {
  const stop = <Reply extends { status: string }>(reply: Reply) =>
    reply.status === "waiting" || reply.status === "streaming" ? { ...reply, status: "aborted" as const } : reply;
  return {
    ...run,
    outcome: "aborted",
    error: "Interrupted: the program ended before the answer was complete.",
    references: run.references.map(stop),
    candidates: run.candidates.map(stop),
  };
}
