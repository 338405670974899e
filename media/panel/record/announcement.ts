import type { RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { candidateNumber, replyOf, winnerOf } from "./candidates.ts";

/** What a screen reader hears of a run: its start, its winner or its failure, and what the user made its reply. */
export function announcement(run: RunRecord | undefined): string {
  const chosen = run === undefined || run.choice === null ? null : replyOf(run);
  if (chosen !== null) return strings.announceChoice(candidateNumber(chosen));
  if (run === undefined || run.outcome === "aborted") return "";
  if (run.outcome === "failed") return strings.announceFailure(run.error ?? "");
  const winner = winnerOf(run);
  if (winner !== null) return strings.announceWinner(candidateNumber(winner));
  return run.fallback === null ? strings.announceStart : strings.announceFallback;
}
