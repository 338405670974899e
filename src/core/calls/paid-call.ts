import type { Claim } from "../cost/index.ts";
import { ChatError, messageOf } from "../errors.ts";
import type { ChatReply } from "../ports.ts";
import { GivenUp } from "../time/index.ts";
import type { CallContext } from "./call-context.ts";
import { type Spent, spentOnFailure } from "./call-outcome.ts";

/** What each failed call cost, by what it threw. */
const costs = new WeakMap<Error, Spent>();

/**
 * Sends a request for which money was set aside, breaks it off when its server's hours would cost more than that, and
 * settles the claim with what it cost.
 *
 * @param send sends it, obeys the signal it is given, and tells when the request goes out: what it waits before that
 *   costs nothing
 * @returns the reply, with its server's hours in the cost
 * @throws what `send` throws, or GivenUp when the run or the budget broke it off; `settledCost` knows what it cost
 */
export async function paidCall(
  claim: Claim,
  send: (signal: AbortSignal, onSent: () => void) => Promise<ChatReply>,
  { wait }: Pick<CallContext, "wait">,
  signal: AbortSignal,
): Promise<ChatReply> {
  const ended = new AbortController();
  const tooDear = new AbortController();
  const within = AbortSignal.any([signal, tooDear.signal]);
  const progress = { sent: false };
  const onSent = (): void => {
    if (progress.sent || ended.signal.aborted) return;
    progress.sent = true;
    claim.sent();
    watchHours(claim, wait, tooDear, ended.signal).catch(() => undefined);
  };
  try {
    const reply = await send(within, onSent);
    return { ...reply, costUsd: claim.settle(reply) };
  } catch (error) {
    const { usage, costUsd } = spentOnFailure(error);
    const settled = claim.settle({ costUsd, servedBy: null });
    const own = ownError(within.reason instanceof GivenUp ? within.reason : error, within);
    costs.set(own, { usage: settled === 0 ? usage : null, costUsd: settled });
    throw own;
  } finally {
    ended.abort();
  }
}

/** What a call cost that failed: as its claim settled it, or as its error tells where nothing had been sent yet. */
export function settledCost(error: unknown): Spent {
  return (error instanceof Error ? costs.get(error) : undefined) ?? spentOnFailure(error);
}

/** Breaks the request off when its server's time is used up. Shared time passes slower than the clock: it looks again. */
async function watchHours(
  claim: Claim,
  wait: CallContext["wait"],
  tooDear: AbortController,
  ended: AbortSignal,
): Promise<void> {
  for (let left = claim.leftMilliseconds(); left !== null; left = claim.leftMilliseconds()) {
    if (left < 1) {
      tooDear.abort(new GivenUp("budget", TOO_DEAR));
      return;
    }
    await wait(left, ended);
  }
}

const TOO_DEAR = "Stopped: its server's hours would cost more than this question may (smcs.budget.perQuestionUsd).";

/** An error that is this call's alone: calls that are broken off together share the reason, but not the cost. */
function ownError(error: unknown, { reason }: AbortSignal): Error {
  if (error instanceof Error && error !== reason && !costs.has(error)) return error;
  if (error instanceof GivenUp) return new GivenUp(error.reason, error.message);
  if (error instanceof ChatError) return new ChatError(error.message, error.details, { cause: error });
  return new Error(messageOf(error), { cause: error });
}
