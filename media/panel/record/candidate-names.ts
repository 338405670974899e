import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { candidateNumber, winnerOf } from "./candidates.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** Returns a candidate's name among the others, merged or not. */
export function candidateName(candidate: CandidateRecord): string {
  const { repairs } = candidate;
  if (repairs !== null) return strings.corrected(candidateNumber(candidate), repairs + 1);
  return strings.answer(candidateNumber(candidate));
}

/** Returns a candidate's heading. */
export function candidateTitle(run: RunRecord, candidate: CandidateRecord): string {
  if (isSole(run)) return isMerged(run) ? strings.mergedReply : strings.answerOf(candidate.model);
  if (candidate !== winnerOf(run)) return candidateName(candidate);
  return strings.winnerIs(candidateNumber(candidate));
}

/**
 * Returns a candidate's name in a list. If each model gave one answer, the model's name is added, because it says more
 * than the number.
 */
export function candidateLabel(run: RunRecord, candidate: CandidateRecord): string {
  const models = new Set(run.candidates.map(({ model }) => model));
  if (isMerged(run) || models.size < run.candidates.length) return candidateName(candidate);
  return `${candidateNumber(candidate)} · ${candidate.model}`;
}
