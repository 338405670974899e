import {
  affordable,
  contextWarning,
  estimateRun,
  type PlannedCalls,
  type RunEstimate,
  withCosts,
} from "../cost/index.ts";
import type { Embedding } from "../embedding.ts";
import { type AggregatorChoice, type ConfiguredAggregators, rankAggregators } from "../aggregators/index.ts";
import { isNamed } from "../member-named.ts";
import { asksInTurn } from "./cascade.ts";
import { examplesToRun, plannedExamples, type ToldExamples } from "./example-checks.ts";
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
import { isTuned, notLearning, tunedSelection, withoutTuned } from "../tuned/index.ts";
import { type Asked, type Choice, type System, systems } from "../systems/index.ts";

/** What a run would do, as far as that is decided before any model is called. */
export interface Plan {
  readonly selection: Selection;
  /** Empty when nothing is merged. */
  readonly subsets: readonly (readonly string[])[];
  /**
   * Number of requests to models: one per reference, one per distinct subset or for comparing the references, and one
   * when a model must name the question's keywords.
   */
  readonly requests: number;
  /** The model that will merge or compare, and why; null for an empty pool, and when neither is done. */
  readonly aggregator: AggregatorChoice | null;
  /** The estimated cost of the run. */
  readonly estimate: RunEstimate;
  /** Whether models are asked one at a time, so that the first request may be the only one. */
  readonly cascade: boolean;
  /** Whether one request more may correct the answer. */
  readonly repair: boolean;
  /** The examples that the code of replies is run on; null for none. */
  readonly examples: ToldExamples | null;
  /** The user's own prompts that the run uses; empty when it uses only the built-in ones. */
  readonly prompts: RunPrompts;
  readonly warnings: readonly string[];
}

/**
 * Chooses models and draws subsets exactly as the run with the same seed would; calls no model. When a model must first
 * name the question's keywords, the plan has the models that would be drawn without keywords, and the estimate spans
 * all eligible models.
 */
export async function planRun(run: Run, means: Means, signal: AbortSignal): Promise<Plan> {
  const notes: string[] = [];
  const embedder = new RunEmbedder(means, (message) => notes.push(message));
  const { selection, subsets, aggregator, calls, warnings } = await decide(run, means, embedder, signal);
  const { examples, warnings: notRun } = plannedExamples(run, means.sandbox);
  return {
    selection,
    subsets: namesOfDraws(subsets, selection.referencers),
    requests: selection.referencers.length + calls.groups.length + (calls.before === undefined ? 0 : 1),
    aggregator,
    estimate: estimateRun(calls),
    cascade: calls.cascade === true,
    repair: calls.repair === true,
    examples,
    prompts: promptsOf(calls),
    warnings: [...notes, ...warnings, ...notRun],
  };
}

/** Returns the user's own prompts that at least one call of a run uses. */
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
  /** The question's keywords; null when the system chooses without keywords, and until they are named. */
  readonly keywords: QuestionKeywords | null;
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  /** The draws that are merged; empty without referencers, and when nothing is merged. */
  readonly subsets: readonly Draw[];
  /** The model that will merge or compare, and why; null for an empty pool, and when neither is done. */
  readonly aggregator: AggregatorChoice | null;
  readonly calls: PlannedCalls;
  /** In words for the user. */
  readonly warnings: readonly string[];
}

/** The inputs of a decision. */
export interface Deciding extends Pick<Means, "pool" | "aggregatorStudy" | "sandbox" | "speeds" | "tuned"> {
  /**
   * Asks a model for the question's keywords, given the calls that are planned without them; absent when no model may
   * be called.
   */
  readonly askKeywords?: (calls: PlannedCalls) => Promise<readonly string[]>;
}

