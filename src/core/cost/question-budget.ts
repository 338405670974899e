import { usd } from "../amounts.ts";
import { largestInteger } from "../largest-integer.ts";
import type { ChatMessage, Clock, PoolMember, ServerTraits } from "../ports.ts";
import { answeredBy, costOfEnding, type Ending, inTurn, type RequestSize, worstOfServers } from "../prices/index.ts";
import { LEAST_OUTPUT_TOKENS, promptBytes } from "../tokens.ts";
import { aggregationPromptBytes, outputLimit, type PlannedCalls } from "./planned-calls.ts";
import { RequestHours } from "./request-hours.ts";
import { ServerHours } from "./server-hours.ts";

/** A request that is about to be sent. */
export interface ClaimedRequest {
  readonly messages: readonly ChatMessage[];
  readonly choices: number;
  /** Output tokens for each choice. */
  readonly wantedTokens: number;
  /**
   * `second`: beside a late reference, with no more output tokens than that was given. `keywords`: before all others.
   */
  readonly what: "reference" | "second" | "aggregation" | "keywords";
}

/** Money set aside for one request. */
export interface Claim {
  /** Output tokens that the request may allow each choice: what was wanted, or less. */
  readonly maxOutputTokens: number;
  /** In words for the user, when `maxOutputTokens` is less than was wanted. */
  readonly lowered: string | null;
  /** The request goes out to a server: from now on its hours count. Only the first call counts. */
  sent(): void;
  /**
   * How much of its server's time is left of what was set aside, in milliseconds. Time that other requests share counts
   * in part, so it passes no faster than the clock's; at 0 the request must be broken off. Null for no limit.
   */
  leftMilliseconds(): number | null;
  /**
   * The request has ended; only the first call counts.
   *
   * @param ending with a cost of 0 or more; anything else counts as unknown
   * @returns what it cost in US dollars, a server's hours included; null when that is unknown
   */
  settle(ending: Ending): number | null;
}

type SizedRequest = ClaimedRequest & Pick<RequestSize, "promptBytes">;

/** What one request takes from the cap. */
interface Share {
  usd: number;
}

/** So many bytes of text a reference has for each of its tokens, upwards. */
const REFERENCE_BYTES_PER_TOKEN = 6;

/**
 * The money of one question. A request's worst case is set aside before it is sent, and what it cost takes its place when
 * it has ended; where that is unknown the worst case stays. So the cap is never passed. What is left is shared equally
 * among the requests that are still to come, which lowers their output limits; a request that cannot be given
 * `LEAST_OUTPUT_TOKENS` is refused, and references leave enough for one aggregation.
 *
 * A try that is repeated on the same server counts once: nothing had been written, and servers charge nothing for that.
 */
export class QuestionBudget {
  private readonly capUsd: number | null;
  private readonly clock: Clock;
  private readonly hours: ServerHours;
  private readonly reserve: AggregationReserve;
  private readonly shares: Share[] = [];
  private readonly toCome: { reference: number; aggregation: number };

  /** @param spentUsd US dollars that the question has cost before, where it goes on */
  constructor(calls: PlannedCalls, clock: Clock, spentUsd = 0) {
    this.shares.push({ usd: spentUsd });
    this.capUsd = calls.policy.budgetUsd;
    this.clock = clock;
    this.hours = new ServerHours(clock);
    this.reserve = new AggregationReserve(calls);
    this.toCome = { reference: calls.referencers.length, aggregation: calls.groups.length };
  }

  /** US dollars that are neither spent nor set aside; Infinity without a cap. */
  get leftUsd(): number {
    return (this.capUsd ?? Infinity) - this.takenUsd;
  }

  /** US dollars that are spent or set aside; without a cap only what was spent before. */
  get takenUsd(): number {
    return this.shares.reduce((sum, share) => sum + share.usd, 0);
  }

