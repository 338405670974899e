import { failedExamples } from "./failed-examples.ts";
import { type CandidateRecord, hasAnswered, type ReferenceRecord, type RunRecord } from "../record/index.ts";

/** Whether a run ended before it had a winner: the user stopped it, the program ended, or the run failed. */
export function wasBrokenOff({ outcome, winner, fallback }: RunRecord): boolean {
  return (outcome === "aborted" || outcome === "failed") && (winner === null || fallback !== null);
}

/** Whether a run can continue with what it has: it ended before it had a winner, and a model's answer has arrived. */
export function canBeMerged(record: RunRecord): boolean {
  return wasBrokenOff(record) && record.selection !== null && record.references.some(isUsable);
}

/** Whether a model's own answer can become the reply: it has arrived, and its run ended before it had a winner. */
export function canStandIn(record: RunRecord, reference: ReferenceRecord): boolean {
  return wasBrokenOff(record) && isUsable(reference);
}

/**
 * Returns the best merged text that a run had finished when it ended without a winner. Nothing had been compared by
 * then. If one model wrote all texts, the one written with the most certainty is best; otherwise the first.
 *
 * @returns null when no text was finished, or when the run has a winner
 */
export function bestMerged(record: RunRecord): CandidateRecord | null {
  if (!wasBrokenOff(record)) return null;
  const whole = record.candidates.filter(isWhole);
  const isComparable = new Set(whole.map(({ model }) => model)).size === 1;
  const doubt = ({ perplexity }: CandidateRecord): number => (isComparable ? (perplexity ?? Infinity) : 0);
  return whole.toSorted((a, b) => (doubt(a) === doubt(b) ? a.subset - b.subset : doubt(a) - doubt(b)))[0] ?? null;
}

/**
 * Whether the answer of a run can be corrected: it is SMCS's own choice, and its code fails examples that models may see.
 */
export function canBeCorrected(run: RunRecord): boolean {
  const { system, outcome, choice, fallback, winner, candidates, asked, examples } = run;
  const answer = fallback === null && choice === null ? candidates[winner ?? -1] : undefined;
  const isOwn = system === "smcs" && outcome === "done";
  return isOwn && failedExamples(asked, examples, answer?.checked ?? null).length > 0;
}

function isUsable(reference: ReferenceRecord): boolean {
  return hasAnswered(reference) && reference.text.trim() !== "";
}

function isWhole({ status, text }: CandidateRecord): boolean {
  return status === "finished" && text.trim() !== "";
}
