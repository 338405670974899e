import type { AggregatorChoice } from "../core/enhancement/aggregators.ts";
import type { ChatPause } from "../core/ports.ts";
import type { EventOf, RunEvent } from "../core/run-events.ts";
import type { RunRecord } from "../core/run-record.ts";

/** What to tell the user about an event, after the record has taken it; null when nothing. */
export function progressLine(event: RunEvent, record: RunRecord): string | null {
  switch (event.type) {
    case "selection-end": {
      const { referencers } = event.selection;
      if (referencers.length === 0) return null;
      const [only, ...others] = new Set(referencers);
      if (referencers.length > 1 && others.length === 0) return `Asking ${only} ${referencers.length} times`;
      return `Asking ${referencers.length}${record.simulated ? " simulated" : ""} models: ${referencers.join(", ")}`;
    }
    case "aggregator-chosen":
      return `${event.choice.model} merges their answers. ${event.choice.reason}${accuracyOf(event.choice)}`;
    case "reference-pause":
      return `  ${event.model}: ${pauseText(event)}`;
    case "reference-hedged":
      return `  ${event.model} is late: a second request was sent.`;
    case "reference-end":
      return `  ${event.model}: ${event.error === null ? `answered in ${seconds(event.durationMs)}` : event.status}`;
    case "candidate-start":
      return standInLine(event.aggregator, record);
    case "candidate-pause":
      return mergePauseLine(event, record);
    case "request-end":
      return `  aggregation ${event.draws.map((draw) => draw + 1).join(", ")} ${howItEnded(event.draws, record)} ${seconds(event.durationMs)}`;
    case "warning":
    case "shortened":
      return `Note: ${event.message}`;
    case "run-end": {
      const { references } = record;
      if (references.length === 0) return null;
      const answered = references.filter(({ status }) => status === "finished").length;
      return `${answered} of ${references.length} answered.`;
    }
    default:
      return null;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function pauseText({ reason, milliseconds }: ChatPause): string {
  return milliseconds === null || milliseconds === 0 ? reason : `${reason} (in ${seconds(milliseconds)})`;
}

/** Told at the stand-in's first candidate only. */
function standInLine(model: string, { aggregator, candidates }: RunRecord): string | null {
  const own = candidates.filter((candidate) => candidate.model === model);
  return aggregator === null || aggregator.model === model || own.length > 1
    ? null
    : `  ${model} stands in and merges.`;
}

/** Draws that share a request wait together, and are told of once. */
function mergePauseLine(event: EventOf<"candidate-pause">, { candidates }: RunRecord): string | null {
  const waiting = candidates.filter(({ pause }) => pause?.reason === event.reason);
  const model = candidates.find(({ subset }) => subset === event.draw)?.model;
  return model === undefined || waiting.length > 1 ? null : `  ${model}, merging: ${pauseText(event)}`;
}

function howItEnded(draws: readonly number[], { candidates }: RunRecord): string {
  const ofRequest = candidates.filter(({ subset }) => draws.includes(subset));
  if (ofRequest.some(({ status }) => status === "finished")) return "done in";
  return ofRequest.every(({ status }) => status === "aborted") ? "given up after" : "failed after";
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

/** Few questions separate only large differences, which the interval shows. */
function accuracyOf({ accuracy, interval }: AggregatorChoice): string {
  if (accuracy === null || interval === null) return "";
  const percent = (share: number): string => (share * 100).toFixed(0);
  return ` It is right on ${percent(accuracy)}% of them (95% interval ${percent(interval[0])} to ${percent(interval[1])}%).`;
}
