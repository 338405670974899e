import type { PoolMember } from "../ports.ts";
import {
  aggregationPromptBytes,
  outputLimit,
  type PlannedCalls,
  readBy,
  referencePromptBytes,
} from "./planned-calls.ts";
import { mayHedge } from "../time/index.ts";
import { KEYWORD_REPLIES, keywordLimit, keywordMessages, TYPICAL_KEYWORD_TOKENS } from "../messages/index.ts";
import { type PriceRange, takesNothing, type Tariff, tariffOf, typicalUsd, usdOf, worstUsd } from "../prices/index.ts";
import { promptBytes } from "../tokens.ts";

/** Output tokens of an answer of a model that does not think, for the lower end. */
const TYPICAL_OUTPUT_TOKENS = 400;

/** US dollars. */
export type UsdRange = readonly [low: number, high: number];

/** What a run will cost, before any model is called. */
export interface RunEstimate {
  /** From short answers to the longest possible; null when a price is unknown, those of models on this machine apart. */
  readonly costUsd: UsdRange | null;
  /** The part of it whose prices are known; all of it where all are. */
  readonly knownUsd: UsdRange;
  /** Models that cost nobody knows how much, those on this machine apart. */
  readonly unpriced: readonly string[];
  /** Models on this machine without a price: they count as free. */
  readonly unpricedHere: readonly string[];
  /** US dollars that the question never costs more than; null for no limit. */
  readonly capUsd: number | null;
  readonly requests: number;
}

/** One request as it is planned. */
interface PlannedRequest {
  readonly member: PoolMember;
  /** Without the references. */
  readonly promptBytes: number;
  /** Output tokens that each reference in the prompt was allowed. */
  readonly references: readonly number[];
  readonly choices: number;
  /** Output tokens that each choice is allowed. */
  readonly limit: number;
  /** Output tokens of a short reply. */
  readonly typical: number;
  /** 2 where a second request may be sent beside it. */
  readonly times: number;
}

/**
 * What a run will cost. The lower end is short answers of the servers that answer first, with the prompt paid once for
 * all choices of a request; the upper end is prompts of one token a byte and every output limit used up, by every server
 * that may stand in, since each may charge for a reply that broke off. What failed aggregations cost that another model
 * repeats is not in it.
 */
export function estimateRun(calls: PlannedCalls): RunEstimate {
  const { before } = calls;
  if (before === undefined) return estimateOf(calls, []);
  const { keywords, eligible } = before;
  const estimates = eligible.map((member) =>
    estimateOf({ ...calls, referencers: calls.referencers.map(() => member) }, [keywordRequest(keywords, calls)]),
  );
  return estimates.reduce(spanning, estimateOf(calls, [keywordRequest(keywords, calls)]));
}

/** What holds of two choices of referencers, whichever it will be. */
function spanning(one: RunEstimate, other: RunEstimate): RunEstimate {
  const span = ([low, high]: UsdRange, [otherLow, otherHigh]: UsdRange): UsdRange => [
    Math.min(low, otherLow),
    Math.max(high, otherHigh),
  ];
  return {
    ...one,
    costUsd: one.costUsd === null || other.costUsd === null ? null : span(one.costUsd, other.costUsd),
    knownUsd: span(one.knownUsd, other.knownUsd),
    unpriced: [...new Set([...one.unpriced, ...other.unpriced])],
    unpricedHere: [...new Set([...one.unpricedHere, ...other.unpricedHere])],
  };
}

function keywordRequest(member: PoolMember, { question, parameters }: PlannedCalls): PlannedRequest {
  return {
    member,
    promptBytes: promptBytes(keywordMessages(question)),
    references: [],
    choices: KEYWORD_REPLIES,
    limit: keywordLimit(member, parameters),
    typical: TYPICAL_KEYWORD_TOKENS,
    times: 1,
  };
}

/** @param first requests before those of the referencers */
function estimateOf(calls: PlannedCalls, first: readonly PlannedRequest[]): RunEstimate {
  const requests = [...first, ...references(calls), ...aggregations(calls)];
  const prices = requests.map(priceOf);
  const capUsd = calls.policy.budgetUsd;
  const low = Math.min(sum(prices.map((price) => price.low)), capUsd ?? Infinity);
  const high = Math.min(sum(prices.map((price) => price.high)), capUsd ?? Infinity);
  const unknown = [...new Set(requests.map(({ member }) => member))].filter(isUnknown);
  const here = unknown.filter(({ servers }) =>
    servers.every((server) => tariffOf(server) !== null || takesNothing(server)),
  );
  const unpriced = unknown.filter((member) => !here.includes(member)).map(({ name }) => name);
  return {
    costUsd: unpriced.length === 0 ? [low, high] : null,
    knownUsd: [low, high],
    unpriced,
    unpricedHere: here.map(({ name }) => name),
    capUsd,
    requests: requests.length,
  };
}

function references(calls: PlannedCalls): PlannedRequest[] {
  const limits = limitsOf(calls);
  return calls.referencers.map((member, index) => {
    const read = readBy(index, calls);
    return {
      member,
      promptBytes: referencePromptBytes(calls, read.length),
      references: read.map((one) => limits[one] ?? 0),
      choices: 1,
      limit: outputLimit(member, calls),
      typical: TYPICAL_OUTPUT_TOKENS,
      times: mayHedge(member, calls.policy.hedge) ? 2 : 1,
    };
  });
}

function limitsOf(calls: PlannedCalls): number[] {
  return calls.referencers.map((member) => outputLimit(member, calls));
}

function aggregations(calls: PlannedCalls): PlannedRequest[] {
  const [member] = calls.aggregators;
  if (member === undefined) return [];
  const limits = limitsOf(calls);
  return calls.groups.map(({ subset, draws }) => ({
    member,
    promptBytes: aggregationPromptBytes(calls, subset.length),
    references: subset.map((index) => limits[index] ?? 0),
    choices: draws.length,
    limit: outputLimit(member, calls),
    typical: TYPICAL_OUTPUT_TOKENS,
    times: 1,
  }));
}

/** What is known of a request's price. */
function priceOf({ member, promptBytes, references, choices, limit, typical, times }: PlannedRequest): PriceRange {
  const short = (tariff: Tariff): number =>
    typicalUsd(tariff, { promptBytes, choices, outputTokens: Math.min(typical, limit) }) +
    usdOf(tariff.least, sum(references.map(typicalOutput)), 0);
  const worst = (tariff: Tariff): number =>
    worstUsd(tariff, { promptBytes, choices, outputTokens: limit }) + choices * usdOf(tariff.most, sum(references), 0);
  const tariffs = member.servers.map(tariffOf);
  const first = tariffs[0] ?? null;
  return {
    low: first === null ? 0 : short(first),
    high: times * sum(tariffs.map((tariff) => (tariff === null ? 0 : worst(tariff)))),
  };
}

function typicalOutput(limit: number): number {
  return Math.min(TYPICAL_OUTPUT_TOKENS, limit);
}

function isUnknown({ servers }: PoolMember): boolean {
  return servers.some((server) => tariffOf(server) === null);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
