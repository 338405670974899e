import type { ReferenceRecord } from "../../../src/core/record/index.ts";
import { seconds } from "../../../src/core/amounts.ts";
import { strings } from "../strings.ts";
import { cost } from "./progress.ts";

/** Returns the state of a model that is not writing, in a few words. */
export function referenceNote(reference: ReferenceRecord): string {
  const { status, error, durationMs, costUsd, pause, hedged, holdsAnswer = false } = reference;
  switch (status) {
    case "waiting":
    case "streaming":
      if (pause !== null) return strings.pausing(pause.reason, pause.milliseconds);
      return hedged ? strings.late : strings.waiting;
    case "truncated":
      return [
        holdsAnswer ? strings.cutOffUsed : strings.cutOff,
        ...(durationMs === null ? [] : [seconds(durationMs)]),
        cost(costUsd),
      ].join(" · ");
    case "failed":
      return error ?? strings.failed;
    case "aborted":
      return strings.stopped;
    case "spared":
      return strings.notNeeded;
    case "finished":
      return strings.statusOf.finished;
  }
}
