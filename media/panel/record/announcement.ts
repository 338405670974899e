import type { RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { candidateNumber, replyOf, winnerOf } from "./candidates.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** What a screen reader hears of a run: its start, its winner or its failure, and what the user made its reply. */
export function announcement(run: RunRecord | undefined): string {
  const chosen = run === undefined || run.choice === null ? null : replyOf(run);
  if (run !== undefined && chosen !== null) return choiceWords(run, candidateNumber(chosen));
  if (run === undefined || run.outcome === "aborted") return "";
  if (run.outcome === "failed") return strings.announceFailure(run.error ?? "");
  const winner = winnerOf(run);
  if (winner !== null) return winnerWords(run, candidateNumber(winner));
  return run.fallback === null ? strings.announceStart : strings.announceFallback;
}

function choiceWords(run: RunRecord, number: number): string {
  return isMerged(run) ? strings.announceChoice(number) : strings.announceAnswerChoice(number);
}

function winnerWords(run: RunRecord, number: number): string {
  if (isSole(run)) return strings.announceAnswer;
  return isMerged(run) ? strings.announceWinner(number) : strings.announceAnswerWinner(number);
}
