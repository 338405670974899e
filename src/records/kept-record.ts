import { emptyCandidate, type RunEvent, type RunRecord, waitingReference } from "../core/record/index.ts";
import { recordedRun } from "./recorded-run.ts";

/** Type of a line in a chat's file that holds what was recovered of an interrupted run; other versions skip it. */
const TYPE = "run-kept";

/** Returns a record as a line of its chat's file. Later events of the run are applied to it. */
export function keepingEvent(record: RunRecord): RunEvent {
  return { type: TYPE, record } as unknown as RunEvent;
}

/** Returns whether an event is such a line. */
export function isKeeping(event: RunEvent): boolean {
  return (event.type as string) === TYPE;
}

/**
 * Returns the record in a line that `keepingEvent` made; null for all others.
 *
 * @throws Error when the record is invalid
 */
export function keptRecord(event: RunEvent): RunRecord | null {
  if (!isKeeping(event) || !("record" in event)) return null;
  return ofThisVersion(event.record as RunRecord);
}

/**
 * Returns a record with the fields that tell systems apart, which versions with SMCS as the only system left out.
 *
 * @throws Error when it is not a record
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
    examples: (record as Partial<RunRecord>).examples ?? [],
    unrun: (record as Partial<RunRecord>).unrun ?? [],
    ownExamples: (record as Partial<RunRecord>).ownExamples ?? [],
    references: record.references.map((reference) => ({ ...waitingReference(reference.model), ...reference })),
    decidedBy: decidedBy ?? (wasScored ? "posterior" : null),
    candidates: candidates.map((candidate, index) => ({
      ...emptyCandidate,
      ...record.candidates[index],
      ...candidate,
    })),
  };
}
