import { emptyCandidate, type RunEvent, type RunRecord, waitingReference } from "../core/record/index.ts";
import { recordedRun } from "./recorded-run.ts";

/** A line of a chat's file that holds what was recovered of an interrupted run; other versions pass over it. */
const TYPE = "run-kept";

/** A record as a line of its chat's file. Whatever happens in the run afterwards is applied to it. */
export function keepingEvent(record: RunRecord): RunEvent {
  return { type: TYPE, record } as unknown as RunEvent;
}

/** Whether an event is such a line. */
export function isKeeping(event: RunEvent): boolean {
  return (event.type as string) === TYPE;
}

/**
 * The record in a line that `keepingEvent` made; null for all others.
 *
 * @throws Error when it is none
 */
export function keptRecord(event: RunEvent): RunRecord | null {
  if (!isKeeping(event) || !("record" in event)) return null;
  return ofThisVersion(event.record as RunRecord);
}

/**
 * Versions that knew of SMCS alone left out what tells the systems apart.
 *
 * @throws Error when it is no record
 */
function ofThisVersion(record: RunRecord): RunRecord {
  const { system, keywords, parameters, decidedBy, comparedIn, candidates, winner, fallback } = recordedRun(record);
  const wasScored = winner !== null && fallback === null;
  return {
    ...record,
    system,
    keywords,
    parameters,
    comparedIn,
    references: record.references.map((reference) => ({ ...waitingReference(reference.model), ...reference })),
    decidedBy: decidedBy ?? (wasScored ? "posterior" : null),
    candidates: candidates.map((candidate, index) => ({
      ...emptyCandidate,
      ...record.candidates[index],
      ...candidate,
    })),
  };
}
