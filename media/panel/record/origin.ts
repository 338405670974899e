import type { ReferenceRecord } from "../../../src/protocol/index.ts";
import { seconds } from "../format.ts";
import { strings } from "../strings.ts";

/** Who served a reference, and what it took. */
export function origin({ servedBy, usage, durationMs, hedged }: ReferenceRecord): string {
  return [
    ...(servedBy === null ? [] : [strings.servedBy(servedBy)]),
    ...(usage === null ? [] : [strings.tokens(usage.promptTokens, usage.completionTokens)]),
    ...(durationMs === null ? [] : [seconds(durationMs)]),
    ...(hedged ? [strings.askedTwice] : []),
  ].join(" · ");
}
