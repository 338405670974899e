import { affordable, contextWarning, estimateRun, type PlannedCalls, type RunEstimate } from "../cost/index.ts";
import type { Embedding } from "../embedding.ts";
import { type AggregatorChoice, type ConfiguredAggregators, rankAggregators } from "../aggregators/index.ts";
import { isNamed } from "../member-named.ts";
import { type Draw, groupDraws } from "../enhancement/index.ts";
import { comparisonPrompt } from "../messages/index.ts";
import type { Parameters } from "../parameters.ts";
import { type Sighted, sighted } from "../pictures.ts";
import type { PoolMember } from "../ports.ts";
import type { RunPrompts } from "../prompts/index.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import type { Means, Run, Settled } from "./run.ts";
import { RunEmbedder } from "./run-embedder.ts";
import type { QuestionKeywords } from "../record/index.ts";
import { referencerPriors, retrievalText, type Selection, selectReferencers } from "../selection/index.ts";
import { keywordMember, matchKeywords } from "../skills/index.ts";
import { type Asked, type Choice, type System, systems } from "../systems/index.ts";

/** What a run would do, as far as it is decided before any model is called. */
export interface Plan {
  readonly selection: Selection;
  /** None where nothing is merged. */
  readonly subsets: readonly (readonly string[])[];
  /**
   * Requests to models: one per reference, one per distinct subset or for comparing the references, and one where the
   * question's keywords are asked for.
   */
  readonly requests: number;
  /** Which model will merge or compare, and why; null for an empty pool, and where neither is done. */
  readonly aggregator: AggregatorChoice | null;
  /** What the run will cost. */
  readonly estimate: RunEstimate;
  /** The prompts of the user's own that it asks with; empty where all are ours. */
  readonly prompts: RunPrompts;
  readonly warnings: readonly string[];
}

/**
 * Chooses models and draws subsets exactly as the run with the same seed would; calls no model. Where a model must first
 * name the question's keywords, the models are those that would be drawn without any, and the estimate is for all of them.
 */
export async function planRun(run: Run, means: Means, signal: AbortSignal): Promise<Plan> {
  const notes: string[] = [];
  const embedder = new RunEmbedder(means, (message) => notes.push(message));
  const { selection, subsets, aggregator, calls, warnings } = await decide(run, means, embedder, signal);
  return {
    selection,
    subsets: namesOfDraws(subsets, selection.referencers),
    requests: selection.referencers.length + calls.groups.length + (calls.before === undefined ? 0 : 1),
    aggregator,
    estimate: estimateRun(calls),
    prompts: promptsOf(calls),
    warnings: [...notes, ...warnings],
  };
}

/** The prompts of the user's own that some of a run's calls are made with. */
export function promptsOf({ question, groups, reads = [], prompt }: PlannedCalls): RunPrompts {
  const { prompts = {}, system } = question;
  const compares = prompt === comparisonPrompt && groups.length > 0;
  const merges = (groups.length > 0 && !compares) || reads.some((read) => read.length > 0);
  return {
    ...(system === undefined && prompts.question !== undefined && { question: prompts.question }),
    ...(merges && prompts.aggregation !== undefined && { aggregation: prompts.aggregation }),
    ...(compares && prompts.comparison !== undefined && { comparison: prompts.comparison }),
  };
}

/** Everything that is decided before any model is called. */
export interface Decision {
  readonly system: System;
  readonly selection: Selection;
  /** The question's keywords; null where the system chooses without, and while nobody has named them. */
  readonly keywords: QuestionKeywords | null;
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  /** The draws that are merged; none without referencers, and where nothing is merged. */
  readonly subsets: readonly Draw[];
  /** Which model is to merge or compare, and why; null for an empty pool, and where neither is done. */
  readonly aggregator: AggregatorChoice | null;
  readonly calls: PlannedCalls;
  /** In words for the user. */
  readonly warnings: readonly string[];
}

/** What a decision is made with. */
export interface Deciding extends Pick<Means, "pool" | "aggregatorStudy"> {
  /** Has the question's keywords named, given what would be called otherwise; absent where no model may be called. */
  readonly askKeywords?: (calls: PlannedCalls) => Promise<readonly string[]>;
}

/** Chooses the models, draws the subsets and ranks the aggregators for one question. */
export async function decide(run: Run, means: Deciding, embedder: RunEmbedder, signal: AbortSignal): Promise<Decision> {
  const embedded = await embedder.embedQuestion(retrievalText(run.question), signal);
  const first = decideBy(null, run, means, embedded);
  if (first.system.needsKeywords !== true) return first;
  const { referencers, before } = first.calls;
  // Nobody names keywords where nobody can answer.
  const known = referencers.length === 0 ? [] : run.keywords;
  const named = known ?? (await means.askKeywords?.(first.calls));
  if (named === undefined) return first;
  const model = known === undefined ? (before?.keywords.name ?? null) : null;
  const matched = await matchKeywords(named, embedded.bank, (texts) => embedder.embedReplies(texts, signal));
  return decideBy({ model, named, matched }, run, means, embedded);
}

