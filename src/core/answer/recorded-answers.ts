import type { Candidate } from "../systems/index.ts";
import type { Reference } from "../enhancement/index.ts";
import { hasAnswered, type RunRecord, shareOfExamples } from "../record/index.ts";

/** Returns O_all as recorded; null for a reply that failed, stayed empty, or was cut off before it held an answer. */
export function recordedReferences({ references }: Pick<RunRecord, "references">): Reference[] {
  return references.map((reference) => {
    const { model, text, status } = reference;
    return hasAnswered(reference) ? { model, text, ...(status === "truncated" && { cutOff: true }) } : null;
  });
}

/** Returns the recorded candidates that have text, in the form that scoring takes. */
export function recordedCandidates({ candidates }: Pick<RunRecord, "candidates">): Candidate[] {
  return candidates.flatMap((recorded) => {
    const { subset: draw, references: subset, model, text, status, perplexity } = recorded;
    const usable = status === "finished" || status === "truncated" || status === "aborted";
    return usable && text.trim() !== ""
      ? [{ draw, subset, model, text, status, perplexity, passed: shareOfExamples(recorded) }]
      : [];
  });
}

/**
 * Returns draws as ascending indices into the referencers, from the model names in a record. Several answers of one
 * model are told apart by their order alone.
 */
export function drawnIndices(subsets: readonly (readonly string[])[], referencers: readonly string[]): number[][] {
  return subsets.map((subset) => {
    const left = referencers.map((model, index) => ({ model, index }));
    return subset.flatMap((model) => {
      const place = left.findIndex((one) => one.model === model);
      return place < 0 ? [] : left.splice(place, 1).map(({ index }) => index);
    });
  });
}
