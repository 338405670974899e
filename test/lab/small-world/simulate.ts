import { type Candidate, choose, type Reference, scored, scoredAll, vote } from "./choice.ts";
import { accuracyOn, bestOnDataSet, chances, priorOf, type Ranked, ranking, sum, supportOf } from "./selection.ts";
import { expect, type Seen, type Setup } from "./setup.ts";
import {
  type Answer,
  answerMs,
  bankRows,
  type DataSet,
  dataSets,
  LIMIT_MS,
  merge,
  type ModelName,
  models,
  REQUEST_USD,
  SHORT_LIMIT,
  type WorldQuestion,
  writtenUsd,
} from "./world.ts";

// Computes a run from the world alone, by the paper. Nothing of the product is used here.

/** The result of a run for one question. */
export interface Told {
  readonly question: WorldQuestion;
  /** The models that answered, once for each time. */
  readonly asked: readonly ModelName[];
  /** 1 or 0. */
  readonly right: number;
  readonly usd: number;
  readonly ms: number;
  /** Number of replies that were cut off, among those whose end is known. */
  readonly cutOff: number;
  readonly known: number;
  /** The candidates that Eq. 7 chooses from; empty for other systems. */
  readonly scored: readonly Candidate[];
  readonly merged: readonly Candidate[];
  /** The candidate that is the answer; null if none is. */
  readonly winner: Candidate | null;
  /** The values that the models are ranked by. */
  readonly ranks: ReadonlyMap<ModelName, number>;
  /** Share of each data set among the support questions. */
  readonly support: ReadonlyMap<DataSet, number>;
}

/**
 * Returns what a setup does with a question.
 *
 * @param seen what the models saw, for results of chance; an error is thrown if it does not fit the setup
 */
export function simulate(question: WorldQuestion, setup: Setup, seen: Seen | undefined): Told {
  const { limit, edition } = setup;
  const ranked = ranking(question, setup);
  const asked = referencers(question, setup, ranked, seen);
  const references = asked.map((model): Reference => ({
    model,
    ...models[model].answer(question, { limit: model === "archive" ? SHORT_LIMIT : limit, edition }),
  }));
  const arrived = references.filter(({ answer }) => answer !== null);
  const answeredMs = Math.max(...references.map((one) => answerMs(one.model, one, limit)));
  const before = keywordsOf(question, setup);
  const after = comparisonOf(question, setup, arrived);
  const merges = mergesOf(question, setup, references, ranked, seen);
  const candidates = scoredAll(merges.flatMap((one) => one.candidates));
  const winner = setup.system === "smcs" || candidates.length === 1 ? choose(candidates, 1) : null;
  const voted = isVote(setup) ? vote(question, arrived, ranked) : null;
  const told = [...references.filter(({ model }) => model !== "archive"), ...candidates];
  const mergedMs = merges.map(({ waitsMs, takesMs }) => waitsMs + takesMs);
  const usd = [
    ...references.map((one) => REQUEST_USD + writtenUsd(one.model, one, limit)),
    ...merges.map((one) => one.usd),
  ];
  const symbolic = setup.system === "symbolic-moe";
  const support = supportOf(question, setup);
  return {
    question,
    asked,
    right: Number((winner?.answer ?? voted) === "right"),
    usd: sum([...usd, before.usd, after.usd]),
    ms: before.ms + Math.max(answeredMs, ...mergedMs) + after.ms,
    cutOff: told.filter(({ cutOff }) => cutOff).length,
    known: told.length,
    scored: setup.system === "smcs" ? scored(candidates) : [],
    merged: candidates,
    winner,
    ranks: symbolic ? chances(question, setup) : new Map(ranked.map(({ model, prior }) => [model, prior])),
    support: new Map(dataSets.map((dataSet) => [dataSet, shareOf(dataSet, support)])),
  };
}

const shareOf = (dataSet: DataSet, support: readonly { readonly row: WorldQuestion }[]): number =>
  support.filter(({ row }) => row.dataSet === dataSet).length / support.length;

/** Returns whether nothing is merged. */
const isVote = ({ system }: Setup): boolean =>
  ["self-consistency", "majority-voting", "simple-router", "single"].includes(system);

/** Returns the models that answer. */
function referencers(
  question: WorldQuestion,
  setup: Setup,
  ranked: readonly Ranked[],
  seen: Seen | undefined,
): ModelName[] {
  const { system, pool, n, K } = setup;
  const all = ranked.map(({ model }) => model);
  const byChance = (count: number): ModelName[] => {
    const drawn = [...(seen?.answering ?? [])];
    expect(drawn.length === count, `${drawn.length} models were drawn, not ${count}`);
    return drawn;
  };
  if (system === "single") return pool.slice(0, 1);
  if (system === "simple-router") return [bestOnDataSet(question, setup)];
  if (system === "self-moa" || system === "self-consistency")
    return Array.from({ length: n }, () => bestOnDataSet(question, setup));
  if (system === "mixture-of-agents" || system === "majority-voting") return all;
  if (system === "symbolic-moe") {
    const drawn = byChance(3);
    const chance = chances(question, setup);
    expect(
      drawn.every((model) => (chance.get(model) ?? 0) > 0),
      `${drawn.join()} have no chance`,
    );
    return drawn;
  }
  // A single model answers K times itself.
  if (pool.length === 1) return Array.from({ length: K }, () => pool[0] as ModelName);
  if (setup.bank(question).length > 0) return all.slice(0, K);
  const drawn = byChance(Math.min(K, pool.length));
  expect(new Set(drawn).size === drawn.length, `${drawn.join()} were drawn without a bank`);
  return drawn;
}

