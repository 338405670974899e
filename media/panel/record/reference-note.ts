import type { ReferenceRecord } from "../../../src/protocol/run.ts";
import { seconds } from "../format.ts";
import { strings } from "../strings.ts";
import { cost } from "./progress.ts";

/** How one model is doing, in a few words. */
export function referenceNote(reference: ReferenceRecord): string {
  const { status, text, thinking, error, durationMs, costUsd, pause, hedged } = reference;
  const twice = hedged ? [strings.askedTwice] : [];
  const spent = [...(durationMs === null ? [] : [seconds(durationMs)]), cost(costUsd), ...twice].join(" · ");
  switch (status) {
    case "waiting":
      return strings.waiting;
    case "streaming":
      if (pause !== null) return strings.pausing(pause.reason, pause.milliseconds);
      if (text === "" && thinking === "") return hedged ? strings.late : strings.waiting;
      return text === "" ? strings.thinkingNow(thinking.length) : strings.writingNow(text.length);
    case "finished":
      return spent;
    case "truncated":
      return `${strings.cutOff} · ${spent}`;
    case "failed":
      return error ?? strings.failed;
    case "aborted":
      return strings.stopped;
  }
}
