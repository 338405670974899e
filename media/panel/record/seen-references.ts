import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";

/** A reference that was drawn for a candidate. */
interface SeenReference {
  readonly model: string;
  /** Whether the aggregator received it. */
  readonly seen: boolean;
  /** Why the aggregator did not receive it; null when unknown, or when it did. */
  readonly error: string | null;
}

/** Returns the references of a candidate's draw, sorted by prior, including those that did not arrive in time. */
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
