import type { ReferenceRecord, RunRecord } from "../../../src/protocol/run.ts";
import { strings } from "../strings.ts";
import { candidateName } from "./candidate-names.ts";
import { replyOf } from "./candidates.ts";
import { changeFrom } from "./draft.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** Whose words a draft is. */
export function draftLabel(run: RunRecord, { model }: ReferenceRecord): string {
  if (run.outcome === "aborted") return isMerged(run) ? strings.stoppedAnswer(model) : strings.answerOf(model);
  return isSole(run) && !isMerged(run) ? strings.answerOf(model) : strings.draftOf(model);
}

/** Whose words the answer is. */
export function answerLabel(run: RunRecord): string {
  const reply = replyOf(run);
  if (reply === null) {
    const single = run.winner === null ? undefined : run.references[run.winner];
    return single === undefined ? "" : strings.bestSingle(single.model);
  }
  const words = isMerged(run)
    ? strings.mergedFrom(reply.references.length, reply.model)
    : strings.answerOf(reply.model);
  return run.choice === null ? words : `${strings.yourChoice(candidateName(run, reply))}. ${words}`;
}

/** What has changed where the answer took a draft's place; null where there is nothing to say. */
export function changeWords(draft: string, answer: string): readonly [string] | null {
  const change = changeFrom(draft, answer);
  return change === null ? null : [strings.changed[change]];
}
