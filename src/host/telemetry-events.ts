import { BankError, SettingsError } from "../core/errors.ts";
import { presetNames } from "../core/parameters.ts";
import type { RunRecord } from "../core/record/index.ts";
import { systemNames } from "../core/system-names.ts";
import type { EvaluationResult } from "../evaluation/asking/index.ts";
import { ContextError } from "./context/attachment.ts";

/** The data of an event: words of fixed lists, and counts. telemetry.json lists all of it. */
export interface TelemetryEvent {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly measurements: Readonly<Record<string, number>>;
}

/** VS Code's own properties of every event that are kept. */
export const commonProperties = ["common.os", "common.extversion", "common.vscodeversion", "common.uikind"] as const;

/** Our own properties, of all events. */
export const ownProperties = ["outcome", "system", "preset", "simulated", "reason"] as const;

/** Returns the event of an ended run. */
export function runEnd(run: RunRecord): TelemetryEvent {
  const { outcome, system, preset, simulated, references, candidates, warnings, totals } = run;
  const ended = (replies: readonly { readonly status: string }[], how: string): number =>
    replies.filter(({ status }) => status === how).length;
  return {
    name: "run-end",
    properties: {
      outcome,
      system: wordOf(systemNames, system),
      preset: preset === null ? "settings" : wordOf(presetNames, preset),
      simulated: String(simulated),
    },
    measurements: {
      referencers: references.length,
      answered: ended(references, "finished"),
      failed: ended(references, "failed"),
      candidates: ended(candidates, "finished"),
      warnings: warnings.length,
      durationMs: totals.durationMs ?? 0,
    },
  };
}

/** Returns the event of a question that could not be asked. */
export function questionRefused(error: unknown): TelemetryEvent {
  return { name: "question-refused", properties: { reason: reasonOf(error) }, measurements: {} };
}

/** Returns the event of an evaluation that ended or was stopped. */
export function evaluationEnd(result: EvaluationResult): TelemetryEvent {
  const { asked, right, wrong, failed, missing, cancelled } = result;
  return {
    name: "evaluation-end",
    properties: { outcome: cancelled ? "stopped" : "done" },
    measurements: { asked, right, wrong, failed, missing },
  };
}

/**
 * Returns a listed word as it is, else "other": records of other versions may hold names that are unknown here or that
 * somebody edited.
 */
function wordOf(words: readonly string[], word: string): string {
  return words.includes(word) ? word : "other";
}

function reasonOf(error: unknown): string {
  if (error instanceof SettingsError) return "settings";
  if (error instanceof BankError) return "bank";
  if (error instanceof ContextError) return "context";
  return "other";
}
