import { canBeReply } from "../../../src/core/conversation/index.ts";
import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { inOrder, replyOf, winnerOf } from "./candidates.ts";
import { isSole } from "./system-traits.ts";
import { comparedCount } from "./votes.ts";

/** How many of the compared answers agree with the winner, including the winner itself. */
interface Verdict {
  readonly agreeing: number;
  readonly compared: number;
}

/** Returns the verdict on a run; null when nothing was compared, or agreement was not determined. */
export function verdictOf(run: RunRecord): Verdict | null {
  const winner = winnerOf(run);
  const compared = comparedCount(run);
  if (winner === null || isSole(run) || compared < 2) return null;
  const agreeing = run.decidedBy === "votes" ? winner.votes : (run.agreeing?.length ?? null);
  return agreeing === null ? null : { agreeing, compared };
}

/** Returns a verdict in words. */
export function verdictWords({ agreeing, compared }: Verdict): string {
  if (agreeing === compared) return strings.allAgree(compared);
  return agreeing > 1 ? strings.someAgree(agreeing, compared) : strings.nobodyAgrees;
}

/**
 * Returns whether a candidate agrees with the reply; null when unknown. The record holds the candidates that agree with
 * the winner. Two others that both disagree with the winner may still agree with each other.
 */
export function agreesWithReply(run: RunRecord, candidate: CandidateRecord): boolean | null {
  const reply = replyOf(run);
  const { agreeing } = run;
  if (agreeing === null || reply === null || candidate.score === null) return null;
  const [ofReply, own] = [agreeing.includes(reply.subset), agreeing.includes(candidate.subset)];
  return ofReply || own ? ofReply === own : null;
}

/** Returns the best candidate that can be compared with the reply and is not known to agree with it. */
export function rivalOf(run: RunRecord): CandidateRecord | undefined {
  const reply = replyOf(run);
  return inOrder(run).find((one) => one !== reply && canBeReply(run, one) && agreesWithReply(run, one) !== true);
}
