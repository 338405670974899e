import type { PoolMember } from "../ports.ts";
import { worstOfServers } from "../prices/index.ts";
import { aggregationPromptBytes, outputLimit, type PlannedCalls } from "./planned-calls.ts";
import { LEAST_OUTPUT_TOKENS } from "../tokens.ts";

/** So many bytes of text a reference has for each of its tokens, upwards. */
const REFERENCE_BYTES_PER_TOKEN = 6;

/**
 * What references leave untouched of a cap: a short aggregation of all of them, by the first aggregator in the ranking
 * that the cap can pay at all. Each reference sets aside what its text will cost in that aggregation's prompt. Nothing is
 * kept when no aggregator can be paid: the best reference is then the answer.
 */
export class AggregationReserve {
  private kept = 0;
  private usdPerToken = 0;

  constructor(calls: PlannedCalls) {
    const { budgetUsd } = calls.policy;
    if (budgetUsd === null) return;
    const promptBytes = aggregationPromptBytes(calls, calls.referencers.length);
    const usdOf = ({ servers }: PoolMember, bytes: number, outputTokens: number): number =>
      worstOfServers(servers, { promptBytes: bytes, choices: 1, outputTokens });
    for (const member of calls.aggregators) {
      const outputTokens = Math.min(LEAST_OUTPUT_TOKENS, outputLimit(member, calls));
      const usd = usdOf(member, promptBytes, outputTokens);
      if (usd > budgetUsd) continue;
      this.kept = usd;
      this.usdPerToken = usdOf(member, promptBytes + REFERENCE_BYTES_PER_TOKEN, outputTokens) - usd;
      break;
    }
  }

  /** What is kept now, in US dollars. */
  get usd(): number {
    return this.kept;
  }

  /** What it takes to merge a reference of so many tokens, in US dollars. */
  toMerge(tokens: number): number {
    return tokens * this.usdPerToken;
  }

  /** A reference may have so many tokens. */
  merge(tokens: number): void {
    this.kept += this.toMerge(tokens);
  }

  /** The first aggregation is about to be sent: it takes what was kept. */
  release(): void {
    this.kept = 0;
    this.usdPerToken = 0;
  }
}
