import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";

/** Returns how many of a run's answers were compared. */
export function comparedCount({ candidates }: RunRecord): number {
  return candidates.filter(({ score }) => score !== null).length;
}

/**
 * Returns how many answers are the same as this one, in a sentence; null when they were not counted, or the candidate
 * has no answer.
 */
export function votesSentence(run: RunRecord, { votes, answer }: CandidateRecord): string | null {
  return run.decidedBy !== "votes" || votes === null || answer === null
    ? null
    : strings.give(votes, comparedCount(run), answer);
}
