import type { RunRecord } from "../../../src/protocol/run.ts";
import { dollars, seconds } from "../format.ts";
import { strings } from "../strings.ts";
import { hasEnded } from "./candidates.ts";

/** How many references arrived whole. */
export function answeredCount({ references }: RunRecord): number {
  return references.filter(({ status }) => status === "finished").length;
}

/** What a running run is doing. */
export function stage(record: RunRecord): string {
  const { selection, references, candidates, subsets } = record;
  if (selection === null) return strings.choosing;
  const again = references.find(({ retries, status }) => retries > 0 && !hasEnded(status));
  if (again !== undefined) return strings.askingAgain(again.model);
  if (candidates.length === 0) return strings.answered(answeredCount(record), references.length);
  if ([...references, ...candidates].every(({ status }) => hasEnded(status))) return strings.scoring;
  const ready = candidates.filter(({ status }) => status === "finished" || status === "truncated").length;
  return strings.candidatesReady(ready, subsets.length);
}

/** What the reader has to know: warnings, and what was given up before its time. */
export function notices({ warnings, shortened }: RunRecord): string[] {
  return shortened === null ? [...warnings] : [...warnings, shortened.message];
}

/** What an ended run took: candidates, time, cost. */
export function summary({ candidates, totals }: RunRecord): string {
  const { durationMs, costUsd } = totals;
  return [
    ...(candidates.length > 0 ? [strings.candidates(candidates.length)] : []),
    ...(durationMs === null ? [] : [seconds(durationMs)]),
    cost(costUsd),
  ].join(" · ");
}

/** A cost in words: unknown is said, never shown as free. */
export function cost(usd: number | null): string {
  return usd === null ? strings.costUnknown : dollars(usd);
}
