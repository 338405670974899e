import { bestMerged, canBeMerged, wasBrokenOff } from "../../../src/core/conversation/index.ts";
import type { RunRecord } from "../../../src/core/record/index.ts";
import { strings } from "../strings.ts";
import { draftOf } from "./draft.ts";
import { isMerged, isSole } from "./system-traits.ts";

/** Returns how far a stopped run came, in a sentence. */
export function stoppedWords(run: RunRecord): string {
  if (!wasBrokenOff(run) || run.choice !== null) return strings.runStopped;
  if (bestMerged(run) !== null) return strings.stoppedBeforeComparing;
  if (!canBeMerged(run)) return draftOf(run, null) === null ? strings.stoppedBeforeAnswers : strings.stoppedHalfway;
  if (isMerged(run)) return strings.stoppedBeforeMerging;
  return isSole(run) ? strings.runStopped : strings.stoppedBeforeComparing;
}