/**
 * Returns the model that merges: the aggregator, unless it failed to answer the question; then the most accurate model
 * that did not fail. A model that is also asked for an answer merges nothing before that has arrived or failed.
 */
function merger(
  question: WorldQuestion,
  setup: Setup,
  references: readonly Reference[],
): { readonly author: ModelName; readonly readyMs: number } {
  const named = question.dataSet === "programs" ? setup.codingAggregator : setup.aggregator;
  const standIns = setup.pool
    .filter((model) => model !== "archive" && model !== named)
    .toSorted((a, b) => accuracyOn(b, bankRows) - accuracyOn(a, bankRows));
  const able = [named, ...standIns];
  const ownOf = (model: ModelName): Reference[] => references.filter((one) => one.model === model);
  const healthy = able.findIndex((model) => {
    const own = ownOf(model);
    return own.length === 0 || own.some(({ answer }) => answer !== null);
  });
  const awaited = able.slice(0, healthy + 1).flatMap(ownOf);
  const author = able[healthy] ?? named;
  return { author, readyMs: Math.max(0, ...awaited.map((one) => answerMs(one.model, one, setup.limit))) };
}

/** Returns the request for keywords: the aggregator names them, in five replies. */
function keywordsOf(question: WorldQuestion, setup: Setup): { ms: number; usd: number } {
  if (setup.system !== "symbolic-moe" || !setup.asksKeywords) return { ms: 0, usd: 0 };
  const { answersMs, answerUsd } = models[question.dataSet === "programs" ? setup.codingAggregator : setup.aggregator];
  return { ms: answersMs, usd: REQUEST_USD + 5 * answerUsd };
}

/**
 * Universal self-consistency: returns the request in which the aggregator compares several programs, whose answers
 * cannot be counted.
 */
function comparisonOf(
  { dataSet }: WorldQuestion,
  setup: Setup,
  arrived: readonly Reference[],
): { ms: number; usd: number } {
  const isAsked = setup.system === "self-consistency" && setup.universal && dataSet === "programs";
  if (!isAsked || arrived.length < 2) return { ms: 0, usd: 0 };
  const { answersMs, answerUsd } = models[setup.codingAggregator];
  return { ms: answersMs, usd: REQUEST_USD + answerUsd };
}

/** A request to merge. */
interface Merge {
  /** Milliseconds until all merged answers have arrived, and then the milliseconds of the merge. */
  readonly waitsMs: number;
  readonly takesMs: number;
  readonly usd: number;
  readonly candidates: readonly Omit<Candidate, "similarity">[];
}

function mergesOf(
  question: WorldQuestion,
  setup: Setup,
  references: readonly Reference[],
  ranked: readonly Ranked[],
  seen: Seen | undefined,
): Merge[] {
  if (isVote(setup)) return [];
  const { limit } = setup;
  const { author, readyMs } = merger(question, setup, references);
  const arrived = references.filter(({ answer }) => answer !== null);
  return drawn(setup, references, seen).map(({ shown, choices, size }): Merge => {
    const own = shown.map((model) => arrived.find((one) => one.model === model) as Reference);
    const answers = own.map(({ answer }) => answer as Answer);
    const candidates = Array.from({ length: choices }, (_, index) => ({
      author,
      subsetPrior: sum(shown.map((model) => priorOf(model, ranked))),
      ...merge(author, question, answers, index),
    }));
    // A missing answer was waited for, up to the limit.
    const missing = size > shown.length ? [(LIMIT_MS * limit) / SHORT_LIMIT] : [];
    return {
      waitsMs: Math.max(readyMs, ...own.map((one) => answerMs(one.model, one, limit)), ...missing),
      takesMs: Math.max(...candidates.map((one) => 2 * answerMs(author, one, limit))),
      usd: REQUEST_USD + sum(candidates.map((one) => writtenUsd(author, one, limit))),
      candidates,
    };
  });
}

/** A subset of the references that is merged. */
interface Draw {
  readonly shown: readonly ModelName[];
  readonly choices: number;
  /** Number of references that it should hold. */
  readonly size: number;
}

/** Returns the subsets: all arrived references together, or those that chance left, as the merging model saw them. */
function drawn(setup: Setup, references: readonly Reference[], seen: Seen | undefined): Draw[] {
  const arrived = references.filter(({ answer }) => answer !== null).map(({ model }) => model);
  if (arrived.length === 0) return [];
  const isSmcs = setup.system === "smcs";
  const dropCount = isSmcs && setup.pool.length > 1 ? Math.min(setup.dropCount, references.length - 1) : 0;
  if (dropCount === 0) return [{ shown: arrived, choices: isSmcs ? setup.n : 1, size: references.length }];
  const size = references.length - dropCount;
  const failed = references.length - arrived.length;
  const merges = seen?.merges ?? [];
  for (const { shown } of merges) {
    const fits =
      shown.length <= size && shown.length >= size - failed && shown.every((model) => arrived.includes(model));
    expect(fits, `${size} of ${arrived.join()} were to be merged, and ${shown.join()} were`);
  }
  const choices = sum(merges.map((one) => one.choices));
  expect(choices === setup.n || (choices < setup.n && failed >= size), `${choices} were merged, not ${setup.n}`);
  return merges.map((one) => ({ ...one, size }));
}
