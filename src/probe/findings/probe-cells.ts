import { milliseconds } from "../../core/amounts.ts";
import { plainLine } from "../../core/plain-line.ts";
import { type EndpointReport, isStale, type ModelProbe } from "../testing/index.ts";
import type { KeyBudget } from "../discovery/index.ts";

/** Heads of the columns of endpoints. */
export const endpointColumns = ["endpoint", "address", "models", "state"];

/** Returns an endpoint's cells. A server's text in them is reduced to one line. */
export function endpointCells({ name, address, enabled, listed, budget, problems }: EndpointReport): string[] {
  const left = budget === null ? [] : [budgetText(budget)];
  const state = enabled ? [problems.length === 0 ? "ok" : problems.map(shown).join(" "), ...left] : ["disabled"];
  return [name, address, listed === null ? "-" : String(listed), state.join("; ")];
}

/** Returns the remaining budget of a key in a few words. */
export function budgetText({ limitUsd, usedUsd, leftUsd }: KeyBudget): string {
  if (leftUsd === null) return `$${usedUsd.toFixed(2)} used, no limit on the key`;
  const of = limitUsd === null ? "" : ` of $${limitUsd.toFixed(2)}`;
  return `$${leftUsd.toFixed(2)}${of} left on the key`;
}

/** Heads of the columns of models. */
export const modelColumns = [
  "model",
  "outcome",
  "log-probabilities",
  "n",
  "streams",
  "thinks",
  "context",
  "$ per million tokens",
  "first token",
  "embeddings",
  "tested",
];

/**
 * Returns a model's cells.
 *
 * @param now ISO 8601: earlier outcomes show their time
 */
export function modelCells(probe: ModelProbe, now: string): string[] {
  const { outcome, logprobs, choices, streaming, thinking, embeddings } = probe;
  const { contextTokens, prices, firstTokenMs } = probe;
  return [
    referenceOf(probe),
    outcome,
    logprobs ?? "?",
    choices === "single" ? "-" : (choices ?? "?"),
    yesNo(streaming),
    yesNo(thinking),
    contextTokens === null ? "?" : contextTokens.toLocaleString("en"),
    prices === null ? "?" : `${prices.promptUsdPerMTok} / ${prices.completionUsdPerMTok}`,
    firstTokenMs === null ? "?" : milliseconds(firstTokenMs),
    embeddings === null ? "-" : String(embeddings),
    testedText(probe, now),
  ];
}

/** Returns the notes on a model, one sentence each. */
export function modelNotes({ notes }: ModelProbe): string[] {
  return notes.map(shown);
}

/** Models with the same notes. */
interface NotedModels {
  /** References, `endpointName/modelId`. */
  readonly models: readonly string[];
  readonly notes: readonly string[];
}

/** Returns the notes on models; models with the same notes share a group. */
export function groupedNotes(probes: readonly ModelProbe[]): NotedModels[] {
  const groups = new Map<string, NotedModels>();
  for (const probe of probes) {
    const notes = modelNotes(probe);
    const key = notes.join("\n");
    const models = [...(groups.get(key)?.models ?? []), referenceOf(probe)];
    if (notes.length > 0) groups.set(key, { models, notes });
  }
  return [...groups.values()];
}

function referenceOf({ endpoint, model }: ModelProbe): string {
  return `${endpoint}/${plainLine(model, 120)}`;
}

/**
 * Returns a server's text without control characters and on one line, so that it cannot steer a terminal or a document.
 */
function shown(text: string): string {
  return plainLine(text, 600);
}

function yesNo(value: boolean | null): string {
  return value === null ? "?" : value ? "yes" : "no";
}

function testedText(probe: ModelProbe, now: string): string {
  const minutes = (Date.parse(now) - Date.parse(probe.testedAt)) / 60_000;
  if (minutes < 5) return "now";
  const day = probe.testedAt.slice(0, 10);
  return isStale(probe, now) ? `${day}, long ago` : day;
}