/** Chooses the models, draws the subsets and ranks the aggregators for one question. */
export async function decide(run: Run, means: Deciding, embedder: RunEmbedder, signal: AbortSignal): Promise<Decision> {
  const embedded = await embedder.embedQuestion(retrievalText(run.question), signal);
  const first = decideBy(null, run, means, embedded);
  if (first.system.needsKeywords !== true) return first;
  const { referencers, before } = first.calls;
  // Without referencers, no model is asked for keywords.
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
  const wanted = system.usesObjective === true ? run.parameters : { ...run.parameters, objective: "prior" as const };
  const offered = withCosts(candidates, { question, parameters: wanted, policy }, means.speeds?.known);
  const byRps = selectReferencers({ text: question.text, embedding: asked }, bank, offered, wanted);
  const found = isTuned(wanted)
    ? tunedSelection(byRps, { text: retrievalText(question), embedding: asked }, bank, means.tuned ?? notLearning)
    : byRps;
  const selected = settled === undefined ? found : { ...found, ...settledOf(settled, found, bank) };
  const { selection, parameters, warnings } = chosenBy(system, {
    selection: selected,
    bank,
    pool: candidates,
    parameters: wanted,
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
  const isChecked = examplesToRun(run, means.sandbox).length > 0;
  const mayEnd = {
    cascade: asksInTurn({ parameters, selection, reads: requests.reads, isChecked }),
    repair: parameters.repair && isChecked && system.conclusion === "posterior",
  };
  const calls = { question, parameters, policy, referencers, aggregators, ...requests, ...mayEnd, ...before };
  const missing = isNeeded ? missingAggregator(run, selection.coding, aggregators) : null;
  const missingNamer = namer === undefined ? null : missingSkillModel(run, namer);
  const notes = [withoutTuned(wanted), missing, missingNamer, contextWarning(calls)].filter((note) => note !== null);
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

/**
 * Returns the models that may answer and merge: those within the cap and, for a question with pictures, those that see.
 */
export function takingPart<Member extends PoolMember>(
  pool: readonly Member[],
  run: Pick<Run, "question" | "policy" | "aggregator" | "codingAggregator">,
): Sighted<Member> {
  const { kept, warnings } = affordable(pool, run.policy.budgetUsd);
  const able = sighted(kept, run.question, run);
  return { ...able, warnings: [...warnings, ...able.warnings] };
}

/** Returns a warning when the configured aggregator is not in the pool; null when it is, or when none is configured. */
export function missingAggregator(
  { aggregator, codingAggregator }: ConfiguredAggregators,
  coding: boolean,
  ranked: readonly Pick<PoolMember, "name" | "reference">[],
): string | null {
  const wanted = coding && codingAggregator !== "auto" ? codingAggregator : aggregator;
  if (wanted === "auto" || ranked.some((member) => isNamed(member, wanted))) return null;
  return `The model ${wanted}, which the settings name for merging, is not available; ${ranked[0]?.name ?? "no model"} merges instead.`;
}

/** Returns a warning when the configured model for keywords does not name them; otherwise null. */
function missingSkillModel({ skillModel = "" }: Run, namer: PoolMember): string | null {
  if (skillModel === "" || isNamed(namer, skillModel)) return null;
  return `The model ${skillModel}, which smcs.skillModel names for keywords, is not available; ${namer.name} names them instead.`;
}

/**
 * Returns the requests that read references: those of referencers in further layers, and those of the aggregator at the
 * end.
 */
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

/** Returns the system's choice, given the result of RPS (Sec. 3.3). */
function chosenBy(system: System, asked: Asked): Omit<Choice, "referencers"> & { readonly selection: Selection } {
  const { referencers, parameters, warnings } = system.choose(asked);
  // Warnings of RPS about its own choice do not hold for every system.
  const told = asked.selection.warnings.filter((warning) => warnings.includes(warning));
  return { selection: { ...asked.selection, referencers, warnings: told }, parameters, warnings };
}

/**
 * Returns the settled values, which replace those of the similar questions. If the bank does not hold the settled data
 * set, the closest one is the guess.
 */
function settledOf(
  { dataSet, coding }: Settled,
  { closestSource }: Selection,
  { questions }: PackedBank,
): Pick<Selection, "coding" | "closestSource"> {
  return { coding, closestSource: questions.sources.names.includes(dataSet) ? dataSet : closestSource };
}

/** Returns the draws as names of models. */
export function namesOfDraws(subsets: readonly Draw[], referencers: readonly string[]): string[][] {
  return subsets.map((subset) => subset.map((index) => referencers[index] ?? ""));
}

/** Returns the members with these names, in the order of the names. */
function membersNamed(names: readonly string[], pool: readonly PoolMember[]): PoolMember[] {
  return names.map((name) => pool.find((member) => member.name === name)).filter((member) => member !== undefined);
}