function decideBy(
  keywords: QuestionKeywords | null,
  run: Run,
  means: Deciding,
  { asked, bank }: { readonly asked: Embedding; readonly bank: PackedBank },
): Decision {
  const { question, policy, seed, settled } = run;
  const system = systems[run.system];
  const able = takingPart(means.pool, run);
  const candidates = able.referencers.filter(({ referencer }) => referencer);
  const found = selectReferencers({ text: question.text, embedding: asked }, bank, candidates, run.parameters);
  const selected = settled === undefined ? found : { ...found, ...settledOf(settled, found, bank) };
  const { selection, parameters, warnings } = chosenBy(system, {
    selection: selected,
    bank,
    pool: candidates,
    parameters: run.parameters,
    seed,
    keywords: keywords?.matched ?? null,
  });
  const subsets = system.draw(referencerPriors(selection), parameters, seed);
  const referencers = membersNamed(selection.referencers, able.referencers);
  const requests = requestsOf(system, subsets, referencers.length, parameters);
  const isNeeded = system.conclusion !== "vote" || requests.groups.length > 0;
  const { members, choice } = isNeeded
    ? rankAggregators(able.aggregators, bank, { ...run, coding: selection.coding }, means.aggregatorStudy)
    : { members: [], choice: null };
  const aggregators = settled === undefined ? members : membersNamed(settled.aggregators, members);
  const namer =
    system.needsKeywords === true && run.keywords === undefined
      ? keywordMember(run.skillModel ?? "", able.aggregators, aggregators)
      : undefined;
  const isAsked = namer !== undefined && keywords === null;
  const before = isAsked ? { before: { keywords: namer, eligible: candidates } } : {};
  const calls = { question, parameters, policy, referencers, aggregators, ...requests, ...before };
  const missing = isNeeded ? missingAggregator(run, selection.coding, aggregators) : null;
  const missingNamer = namer === undefined ? null : missingSkillModel(run, namer);
  const notes = [missing, missingNamer, contextWarning(calls)].filter((note) => note !== null);
  return {
    system,
    selection,
    keywords,
    parameters,
    subsets,
    aggregator: choice,
    calls,
    warnings: [...able.warnings, ...warnings, ...notes],
  };
}

/** Who may answer and merge: nobody whom the cap leaves out and, with pictures, nobody who does not see. */
export function takingPart<Member extends PoolMember>(
  pool: readonly Member[],
  run: Pick<Run, "question" | "policy" | "aggregator" | "codingAggregator">,
): Sighted<Member> {
  const { kept, warnings } = affordable(pool, run.policy.budgetUsd);
  const able = sighted(kept, run.question, run);
  return { ...able, warnings: [...warnings, ...able.warnings] };
}

/** Says so when the configured aggregator is not in the pool; null where it is, or none is named. */
export function missingAggregator(
  { aggregator, codingAggregator }: ConfiguredAggregators,
  coding: boolean,
  ranked: readonly Pick<PoolMember, "name" | "reference">[],
): string | null {
  const wanted = coding && codingAggregator !== "auto" ? codingAggregator : aggregator;
  if (wanted === "auto" || ranked.some((member) => isNamed(member, wanted))) return null;
  return `The model ${wanted}, which the settings name for merging, is not available; ${ranked[0]?.name ?? "no model"} merges instead.`;
}

/** Says so when the configured model for keywords is not in the pool. */
function missingSkillModel({ skillModel = "" }: Run, namer: PoolMember): string | null {
  if (skillModel === "" || isNamed(namer, skillModel)) return null;
  return `The model ${skillModel}, which smcs.skillModel names for keywords, is not available; ${namer.name} names them instead.`;
}

/** The requests that read references: by referencers of further layers, and by the aggregator at the end. */
export function requestsOf(
  system: System,
  subsets: readonly Draw[],
  referencers: number,
  parameters: Parameters,
): Pick<PlannedCalls, "groups" | "reads" | "prompt"> {
  const reads = system.reads?.(referencers, parameters);
  if (system.asksForMostConsistent?.(parameters) === true && referencers > 1) {
    const all = Array.from({ length: referencers }, (_, index) => index);
    return { groups: [{ subset: all, draws: [0] }], prompt: comparisonPrompt };
  }
  return { groups: groupDraws(subsets), ...(reads === undefined ? {} : { reads }) };
}

/** The system's choice, by what RPS (Sec. 3.3) has found out. */
function chosenBy(system: System, asked: Asked): Omit<Choice, "referencers"> & { readonly selection: Selection } {
  const { referencers, parameters, warnings } = system.choose(asked);
  // What RPS says of its choice is not true of every system's.
  const told = asked.selection.warnings.filter((warning) => warnings.includes(warning));
  return { selection: { ...asked.selection, referencers, warnings: told }, parameters, warnings };
}

/** What is settled, in place of what the similar questions say; a data set that the bank does not hold is guessed. */
function settledOf(
  { dataSet, coding }: Settled,
  { closestSource }: Selection,
  { questions }: PackedBank,
): Pick<Selection, "coding" | "closestSource"> {
  return { coding, closestSource: questions.sources.names.includes(dataSet) ? dataSet : closestSource };
}

/** The draws with the models' names. */
export function namesOfDraws(subsets: readonly Draw[], referencers: readonly string[]): string[][] {
  return subsets.map((subset) => subset.map((index) => referencers[index] ?? ""));
}

/** The members of these names, in the names' order. */
export function membersNamed(names: readonly string[], pool: readonly PoolMember[]): PoolMember[] {
  return names.map((name) => pool.find((member) => member.name === name)).filter((member) => member !== undefined);
}