  /**
   * Sets a request's worst case aside.
   *
   * @returns null when not even a short answer can be paid; `refusal` has the words for it
   */
  claim(member: PoolMember, claimed: ClaimedRequest): Claim | null {
    const { wantedTokens, what } = claimed;
    const request = { ...claimed, promptBytes: promptBytes(claimed.messages) };
    const tokens = this.capUsd === null ? wantedTokens : this.affordableTokens(member, request);
    if (tokens === null) return null;
    if (what === "reference") this.reserve.merge(tokens);
    const share = { usd: this.capUsd === null ? 0 : worstOf(member.servers, request, tokens) };
    this.shares.push(share);
    const lowered = tokens < wantedTokens ? this.loweredText(member.name, tokens, wantedTokens) : null;
    return { maxOutputTokens: tokens, lowered, ...this.underway(member, request, tokens, share) };
  }

  /** Why a request is not sent, in words for the user. */
  refusal(model: string): string {
    return (
      `${model} was not asked: what is left of the ${usd(this.capUsd ?? 0)} that this question may cost does not pay ` +
      "for a short answer. Raise smcs.budget.perQuestionUsd, or lower smcs.referencers or smcs.aggregations."
    );
  }

  /** The output tokens that a request can be given; null when they are too few. */
  private affordableTokens({ servers }: PoolMember, request: SizedRequest): number | null {
    const { what, wantedTokens } = request;
    if (what === "aggregation") this.reserve.release();
    const needed = (tokens: number): number =>
      worstOf(servers, request, tokens) + (what === "reference" ? this.reserve.toMerge(tokens) : 0);
    const least = Math.min(LEAST_OUTPUT_TOKENS, wantedTokens);
    const available = this.leftUsd - this.reserve.usd;
    const allowed = Math.min(available, Math.max(available / this.sharers(what), needed(least)));
    return largestInteger(least, wantedTokens, (tokens) => needed(tokens) <= allowed);
  }

  /** Among how many requests what is left is shared: this one, which is no longer to come, and those after it. */
  private sharers(what: ClaimedRequest["what"]): number {
    const { reference, aggregation } = this.toCome;
    if (what === "second" || what === "keywords") return reference + aggregation + 1;
    this.toCome[what] = Math.max(0, this.toCome[what] - 1);
    return Math.max(1, reference + aggregation);
  }

  private underway(
    member: PoolMember,
    request: SizedRequest,
    tokens: number,
    share: Share,
  ): Pick<Claim, "sent" | "leftMilliseconds" | "settle"> {
    const servers = inTurn(member, request.what === "second");
    const size = this.capUsd === null ? null : sizeOf(request, tokens);
    const hours = new RequestHours(servers, size, this.hours, this.clock);
    let settled: { readonly costUsd: number | null } | null = null;
    return {
      sent: () => {
        hours.sent();
      },
      leftMilliseconds: () => hours.leftMilliseconds(),
      settle: (ending) => {
        if (settled !== null) return settled.costUsd;
        const costUsd = costOfEnding(servers, ending, hours.end(ending.servedBy !== null));
        if (costUsd !== null && this.capUsd !== null) {
          // Each server that failed before another stood in may have charged too.
          const before = servers.slice(0, Math.max(0, answeredBy(servers, ending)));
          share.usd = costUsd + worstOf(before, request, tokens);
        }
        settled = { costUsd };
        return costUsd;
      },
    };
  }

  private loweredText(model: string, tokens: number, wanted: number): string {
    return (
      `${model} may write ${tokens} tokens instead of ${wanted}, so that the question costs ` +
      `${usd(this.capUsd ?? 0)} at most (smcs.budget.perQuestionUsd).`
    );
  }
}

function sizeOf({ promptBytes, choices }: SizedRequest, outputTokens: number): RequestSize {
  return { promptBytes, choices, outputTokens };
}

function worstOf(servers: readonly ServerTraits[], request: SizedRequest, tokens: number): number {
  return worstOfServers(servers, sizeOf(request, tokens));
}

/**
 * What references leave untouched of a cap: a short aggregation of all of them, by the first aggregator in the ranking
 * that the cap can pay at all. Each reference sets aside what its text will cost in that aggregation's prompt. Nothing is
 * kept when no aggregator can be paid: the best reference is then the answer.
 */
class AggregationReserve {
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
