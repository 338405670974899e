import type { CandidateRecord, ReferenceRecord, RunRecord } from "../../../src/protocol/index.ts";
import { strings } from "../strings.ts";
import { candidateName } from "./candidate-names.ts";
import { replyOf } from "./candidates.ts";
import { changeFrom } from "./draft.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** Whose words a draft is. */
export function draftLabel(run: RunRecord, { model, status }: ReferenceRecord): string {
  // A draft that is still read when the answer is there is a draft all the same.
  if (run.outcome !== "running" && run.winner === null)
    return status === "finished" ? strings.answerOf(model) : strings.partOf(model);
  return isSole(run) && !isMerged(run) ? strings.answerOf(model) : strings.draftOf(model);
}

/** Whose words the answer is. */
export function answerLabel(run: RunRecord): string {
  const reply = replyOf(run);
  if (reply === null) {
    const single = run.winner === null ? undefined : run.references[run.winner];
    if (single === undefined) return "";
    if (single.status === "truncated") return strings.bestCutOff(single.model);
    return run.outcome === "done" ? strings.bestSingle(single.model) : strings.answerOf(single.model);
  }
  const words = candidateWords(run, reply);
  return run.choice === null ? words : `${strings.yourChoice(candidateName(reply))}. ${words}`;
}

/** Who wrote a candidate, and from how many answers. */
export function candidateWords(run: RunRecord, { references, model }: CandidateRecord): string {
  return isMerged(run) ? strings.mergedFrom(references.length, model) : strings.answerOf(model);
}

/** What has changed where the answer took a draft's place; null where there is nothing to say. */
export function changeWords(draft: string, answer: string): readonly [string] | null {
  const change = changeFrom(draft, answer);
  return change === null ? null : [strings.changed[change]];
}
