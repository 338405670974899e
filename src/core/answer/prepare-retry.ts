import type { Reference } from "../enhancement/index.ts";
import { estimateRun, type PlannedCalls } from "../cost/index.ts";
import { drawAgain } from "./draw-again.ts";
import { recordedExamples } from "./example-checks.ts";
import { rankAggregators } from "../aggregators/index.ts";
import { namesOfDraws, type Plan, promptsOf, requestsOf, takingPart } from "./plan-run.ts";
import type { PoolMember } from "../ports.ts";
import { drawnIndices, recordedReferences } from "./recorded-answers.ts";
import { canBeMerged, wasBrokenOff } from "../conversation/index.ts";
import { indexOfReference, type ReferencePlace, type RunRecord } from "../record/index.ts";
import type { Means, Run } from "./run.ts";
import { referencerPriors, type Selection } from "../selection/index.ts";
import { type System, systemNamed } from "../systems/index.ts";

/** A reference that is requested again. */
interface AskedAgain {
  readonly place: ReferencePlace;
  /** Index among the run's references. */
  readonly index: number;
  readonly member: PoolMember;
}

/** The user's request to continue an ended run. */
export interface AskedRetry {
  /** Has the recorded run's own id, seed, question and parameters. Its cap holds for the whole question. */
  readonly run: Run;
  readonly record: RunRecord;
  /** The references to request again. Empty: the answers that had arrived when the run was stopped are merged. */
  readonly places: readonly ReferencePlace[];
}

/** The work of a retry, or of merging the answers that arrived. */
export interface Retry {
  readonly system: System;
  readonly again: readonly AskedAgain[];
  readonly selection: Selection;
  /** As recorded; null for references that did not arrive. */
  readonly references: readonly Reference[];
  /** The run's calls, with only the groups that are merged again. */
  readonly calls: PlannedCalls;
  /** Draws that replace the recorded ones when none of these could be used; null when the recorded draws stay. */
  readonly redrawn: readonly (readonly number[])[] | null;
}

/**
 * Determines what has to be requested and merged again. A draw is merged again if it holds one of the references. If
 * the run did not reach its end, draws without a whole candidate are merged again too. The draw that the user chose as
 * the reply stays as it is. In a system that votes, the votes are counted again.
 *
 * @throws Error in words for the user when the run cannot be continued
 */
export async function prepareRetry({ run, record, places }: AskedRetry, means: Means): Promise<Retry> {
  const { selection, parameters, seed } = record;
  const again = places.map((place) => askedAgain(record, place, means));
  if (selection === null) throw new Error("No model was chosen before this run ended. Ask the question again.");
  if (again.length === 0) refuseToMerge(record);
  const system = systemOf(record, places);
  const [like] = again.length > 0 ? again.map(({ member }) => member) : means.pool;
  if (like === undefined) throw new Error("No model can merge the answers: no endpoint is there now. Add one.");
  const referencers = selection.referencers.map(
    (name) => means.pool.find((one) => one.name === name) ?? answered({ ...like, name }),
  );
  const bank = await means.bank.load();
  const able = takingPart(means.pool, run);
  const ranked = rankAggregators(
    able.aggregators,
    bank,
    { ...run, coding: selection.coding },
    means.aggregatorStudy,
  ).members;
  const hasMerged = (name: string): boolean =>
    system.conclusion !== "vote" && record.candidates.some((one) => one.model === name && one.status === "finished");
  // Perplexities compare only between texts of one model, so the model that merged before merges again.
  const aggregators = ranked.toSorted((a, b) => Number(hasMerged(b.name)) - Number(hasMerged(a.name)));
  const references = recordedReferences(record);
  const drawn = drawnIndices(record.subsets, selection.referencers);
  const isAgain = (at: number): boolean => again.some(({ index }) => index === at);
  const present = references.flatMap((reference, at) => (reference !== null || isAgain(at) ? [at] : []));
  const redrawn = drawAgain({ system, prior: referencerPriors(selection), parameters, seed }, drawn, present);
  const requests = requestsOf(system, redrawn ?? drawn, referencers.length, parameters);
  const isVote = system.conclusion === "vote";
  const groups = requests.groups.flatMap(({ subset, draws }) => {
    const isNew = subset.some(isAgain);
    const isPresent = subset.some((at) => present.includes(at));
    const left = draws.filter((draw) => isVote || (draw !== chosenDraw(record) && (isNew || lacks(record, draw))));
    return left.length > 0 && (isNew || (isPresent && wasBrokenOff(record))) ? [{ subset, draws: left }] : [];
  });
  const common = { question: run.question, parameters, policy: run.policy, referencers };
  const isMerged = !isVote || groups.length > 0;
  const calls = { ...common, ...requests, aggregators: isMerged ? aggregators : [], groups };
  return { system, again, selection, references, calls, redrawn };
}

