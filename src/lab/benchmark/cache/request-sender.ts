import type { ServedMember } from "../../../chat/index.ts";
import { RequestAbort } from "../../../limits/index.ts";
import { spentOnFailure } from "../../../core/calls/index.ts";
import { ChatError } from "../../../core/errors.ts";
import type { ChatReply, ChatRequest } from "../../../core/ports.ts";
import { answeredBy, worstOfServers } from "../../../core/prices/index.ts";
import { promptBytes } from "../../../core/tokens.ts";
import { type Budget, FailingModels } from "../../../evaluation/pacing/index.ts";
import type { ReplyTimes } from "./kept-reply.ts";

/** A reply that has just come. */
export interface AskedReply extends ReplyTimes {
  readonly reply: ChatReply;
  /** ISO 8601. */
  readonly at: string;
}

/** What sending requests needs from outside. */
interface SenderMeans {
  readonly budget: Budget;
  /** Milliseconds. */
  readonly clock: () => number;
  /** ISO 8601. */
  readonly now: () => string;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
}

/** The money is used up: nothing was sent. */
export class OutOfBudget extends ChatError {
  constructor({ reference }: ServedMember) {
    super("What is left of the budget does not pay for this request.", { kind: "payment", model: reference });
  }
}

/** Sends requests to the models within the budget, times them and counts what went wrong. */
export class RequestSender {
  /** Requests that brought a reply. */
  answered = 0;
  /** US dollars of them; null when one is unknown. */
  costUsd: number | null = 0;
  /** Whether a request was refused because of the budget. */
  outOfBudget = false;
  /** By the model's name. */
  private readonly failing = new FailingModels<string>((name) => name);
  private readonly means: SenderMeans;

  constructor(means: SenderMeans) {
    this.means = means;
  }

  /** @throws ChatError when no reply came; OutOfBudget when nothing was sent */
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
    // Stopped while it waited for the budget: what is in flight has been stopped already.
    if (signal.aborted) budget.settle(worst, 0);
    signal.throwIfAborted();
    const own = new RequestAbort(signal);
    let spent = worst;
    const times: { sentAt: number; heardAt: number | null } = { sentAt: clock(), heardAt: null };
    const onSent = (): void => {
      // Tries that brought nothing are no part of the time that the reply took.
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

  /** A sentence for each model that failed now and then, or was left alone. */
  get notes(): string[] {
    return this.failing.notes;
  }

  /** Counts a request that brought nothing of use. */
  failed({ name }: ServedMember, error: unknown): void {
    this.failing.failed(name, error);
  }
}

/**
 * Returns what a request costs at most, whichever servers charge for it, in US dollars; Infinity where nobody knows.
 */
function worstOf({ servers }: ServedMember, { messages, choices, sampling }: ChatRequest): number {
  return worstOfServers(servers, {
    promptBytes: promptBytes(messages),
    choices,
    outputTokens: sampling.maxOutputTokens,
  });
}

/** Returns what a reply cost with what servers may have charged before another stood in; null where that is unknown. */
function spentOn(member: ServedMember, request: ChatRequest, reply: ChatReply): number | null {
  const { servers } = member;
  // An hour's price is charged for time, which no reply tells.
  if (reply.costUsd === null || servers.some(({ costPerHourUsd }) => costPerHourUsd !== null)) return null;
  const before = servers.slice(0, Math.max(0, answeredBy(servers, reply)));
  return reply.costUsd + worstOf({ ...member, servers: before }, request);
}
