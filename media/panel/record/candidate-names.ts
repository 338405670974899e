import type { CandidateRecord, RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { candidateNumber, winnerOf } from "./candidates.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** What a candidate is called among the others. */
export function candidateName(run: RunRecord, candidate: CandidateRecord): string {
  const number = candidateNumber(candidate);
  return isMerged(run) ? strings.candidate(number) : strings.answer(number);
}

/** A candidate's heading. */
export function candidateTitle(run: RunRecord, candidate: CandidateRecord): string {
  const number = candidateNumber(candidate);
  if (isSole(run)) return isMerged(run) ? strings.mergedReply : strings.answerOf(candidate.model);
  if (candidate !== winnerOf(run)) return candidateName(run, candidate);
  return isMerged(run) ? strings.winnerIs(number) : strings.answerWinner(number);
}

/** The same in a list: an answer's model tells more than its number does, where each model gave one. */
export function candidateLabel(run: RunRecord, candidate: CandidateRecord): string {
  const models = new Set(run.candidates.map(({ model }) => model));
  if (isMerged(run) || models.size < run.candidates.length) return candidateName(run, candidate);
  return `${candidateNumber(candidate)} · ${candidate.model}`;
}
