import type { RunRecord } from "../record/index.ts";
import { areAnswers } from "../system-names.ts";

/** One failure: its place, and the sentence that says what happened and what to do. */
interface Failure {
  /** Model reference, `endpointName/modelId`, or the name of a model when no server was reached. */
  readonly place: string;
  readonly reason: string;
}

/**
 * Returns what went wrong: why there is no answer, and every failure with its endpoint, cause and next step. Failures
 * that differ only in the model share a line.
 */
export function failureLines(run: RunRecord): string[] {
  const places = new Map<string, string[]>();
  for (const { place, reason } of failuresOf(run)) {
    const cause = reason.startsWith(`${place} at `) ? reason.slice(place.length) : `: ${reason}`;
    const known = places.get(cause) ?? [];
    places.set(cause, known.includes(place) ? known : [...known, place]);
  }
  const lines = [...places].map(([cause, known]) => `  ${known.join(", ")}${cause}`);
  if (run.outcome === "aborted") return [run.error ?? "Stopped.", ...lines];
  return run.outcome === "failed" ? [run.error ?? "The run failed.", ...lines] : lines;
}

/** Returns the failures of a run. Replies that the user or the run gave up are none. */
function failuresOf(run: RunRecord): Failure[] {
  const { references, candidates } = run;
  // When nothing is merged, the candidates repeat the references.
  const merged = areAnswers(run) ? [] : candidates;
  const ofReferences = references.flatMap(({ status, error, servedBy, model }) =>
    error === null || status === "aborted" ? [] : [{ place: servedBy ?? model, reason: error }],
  );
  const ofCandidates = merged.flatMap(({ status, error, model }) =>
    error === null || status === "aborted" ? [] : [{ place: `${model}, merging`, reason: error }],
  );
  return [...ofReferences, ...ofCandidates];
}
