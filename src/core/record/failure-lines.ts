import type { RunRecord } from "./run-record.ts";
import { areAnswers } from "../system-names.ts";

/** One failure: where, and the sentence that says what happened and what to do. */
interface Failure {
  /** Model reference, `endpointName/modelId`, or a model's name where no server was reached. */
  readonly place: string;
  readonly reason: string;
}

/**
 * What went wrong: why there is no answer, and every failure with its endpoint, cause and next step. Those that differ
 * in nothing but the model share a line.
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

/** What was given up, by the user or by the run, is no failure. */
function failuresOf(run: RunRecord): Failure[] {
  const { references, candidates } = run;
  // Where nothing is merged the candidates are the references once more.
  const merged = areAnswers(run) ? [] : candidates;
  const ofReferences = references.flatMap(({ status, error, servedBy, model }) =>
    error === null || status === "aborted" ? [] : [{ place: servedBy ?? model, reason: error }],
  );
  const ofCandidates = merged.flatMap(({ status, error, model }) =>
    error === null || status === "aborted" ? [] : [{ place: `${model}, merging`, reason: error }],
  );
  return [...ofReferences, ...ofCandidates];
}
