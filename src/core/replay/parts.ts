import type { CandidateRecord, ReferenceRecord, RunRecord } from "../record/index.ts";

/** The fields of a record that a replay reads. */
export type Replayable = Pick<
  RunRecord,
  | "runId"
  | "seed"
  | "asked"
  | "system"
  | "simulated"
  | "parameters"
  | "keywords"
  | "selection"
  | "subsets"
  | "winner"
  | "fallback"
  | "shortened"
  | "comparedIn"
  | "decidedBy"
  | "outcome"
> & {
  readonly references: readonly Pick<ReferenceRecord, "model" | "status" | "holdsAnswer" | "text" | "checked">[];
  readonly candidates: readonly Pick<
    CandidateRecord,
    | "subset"
    | "model"
    | "references"
    | "repairs"
    | "text"
    | "status"
    | "similarity"
    | "perplexity"
    | "meanLogprob"
    | "score"
    | "checked"
    | "votes"
    | "answer"
  >[];
};

/** The result of recomputing one part of the method. */
export interface ReplayedPart {
  readonly part: "selection" | "referencers" | "subsets" | "scores" | "winner";
  readonly verdict: "agrees" | "differs" | "left-out";
  /** What differs, or why the part was left out. */
  readonly details: readonly string[];
}

/** Returns a sentence about how a recorded list differs from the recomputed one; nothing when they are equal. */
export function listDifference(what: string, recorded: readonly string[], now: readonly string[]): string[] {
  const same = recorded.length === now.length && recorded.every((one, index) => one === now[index]);
  return same ? [] : [`${what}: recorded ${recorded.join(", ") || "none"}, now ${now.join(", ") || "none"}`];
}

/** Returns the result of a part that was recomputed. */
export function judged(part: ReplayedPart["part"], differences: readonly string[]): ReplayedPart {
  return { part, verdict: differences.length === 0 ? "agrees" : "differs", details: differences };
}

/** Returns the result of a part that could not be recomputed. */
export function leftOut(part: ReplayedPart["part"], reason: string): ReplayedPart {
  return { part, verdict: "left-out", details: [reason] };
}
