import type { AggregatorChoice } from "../core/enhancement/aggregators.ts";
import type { RunEvent } from "../core/run-events.ts";
import type { RunRecord } from "../core/run-record.ts";

/** What to tell the user about an event; null when nothing. */
export function progressLine(event: RunEvent, { simulated, references }: RunRecord): string | null {
  switch (event.type) {
    case "selection-end": {
      if (event.selection.referencers.length === 0) return null;
      const models = event.selection.referencers.join(", ");
      return `Asking ${event.selection.referencers.length}${simulated ? " simulated" : ""} models: ${models}`;
    }
    case "aggregator-chosen":
      return `${event.choice.model} merges their answers. ${event.choice.reason}${accuracyOf(event.choice)}`;
    case "reference-end":
      return `  ${event.model}: ${event.error === null ? `answered in ${(event.durationMs / 1000).toFixed(1)} s` : event.status}`;
    case "request-end":
      return `  aggregation ${event.draws.map((draw) => draw + 1).join(", ")} done in ${(event.durationMs / 1000).toFixed(1)} s`;
    case "warning":
      return `Note: ${event.message}`;
    case "run-end": {
      if (references.length === 0) return null;
      const answered = references.filter(({ status }) => status === "finished").length;
      return `${answered} of ${references.length} answered.`;
    }
    default:
      return null;
  }
}

/** The answer, and in a line above it whose it is. */
export function winnerText(record: RunRecord): string {
  const { winner, fallback, candidates, references, totals } = record;
  if (winner === null) return "";
  const label = record.simulated ? " (simulated)" : "";
  const cost = totals.costUsd === null ? "cost unknown" : `$${totals.costUsd.toFixed(4)}`;
  if (fallback !== null) {
    const reference = references[winner];
    return `# Best single answer, by ${reference?.model ?? ""}${label}, ${cost}\n\n${reference?.text ?? ""}`;
  }
  const candidate = candidates[winner];
  const score = candidate?.score?.toFixed(3) ?? "-";
  const from = candidate?.references.join(", ") ?? "";
  return `# Winner: candidate ${(candidate?.subset ?? 0) + 1} of ${candidates.length}${label}, score ${score}, ${cost}\n# merged by ${candidate?.model ?? ""} from ${from}\n\n${candidate?.text ?? ""}`;
}

/** What went wrong: why there is no answer, and one line per endpoint that failed somebody. */
export function failureLines({ outcome, error, references, candidates }: RunRecord): string[] {
  if (outcome === "aborted") return ["Stopped."];
  const reasons = new Map<string, string>();
  for (const { servedBy, model, error: reason } of references) {
    const endpoint = servedBy?.slice(0, servedBy.indexOf("/")) ?? model;
    if (reason !== null && !reasons.has(endpoint)) reasons.set(endpoint, reason);
  }
  for (const { model, error: reason } of candidates) {
    if (reason !== null && !reasons.has(`aggregator ${model}`))
      reasons.set(`aggregator ${model}`, `as aggregator: ${reason}`);
  }
  const lines = [...reasons.values()].map((reason) => `  ${reason}`);
  return outcome === "failed" ? [error ?? "The run failed.", ...lines] : lines;
}

/** Few questions separate only large differences, which the interval shows. */
function accuracyOf({ accuracy, interval }: AggregatorChoice): string {
  if (accuracy === null || interval === null) return "";
  const percent = (share: number): string => (share * 100).toFixed(0);
  return ` It is right on ${percent(accuracy)}% of them (95% interval ${percent(interval[0])} to ${percent(interval[1])}%).`;
}