/** Plans what a retry would do and cost; calls no model. */
export async function planRetry(asked: AskedRetry, means: Means): Promise<Plan> {
  const { again, selection, calls } = await prepareRetry(asked, means);
  const referencers = calls.referencers.map((member, at) =>
    again.some(({ index }) => index === at) ? member : answered(member),
  );
  const draws = calls.groups.flatMap(({ subset, draws: own }) => own.map(() => subset));
  const requests = again.length + calls.groups.length;
  return {
    selection: { ...selection, referencers: asked.places.map(({ model }) => model) },
    subsets: namesOfDraws(draws, selection.referencers),
    requests,
    aggregator: null,
    estimate: { ...estimateRun({ ...calls, referencers }), requests },
    cascade: false,
    repair: false,
    examples: recordedExamples(asked.record),
    prompts: promptsOf(calls),
    warnings: [],
  };
}

/** @throws Error when the reference has arrived, or its run is still going on */
function askedAgain(record: RunRecord, place: ReferencePlace, means: Means): AskedAgain {
  const index = indexOfReference(record, place);
  const status = record.references[index]?.status;
  if (record.selection === null || status === undefined || status === "finished" || record.outcome === "running")
    throw new Error(`${place.model} cannot be asked again: it has answered, or the run is still going on.`);
  return { place, index, member: memberOf(place.model, means) };
}

/** @throws Error unless the run ended without an answer of its own although something had arrived */
function refuseToMerge(record: RunRecord): void {
  if (!canBeMerged(record))
    throw new Error("There is nothing to merge: the run has an answer, or nothing has arrived.");
}

/** Whether a draw of a run has no finished candidate yet. */
function lacks({ candidates }: RunRecord, draw: number): boolean {
  return !candidates.some(({ subset, status }) => subset === draw && status === "finished");
}

/** @throws Error when the run's system cannot be continued */
function systemOf({ system: name, selection, parameters }: RunRecord, places: readonly ReferencePlace[]): System {
  const system = systemNamed(name);
  const [first] = places;
  const what = first === undefined ? "The answers cannot be merged" : `${first.model} cannot be asked again`;
  const refused = (why: string): Error => new Error(`${what}: ${why} Ask the question again.`);
  if (system === null) throw refused(`this version does not know the system ${name} of the run.`);
  const reads = system.reads?.(selection?.referencers.length ?? 0, parameters) ?? [];
  if (reads.flat().length > 0) throw refused("the models of the next layer build on what came then.");
  return system;
}

/** @throws Error when no endpoint serves the model any more */
function memberOf(model: string, { pool }: Means): PoolMember {
  const member = pool.find(({ name }) => name === model);
  if (member !== undefined) return member;
  throw new Error(
    `${model} cannot be asked again: no endpoint serves it now. Add it again, or ask the question again.`,
  );
}

/** Returns a member whose reply is recorded: it is not asked, and costs nothing more. */
function answered(member: PoolMember): PoolMember {
  return { ...member, servers: [] };
}

function chosenDraw({ choice, candidates }: RunRecord): number | null {
  return choice === null ? null : (candidates[choice]?.subset ?? null);
}
