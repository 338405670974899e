import type { CandidateRecord, ReferenceRecord, RunRecord } from "../record/index.ts";

/** What of a record a replay looks at. */
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
  | "comparedIn"
  | "decidedBy"
  | "outcome"
> & {
  readonly references: readonly Pick<ReferenceRecord, "model" | "status" | "holdsAnswer" | "text">[];
  readonly candidates: readonly Pick<
    CandidateRecord,
    | "subset"
    | "model"
    | "references"
    | "text"
    | "status"
    | "similarity"
    | "perplexity"
    | "meanLogprob"
    | "score"
    | "votes"
    | "answer"
  >[];
};

/** What became of one part of the method when it was worked out again. */
export interface ReplayedPart {
  readonly part: "selection" | "referencers" | "subsets" | "scores" | "winner";
  readonly verdict: "agrees" | "differs" | "left-out";
  /** What differs, or why the part was left out. */
  readonly details: readonly string[];
}

/** In a sentence, how a recorded list differs from the one that came out now; nothing when they are equal. */
export function listDifference(what: string, recorded: readonly string[], now: readonly string[]): string[] {
  const same = recorded.length === now.length && recorded.every((one, index) => one === now[index]);
  return same ? [] : [`${what}: recorded ${recorded.join(", ") || "none"}, now ${now.join(", ") || "none"}`];
}

/** A part that was worked out again. */
export function judged(part: ReplayedPart["part"], differences: readonly string[]): ReplayedPart {
  return { part, verdict: differences.length === 0 ? "agrees" : "differs", details: differences };
}

/** A part that could not be worked out again. */
export function leftOut(part: ReplayedPart["part"], reason: string): ReplayedPart {
  return { part, verdict: "left-out", details: [reason] };
}
