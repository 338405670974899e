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
   * `second`: beside a late reference, with no more output tokens than the first request. `keywords`: before all
   * others.
   */
  readonly what: "reference" | "second" | "aggregation" | "keywords";
}

/** Money set aside for one request. */
export interface Claim {
  /** Output tokens that the request may allow each choice: as many as wanted, or fewer. */
  readonly maxOutputTokens: number;
  /** In words for the user when `maxOutputTokens` is less than wanted; otherwise null. */
  readonly lowered: string | null;
  /** Notes that the request goes out to a server: its hours count from now on. Only the first call counts. */
  sent(): void;
  /**
   * Returns how much of the server's time that was set aside is left, in milliseconds; null for no limit. At 0 the
   * request must be aborted. Time shared with other requests counts in part, so it passes no faster than the clock.
   */
  leftMilliseconds(): number | null;
  /**
   * Notes that the request has ended; only the first call counts.
   *
   * @param ending with a cost of 0 or more; anything else counts as unknown
   * @returns the cost in US dollars, a server's hours included; null when unknown
   */
  settle(ending: Ending): number | null;
}

type SizedRequest = ClaimedRequest & Pick<RequestSize, "promptBytes">;

/** The amount that one request takes from the cap. */
interface Share {
  usd: number;
}

/** Upper estimate of the bytes of text per token of a reference. */
const REFERENCE_BYTES_PER_TOKEN = 6;

/**
 * The budget of one question. Before a request is sent, its worst case is set aside. When it has ended, its cost
 * replaces the worst case; if the cost is unknown, the worst case stays. Therefore the cap is never exceeded. What is
 * left is shared equally among the requests still to come, which lowers their output limits. A request that cannot be
 * given `LEAST_OUTPUT_TOKENS` is refused, and references leave enough for one aggregation.
 *
 * A retry on the same server counts once: nothing had been written, and servers charge nothing for that.
 */
export class QuestionBudget {
  private readonly capUsd: number | null;
  private readonly clock: Clock;
  private readonly hours: ServerHours;
  private readonly reserve: AggregationReserve;
  private readonly shares: Share[] = [];
  private readonly toCome: { reference: number; aggregation: number };

  /** @param spentUsd US dollars that the question has cost before, for a run that continues */
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

  /** US dollars that are spent or set aside; without a cap, only the amount spent before. */
  get takenUsd(): number {
    return this.shares.reduce((sum, share) => sum + share.usd, 0);
  }

  /**
   * Sets a request's worst case aside.
   *
   * @returns null when not even a short answer can be paid; `refusal` says so
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

  /** Says why a request is not sent, in words for the user. */
  refusal(model: string): string {
    return (
      `${model} was not asked: what is left of the ${usd(this.capUsd ?? 0)} that this question may cost does not pay ` +
      "for a short answer. Raise smcs.budget.perQuestionUsd, or lower smcs.referencers or smcs.aggregations."
    );
  }

  /** Returns the output tokens that a request can be given; null when they are too few. */
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

  /**
   * Returns among how many requests the rest of the budget is shared: this one, which is then no longer to come, and
   * those after it.
   */
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
 * The part of a cap that references leave untouched. It pays for a short aggregation of all references, by the first
 * aggregator in the ranking that the cap can pay at all. Each reference also sets aside the cost of its text in the
 * prompt of that aggregation. Nothing is reserved when no aggregator can be paid: then the best reference is the
 * answer.
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

  /** The current reserve, in US dollars. */
  get usd(): number {
    return this.kept;
  }

  /** Returns the cost of merging a reference with this number of tokens, in US dollars. */
  toMerge(tokens: number): number {
    return tokens * this.usdPerToken;
  }

  /** Reserves the cost of merging a reference that may have this number of tokens. */
  merge(tokens: number): void {
    this.kept += this.toMerge(tokens);
  }

  /** Releases the reserve, because the first aggregation is about to use it. */
  release(): void {
    this.kept = 0;
    this.usdPerToken = 0;
  }
}
