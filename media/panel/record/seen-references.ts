import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";

/** A reference that a candidate was to merge. */
interface SeenReference {
  readonly model: string;
  /** Whether the aggregator had it before its eyes. */
  readonly seen: boolean;
  /** Why it could not; null where that is not known, or it could. */
  readonly error: string | null;
}

/** The references of a candidate's draw in the order of their priors, those that did not come in time included. */
export function seenReferences(run: RunRecord, { subset, references }: CandidateRecord): SeenReference[] {
  const order = run.references.map(({ model }) => model);
  const drawn = run.subsets[subset] ?? references;
  return drawn
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((model) => {
      const seen = references.includes(model);
      const error = seen ? null : (run.references.findLast((one) => one.model === model)?.error ?? null);
      return { model, seen, error };
    });
}
