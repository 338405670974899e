import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { assemble, runOf, type Sources } from "../assembly/index.ts";
import { bankAt } from "../bank/opened/index.ts";
import { type Embedding, normalise } from "../core/embedding.ts";
import { points } from "../core/amounts.ts";
import { withCosts } from "../core/cost/index.ts";
import { messageOf } from "../core/errors.ts";
import { fitToPool } from "../core/parameters.ts";
import { RunEmbedder, takingPart } from "../core/answer/index.ts";
import type { PackedBank } from "../core/packed-bank/index.ts";
import { type Selection, selectReferencers } from "../core/selection/index.ts";
import { isTuned, notLearning, tunedSelection, withoutTuned } from "../core/tuned/index.ts";
import { embedderNotes } from "./embedding.ts";
import { type SourceOptions, withSources } from "../command-line/index.ts";
import { printResult, say, UsageError } from "../terminal/index.ts";

/** The options of `smcs select`. */
export interface SelectOptions extends SourceOptions {
  readonly embedding?: string;
}

/** `smcs select`: runs RPS only. Without a configured model the bank's own model names are ranked. */
export async function select(text: string, options: SelectOptions, signal: AbortSignal): Promise<void> {
  await withSources(options, async (sources) => {
    const { means, problems, serving } = await assemble(sources, signal);
    const run = runOf(sources.settings, { text, context: [], conversation: [] }, "select", 0);
    const able = takingPart(means.pool, run);
    for (const note of [...problems, ...embedderNotes(serving), ...able.warnings]) say(`Note: ${note}`);
    const given = options.embedding === undefined ? null : await readVector(options.embedding);
    const { asked, bank } = await (given === null
      ? new RunEmbedder(means, (message) => {
          say(`Note: ${message}`);
        }).embedQuestion(text, signal)
      : inStoredSpace(given, serving.stored, sources));
    const configured = able.referencers.filter(({ referencer }) => referencer);
    const offered = withCosts(configured, run, means.speeds?.known);
    const pool = means.pool.length > 0 ? offered : bank.models.map((name) => ({ name, price: null }));
    const { parameters, warnings } = fitToPool(run.parameters, pool.length);
    const byRps = selectReferencers({ text, embedding: asked }, bank, pool, parameters);
    const selection = isTuned(parameters)
      ? tunedSelection(byRps, { text, embedding: asked }, bank, means.tuned ?? notLearning)
      : byRps;
    const ignored = withoutTuned(parameters);
    for (const warning of [...(ignored === null ? [] : [ignored]), ...warnings, ...selection.warnings])
      say(`Note: ${warning}`);
    if (pool.length === 0) say("Note: No model is configured, and the bank knows none.");
    const { simulated } = means;
    printResult(options, { ...selection, simulated }, table(selection, simulated));
  });
}

/** Uses a given vector, which must be in the bank's own space. */
async function inStoredSpace(
  given: readonly number[],
  space: string,
  { bankFolder, starterFolder, simulated, onNotice }: Sources,
): Promise<{ asked: Embedding; bank: PackedBank }> {
  const asked: Embedding = { space, vector: unitVector(given) };
  const place = { folder: bankFolder, starterFolder, capability: simulated?.capability ?? [] };
  const bank = await bankAt(place, { space, embed: () => Promise.resolve([asked]) }, onNotice).load();
  if (bank.questions.size > 0 && bank.dimension !== given.length) {
    throw new UsageError(
      `--embedding holds ${given.length} numbers, but vectors of the bank's space ${space} have ${bank.dimension}.`,
    );
  }
  return { asked, bank };
}

function unitVector(given: readonly number[]): Float32Array {
  try {
    return normalise(given);
  } catch (error) {
    throw new UsageError(`--embedding: ${messageOf(error)}`);
  }
}

async function readVector(file: string): Promise<number[]> {
  try {
    return v.parse(v.array(v.number()), JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw new UsageError(`--embedding ${file} must hold a JSON array of numbers: ${messageOf(error)}`);
  }
}

/** Returns the selection as a table for users. */
function table(
  { prior, referencers, chosen = [], supportBySource, support, bankSize, threshold, learned }: Selection,
  simulated: boolean,
): string {
  const asked = new Set(referencers);
  const added = new Map(chosen.map(({ model, adds }) => [model, `, adds ${points(adds)} points of coverage`]));
  const rows = prior.map(({ model, value, evaluated, overall }) => {
    const accuracy = overall === null ? "not evaluated" : `${(overall * 100).toFixed(0)}% of the bank`;
    return `${asked.has(model) ? "*" : " "} ${value.toFixed(3).padStart(8)}  ${model}  (${accuracy}${evaluated ? "" : ", unknown here"})${added.get(model) ?? ""}`;
  });
  const sources = Object.entries(supportBySource).map(([source, share]) => `${source} ${(share * 100).toFixed(0)}%`);
  return [
    `${support.length} of ${bankSize} bank questions support the choice (similarity from ${threshold.toFixed(3)}): ${sources.join(", ") || "none"}`,
    ...support.slice(0, 5).map(({ id, similarity }) => `    ${similarity.toFixed(3)}  ${id}`),
    ...(learned === undefined ? [] : [learnedText(learned)]),
    `Prior of each ${simulated ? "simulated " : ""}model, * = referencer:`,
    ...rows,
  ].join("\n");
}

function learnedText({ questions, at, isCurrent }: NonNullable<Selection["learned"]>): string {
  const changed = isCurrent ? "" : "; the bank has changed since";
  return `Priors learned from ${questions.toLocaleString("en")} questions of the bank at ${at}${changed}`;
}
