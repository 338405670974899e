import type { ReferenceRecord } from "../../../src/core/record/index.ts";
import { seconds } from "../../../src/core/amounts.ts";
import { strings } from "../strings.ts";

/** Returns who served a reference, with its tokens and its time. */
export function origin({ servedBy, usage, durationMs, hedged }: ReferenceRecord): string {
  return [
    ...(servedBy === null ? [] : [strings.servedBy(servedBy)]),
    ...(usage === null ? [] : [strings.tokens(usage.promptTokens, usage.completionTokens)]),
    ...(durationMs === null ? [] : [seconds(durationMs)]),
    ...(hedged ? [strings.askedTwice] : []),
  ].join(" · ");
}
