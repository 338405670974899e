import type { RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { winnerOf } from "./candidates.ts";
import { isSole } from "./system-traits.ts";
import { comparedCount } from "./votes.ts";

/** How many of the compared answers say what the winner says, itself included. */
export interface Verdict {
  readonly agreeing: number;
  readonly compared: number;
}

/** Null where nothing was compared, or nobody looked who agrees. */
export function verdictOf(run: RunRecord): Verdict | null {
  const winner = winnerOf(run);
  const compared = comparedCount(run);
  if (winner === null || isSole(run) || compared < 2) return null;
  const agreeing = run.decidedBy === "votes" ? winner.votes : (run.agreeing?.length ?? null);
  return agreeing === null ? null : { agreeing, compared };
}

/** The same in words. */
export function verdictWords({ agreeing, compared }: Verdict): string {
  if (agreeing === compared) return strings.allAgree(compared);
  return agreeing > 1 ? strings.someAgree(agreeing, compared) : strings.nobodyAgrees;
}
