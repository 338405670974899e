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

/** Output tokens of an answer by a model that does not think, where nothing else is known. */
export const TYPICAL_OUTPUT_TOKENS = 400;

/** Maximum bytes that the failed examples and the request to correct them add to a prompt. */
const REPAIR_BYTES = 20_000;

/** US dollars. */
export type UsdRange = readonly [low: number, high: number];

/** The estimated cost of a run, before any model is called. */
export interface RunEstimate {
  /** From short answers to the longest possible. Null when a price is unknown, except for models on this machine. */
  readonly costUsd: UsdRange | null;
  /** The part of the cost whose prices are known; the whole cost when all are. */
  readonly knownUsd: UsdRange;
  /** Models whose price is unknown, except those on this machine. */
  readonly unpriced: readonly string[];
  /** Models on this machine without a price, which count as free. */
  readonly unpricedHere: readonly string[];
  /** US dollars that the question never exceeds; null for no limit. */
  readonly capUsd: number | null;
  readonly requests: number;
}

/** One planned request. */
interface PlannedRequest {
  readonly member: PoolMember;
  /** Bytes of the prompt, without the references. */
  readonly promptBytes: number;
  /** Output limit in tokens of each reference in the prompt. */
  readonly references: readonly number[];
  readonly choices: number;
  /** Output limit in tokens of each choice. */
  readonly limit: number;
  /** Output tokens of a short reply. */
  readonly typical: number;
  /** 2 when a second request may be sent, otherwise 1. */
  readonly times: number;
  /** Whether the run may end without it. */
  readonly spared: boolean;
}

/**
 * Returns the estimated cost of a run. The lower end assumes short answers of the servers that answer first, with the
 * prompt paid once for all choices of a request. The upper end assumes prompts of one token per byte and used-up output
 * limits, on every server that may stand in, because each may charge for a reply that broke off. The lower end leaves
 * out what the run may be spared: in a cascade all but the first request, and the correction of an answer. The cost of
 * failed aggregations that another model repeats is not included.
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

/** Returns an estimate that spans two choices of referencers. */
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
    spared: false,
  };
}

/** @param first requests that precede those of the referencers */
function estimateOf(calls: PlannedCalls, first: readonly PlannedRequest[]): RunEstimate {
  const planned = [...first, ...references(calls), ...aggregations(calls)];
  const requests = [...planned, ...correction(calls)];
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
    requests: planned.length,
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
      spared: calls.cascade === true && index > 0,
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
    spared: calls.cascade === true,
  }));
}

/** Returns the request that corrects an answer: it has the question, the answer, and examples with what came out. */
function correction(calls: PlannedCalls): PlannedRequest[] {
  const [member] = calls.aggregators;
  if (member === undefined || calls.repair !== true) return [];
  const limit = outputLimit(member, calls);
  const spared = calls.referencers.length > 0;
  const common = { choices: 1, typical: TYPICAL_OUTPUT_TOKENS, times: 1, spared };
  return [{ member, promptBytes: referencePromptBytes(calls) + REPAIR_BYTES, references: [limit], limit, ...common }];
}

/** Returns the known part of a request's price. */
function priceOf(request: PlannedRequest): PriceRange {
  const { member, promptBytes, references, choices, limit, typical, times, spared } = request;
  const short = (tariff: Tariff): number =>
    typicalUsd(tariff, { promptBytes, choices, outputTokens: Math.min(typical, limit) }) +
    usdOf(tariff.least, sum(references.map(typicalOutput)), 0);
  const worst = (tariff: Tariff): number =>
    worstUsd(tariff, { promptBytes, choices, outputTokens: limit }) + choices * usdOf(tariff.most, sum(references), 0);
  const tariffs = member.servers.map(tariffOf);
  const first = tariffs[0] ?? null;
  return {
    low: first === null || spared ? 0 : short(first),
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
