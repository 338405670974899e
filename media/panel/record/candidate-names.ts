import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { candidateNumber, winnerOf } from "./candidates.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** Returns what a candidate is called among the others: an answer, merged or not. */
export function candidateName(candidate: CandidateRecord): string {
  return strings.answer(candidateNumber(candidate));
}

/** A candidate's heading. */
export function candidateTitle(run: RunRecord, candidate: CandidateRecord): string {
  if (isSole(run)) return isMerged(run) ? strings.mergedReply : strings.answerOf(candidate.model);
  if (candidate !== winnerOf(run)) return candidateName(candidate);
  return strings.winnerIs(candidateNumber(candidate));
}

/** The same in a list: an answer's model tells more than its number does, where each model gave one. */
export function candidateLabel(run: RunRecord, candidate: CandidateRecord): string {
  const models = new Set(run.candidates.map(({ model }) => model));
  if (isMerged(run) || models.size < run.candidates.length) return candidateName(candidate);
  return `${candidateNumber(candidate)} · ${candidate.model}`;
}
