import { applyEvent, type RunRecord, startRecord } from "../core/record/index.ts";
import { decodeEvent, type EventLine } from "./event-line.ts";
import { keptRecord } from "./kept-record.ts";
import { withShared } from "./shared-conversation.ts";

/**
 * The runs whose events a file's text holds, in the order they were asked. Lines that cannot be used are passed over: a
 * torn last line is what a kill leaves. A run without an end was interrupted, and keeps what had arrived.
 */
export function foldRuns(text: string): RunRecord[] {
  return foldLines(text.split("\n")).map((run) => (run.outcome === "running" ? interrupted(run) : run));
}

/**
 * The runs as their events leave them: `running` where the end is missing.
 *
 * @param see is told every line that could be read, also those that no run needs
 */
export function foldLines(lines: Iterable<string>, see: (line: EventLine) => void = () => undefined): RunRecord[] {
  return foldEvents(decoded(lines, see));
}

/** The runs of events in their order, as `foldLines` leaves them. */
export function foldEvents(events: Iterable<EventLine>): RunRecord[] {
  const runs = new Map<string, RunRecord>();
  for (const line of events) {
    const run = withEvent(runs, line);
    if (run !== null) runs.set(run.runId, run);
  }
  return [...runs.values()];
}

function* decoded(lines: Iterable<string>, see: (line: EventLine) => void): Generator<EventLine> {
  for (const line of lines) {
    const event = decodeEvent(line);
    if (event === null) continue;
    see(event);
    yield event;
  }
}

/** The lines of a file that hold anything. Decoded one by one they take a fifth of the time that the whole text takes. */
export function* linesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(10, from);
    const to = newline < 0 ? bytes.length : newline;
    if (to > from) yield bytes.toString("utf8", from, to);
    from = to + 1;
  }
}

/** The run after an event; null for one that is of no use: of a run without beginning, or written by another version. */
function withEvent(runs: ReadonlyMap<string, RunRecord>, { runId, event }: EventLine): RunRecord | null {
  try {
    if (event.type === "run-start") return startRecord(withShared(event, (id) => runs.get(id)?.asked.conversation));
    const run = runs.get(runId);
    return run === undefined ? null : (keptRecord(event) ?? applyEvent(run, event));
  } catch {
    return null;
  }
}

/** A run whose end never came. */
export function interrupted(run: RunRecord): RunRecord {
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
