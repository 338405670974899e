import type { Reference } from "./ask-referencers.ts";
import { estimateRun } from "./cost/estimate-run.ts";
import type { PlannedCalls } from "./cost/planned-calls.ts";
import { drawAgain } from "./draw-again.ts";
import { rankAggregators } from "./enhancement/aggregators.ts";
import { named, type Plan, requestsOf } from "./plan-run.ts";
import type { PoolMember } from "./ports.ts";
import { drawnIndices, indexOfReference, recordedReferences } from "./recorded-answers.ts";
import type { Means, Run } from "./run.ts";
import type { ReferencePlace } from "./run-events.ts";
import type { RunRecord } from "./run-record.ts";
import { referencerPriors } from "./selection/referencer-priors.ts";
import type { Selection } from "./selection/select-referencers.ts";
import type { System } from "./systems/system.ts";
import { systemNamed } from "./systems/systems.ts";

/** What asking for one reference again means for its run. */
export interface Retry {
  readonly system: System;
  /** Of the reference among the run's. */
  readonly index: number;
  readonly member: PoolMember;
  readonly selection: Selection;
  /** As recorded; null for those that did not come. */
  readonly references: readonly Reference[];
  /** The run's calls, of which only those groups are left that are merged again. */
  readonly calls: PlannedCalls;
  /** Draws in place of the recorded ones, of which nothing could be used; null where those stay. */
  readonly redrawn: readonly (readonly number[])[] | null;
}

/**
 * Finds out what has to be asked and merged again. Every draw that holds the reference is, but for the one that the user
 * made the reply: that stays as it is. Where nothing is merged, the votes are counted again.
 *
 * @throws Error in words for the user when the reference cannot be asked for again
 */
export async function prepareRetry(run: Run, record: RunRecord, place: ReferencePlace, means: Means): Promise<Retry> {
  const { selection, parameters, seed } = record;
  const index = indexOfReference(record, place);
  const status = record.references[index]?.status;
  if (selection === null || status === undefined || status === "finished" || record.outcome === "running") {
    throw new Error(`${place.model} cannot be asked again: it has answered, or the run is still going on.`);
  }
  const system = systemOf(record, place);
  const member = memberOf(place.model, means);
  const referencers = selection.referencers.map(
    (name) => means.pool.find((one) => one.name === name) ?? answered({ ...member, name }),
  );
  const bank = await means.bank.load();
  const ranked = rankAggregators(means.pool, bank, selection.coding, run, means.aggregatorStudy).members;
  const hasMerged = (name: string): boolean =>
    system.conclusion !== "vote" && record.candidates.some((one) => one.model === name && one.status === "finished");
  // Perplexities compare only between texts of one model: who merged before merges again.
  const aggregators = ranked.toSorted((a, b) => Number(hasMerged(b.name)) - Number(hasMerged(a.name)));
  const references = recordedReferences(record);
  const drawn = drawnIndices(record.subsets, selection.referencers);
  const present = references.flatMap((reference, at) => (reference !== null || at === index ? [at] : []));
  const redrawn = drawAgain(system, drawn, present, referencerPriors(selection), parameters, seed);
  const requests = requestsOf(system, redrawn ?? drawn, referencers.length, parameters);
  const groups = requests.groups.flatMap(({ subset, draws }) => {
    const left = draws.filter((draw) => system.conclusion === "vote" || draw !== chosenDraw(record));
    return subset.includes(index) && left.length > 0 ? [{ subset, draws: left }] : [];
  });
  const common = { question: run.question, parameters, policy: run.policy, referencers };
  const isMerged = system.conclusion !== "vote" || groups.length > 0;
  const calls = { ...common, ...requests, aggregators: isMerged ? aggregators : [], groups };
  return { system, index, member, selection, references, calls, redrawn };
}

/** What asking for one reference again would do and cost; calls no model. */
export async function planRetry(run: Run, record: RunRecord, place: ReferencePlace, means: Means): Promise<Plan> {
  const { index, selection, calls } = await prepareRetry(run, record, place, means);
  const referencers = calls.referencers.map((member, at) => (at === index ? member : answered(member)));
  const draws = calls.groups.flatMap(({ subset, draws: own }) => own.map(() => subset));
  const requests = 1 + calls.groups.length;
  return {
    selection: { ...selection, referencers: [place.model] },
    subsets: named(draws, selection.referencers),
    requests,
    aggregator: null,
    estimate: { ...estimateRun({ ...calls, referencers }), requests },
    warnings: [],
  };
}

/** @throws Error when nobody can go on with the run's system */
function systemOf({ system: name, selection, parameters }: RunRecord, { model }: ReferencePlace): System {
  const system = systemNamed(name);
  const refused = (why: string): Error => new Error(`${model} cannot be asked again: ${why} Ask the question anew.`);
  if (system === null) throw refused(`this version does not know the system ${name} of the run.`);
  const reads = system.reads?.(selection?.referencers.length ?? 0, parameters) ?? [];
  if (reads.flat().length > 0) throw refused("the models of the next layer have answered without it.");
  return system;
}

/** @throws Error when the model is no longer there */
function memberOf(model: string, { pool }: Means): PoolMember {
  const member = pool.find(({ name }) => name === model);
  if (member !== undefined) return member;
  throw new Error(`${model} cannot be asked again: no endpoint serves it now. Add it again, or ask the question anew.`);
}

/** A member whose reply is recorded: it is not asked, and costs nothing more. */
function answered(member: PoolMember): PoolMember {
  return { ...member, servers: [] };
}

function chosenDraw({ choice, candidates }: RunRecord): number | null {
  return choice === null ? null : (candidates[choice]?.subset ?? null);
}
