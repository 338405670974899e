import { hasAnswered, type RunRecord } from "../../../src/core/record/index.ts";
import { seconds, usd } from "../../../src/core/amounts.ts";
import { strings } from "../strings.ts";
import { hasEnded } from "./candidates.ts";
import { systemTraits } from "./system-traits.ts";

/** Returns the number of references that have arrived. */
function answeredCount({ references }: RunRecord): number {
  return references.filter(hasAnswered).length;
}

/** Returns how many of the requested answers have arrived. */
export function answeredLine(record: RunRecord): string {
  const { references } = record;
  const models = new Set(references.map(({ model }) => model));
  const isRepeated = models.size < references.length;
  const asked = references.filter(({ status }) => status !== "spared").length;
  return (isRepeated ? strings.answersIn : strings.answered)(answeredCount(record), asked);
}

/** Returns what a running run is doing. */
export function stage(record: RunRecord): string {
  const { selection, references, candidates, subsets } = record;
  if (selection === null) return strings.choosing;
  const again = references.find(({ retries, status }) => retries > 0 && !hasEnded(status));
  if (again !== undefined) return strings.askingAgain(again.model);
  const isAnswered = references.every(({ status }) => hasEnded(status));
  switch (systemTraits(record.system).replies) {
    case "candidates": {
      if (candidates.length === 0) return isAnswered && references.length > 0 ? strings.merging : answeredLine(record);
      const corrected = candidates.find(({ repairs, status }) => repairs !== null && !hasEnded(status));
      if (corrected !== undefined) return strings.correcting(corrected.model);
      const isMerged = candidates.length >= subsets.length && candidates.every(({ status }) => hasEnded(status));
      if (isAnswered && isMerged) return isUnchecked(record) ? strings.runsExamples : strings.scoring;
      const ready = candidates.filter(({ status }) => status === "finished" || status === "truncated").length;
      return strings.candidatesReady(ready, subsets.length);
    }
    case "merged":
      return candidates.length === 0 ? answeredLine(record) : strings.merging;
    case "answers":
      return isAnswered && references.length > 0 ? strings.comparing : answeredLine(record);
    case "answer":
      return references[0] === undefined ? strings.choosing : strings.answering(references[0].model);
  }
}

/** Whether the code of some candidate was not run on the examples of the question yet. */
function isUnchecked({ examples, candidates }: RunRecord): boolean {
  return examples.length > 0 && candidates.some(({ status, checked }) => status === "finished" && checked === null);
}

/** Returns important notes for the reader: warnings, and parts of the run that were stopped early. */
export function notices({ warnings, shortened }: RunRecord): string[] {
  return shortened === null ? [...warnings] : [...warnings, shortened.message];
}

/** Returns an ended run's time and cost, how many models were spared, and whether its models are simulated. */
export function summary({ totals, simulated, references }: RunRecord): string {
  const { durationMs, costUsd } = totals;
  const asked = references.filter(({ status }) => status !== "spared").length;
  return [
    ...(durationMs === null ? [] : [seconds(durationMs)]),
    cost(costUsd),
    ...(asked < references.length ? [strings.askedOf(asked, references.length)] : []),
    ...(simulated ? [strings.simulated] : []),
  ].join(" · ");
}

/** Returns a cost in words. An unknown cost is reported as unknown, never as free. */
export function cost(amount: number | null): string {
  if (amount === null) return strings.costUnknown;
  return amount === 0 ? strings.free : usd(amount);
}
