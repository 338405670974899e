import type { ServedMember } from "../../../chat/index.ts";
import { RequestAbort } from "../../../limits/index.ts";
import { spentOnFailure } from "../../../core/calls/index.ts";
import { ChatError } from "../../../core/errors.ts";
import type { ChatReply, ChatRequest } from "../../../core/ports.ts";
import { answeredBy, worstOfServers } from "../../../core/prices/index.ts";
import { promptBytes } from "../../../core/tokens.ts";
import { type Budget, FailingModels } from "../../../evaluation/pacing/index.ts";
import type { ReplyTimes } from "./kept-reply.ts";

/** A reply that has just arrived. */
export interface AskedReply extends ReplyTimes {
  readonly reply: ChatReply;
  /** ISO 8601. */
  readonly at: string;
}

/** The means of sending requests. */
interface SenderMeans {
  readonly budget: Budget;
  /** Milliseconds. */
  readonly clock: () => number;
  /** ISO 8601. */
  readonly now: () => string;
  /** Stops everything at once. */
  readonly signal: AbortSignal;
}

/** The budget is used up, so nothing was sent. */
export class OutOfBudget extends ChatError {
  constructor({ reference }: ServedMember) {
    super("What is left of the budget does not pay for this request.", { kind: "payment", model: reference });
  }
}

/** Sends requests to the models within the budget, measures their time and counts failures. */
export class RequestSender {
  /** Number of requests that brought a reply. */
  answered = 0;
  /** Their cost in US dollars; null when the cost of one is unknown. */
  costUsd: number | null = 0;
  /** Whether a request was refused because of the budget. */
  outOfBudget = false;
  /** By the name of the model. */
  private readonly failing = new FailingModels<string>((name) => name);
  private readonly means: SenderMeans;

  constructor(means: SenderMeans) {
    this.means = means;
  }

  /** @throws ChatError when no reply arrived; OutOfBudget when nothing was sent */
  async send(member: ServedMember, request: ChatRequest): Promise<AskedReply> {
    const { budget, clock, now, signal } = this.means;
    signal.throwIfAborted();
    const whyOut = this.failing.whyOut(member.name);
    if (whyOut !== null) throw new ChatError(whyOut, { kind: "connect", model: member.reference });
    const worst = budget.limited ? worstOf(member, request) : 0;
    if (!(await budget.reserve(worst))) {
      this.outOfBudget = true;
      throw new OutOfBudget(member);
    }
    // If the request was stopped while it waited for the budget, nothing has been sent for this amount.
    if (signal.aborted) budget.settle(worst, 0);
    signal.throwIfAborted();
    const own = new RequestAbort(signal);
    let spent = worst;
    const times: { sentAt: number; heardAt: number | null } = { sentAt: clock(), heardAt: null };
    const onSent = (): void => {
      // Retries before the first text do not count as time of the reply.
      if (times.heardAt === null) times.sentAt = clock();
    };
    const onDelta = (): void => {
      times.heardAt ??= clock();
    };
    try {
      const reply = await member.chat.chat({ ...request, usefulForMs: null, onSent }, onDelta, own.signal);
      spent = spentOn(member, request, reply) ?? worst;
      this.answered += 1;
      this.failing.answered(member.name);
      this.costUsd = this.costUsd === null || reply.costUsd === null ? null : this.costUsd + reply.costUsd;
      const { sentAt, heardAt } = times;
      const firstTokenMs = heardAt === null ? null : heardAt - sentAt;
      return { reply, firstTokenMs, durationMs: clock() - sentAt, at: now() };
    } catch (error) {
      // With several servers, only one of their failures is reported.
      if (member.servers.length === 1) spent = spentOnFailure(error).costUsd ?? worst;
      if (!signal.aborted) this.failed(member, error);
      throw error;
    } finally {
      own.release();
      budget.settle(worst, spent);
    }
  }

  /** Sentences about each model that failed at times, or was no longer asked. */
  get notes(): string[] {
    return this.failing.notes;
  }

  /** Counts a request that brought nothing useful. */
  failed({ name }: ServedMember, error: unknown): void {
    this.failing.failed(name, error);
  }
}

/** Returns the maximum cost of a request, whichever servers charge for it, in US dollars; Infinity when unknown. */
function worstOf({ servers }: ServedMember, { messages, choices, sampling }: ChatRequest): number {
  return worstOfServers(servers, {
    promptBytes: promptBytes(messages),
    choices,
    outputTokens: sampling.maxOutputTokens,
  });
}

/** Returns the cost of a reply, with what servers may have charged before another stood in; null when unknown. */
function spentOn(member: ServedMember, request: ChatRequest, reply: ChatReply): number | null {
  const { servers } = member;
  // An hourly price is charged for time, which replies do not report.
  if (reply.costUsd === null || servers.some(({ costPerHourUsd }) => costPerHourUsd !== null)) return null;
  const before = servers.slice(0, Math.max(0, answeredBy(servers, reply)));
  return reply.costUsd + worstOf({ ...member, servers: before }, request);
}
