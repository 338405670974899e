import type { CandidateRecord, ReferenceRecord, RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { candidateName } from "./candidate-names.ts";
import { replyOf } from "./candidates.ts";
import { changeFrom } from "./draft.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** Returns a label that names the author of a draft. */
export function draftLabel(run: RunRecord, { model, status }: ReferenceRecord): string {
  // A draft that is still being read after the answer has arrived is labelled as a draft.
  if (run.outcome !== "running" && run.winner === null)
    return status === "finished" ? strings.answerOf(model) : strings.partOf(model);
  return isSole(run) && !isMerged(run) ? strings.answerOf(model) : strings.draftOf(model);
}

/** Returns a label that names the author of the answer. */
export function answerLabel(run: RunRecord): string {
  const reply = replyOf(run);
  if (reply === null) {
    const single = run.winner === null ? undefined : run.references[run.winner];
    if (single === undefined) return "";
    if (single.status === "truncated") return strings.bestCutOff(single.model);
    if (run.outcome !== "done") return strings.answerOf(single.model);
    if (run.shortened?.reason === "cascade") return strings.sufficient(single.model);
    return isScored(run) ? strings.onlyPassing(single.model) : strings.bestSingle(single.model);
  }
  const words = candidateWords(run, reply);
  return run.choice === null ? words : `${strings.yourChoice(candidateName(reply))}. ${words}`;
}

/** Whether merged answers were compared: then the answer of a single model is shown because only it passes. */
export function isScored({ candidates }: RunRecord): boolean {
  return candidates.some(({ score }) => score !== null);
}

/** Returns who wrote a candidate, and from how many answers. */
export function candidateWords(run: RunRecord, { references, repairs, model }: CandidateRecord): string {
  if (repairs !== null) return strings.correctedBy(model);
  return isMerged(run) ? strings.mergedFrom(references.length, model) : strings.answerOf(model);
}

/** Returns what has changed when the answer replaces a draft; null if there is nothing to report. */
export function changeWords(draft: string, answer: string): readonly [string] | null {
  const change = changeFrom(draft, answer);
  return change === null ? null : [strings.changed[change]];
}
