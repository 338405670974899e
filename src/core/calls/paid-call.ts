import type { Claim } from "../cost/index.ts";
import { ChatError, messageOf } from "../errors.ts";
import type { ChatReply } from "../ports.ts";
import { GivenUp } from "../time/index.ts";
import type { CallContext } from "./call-context.ts";
import { type Spent, spentOnFailure } from "./call-outcome.ts";

/** The cost of each failed call, by the error it threw. */
const costs = new WeakMap<Error, Spent>();

/**
 * Sends a request for which money was set aside, and settles the claim with what the request cost. Aborts the request
 * when its server's hours would cost more than was set aside.
 *
 * @param send sends the request, obeys the signal, and calls `onSent` when the request goes out: the wait before that
 *   costs nothing
 * @returns the reply, with its server's hours in the cost
 * @throws what `send` throws, or GivenUp when the run or the budget aborted the request; `settledCost` has the cost
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

/** Returns the cost of a failed call: as its claim settled it, or by its error when nothing had been sent. */
export function settledCost(error: unknown): Spent {
  return (error instanceof Error ? costs.get(error) : undefined) ?? spentOnFailure(error);
}

/**
 * Aborts the request when its server's time is used up. Time shared with other requests passes slower than the clock,
 * so the loop measures again after each wait.
 */
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

/**
 * Returns an error that belongs to this call alone, because calls that are aborted together share the reason but not
 * the cost.
 */
function ownError(error: unknown, { reason }: AbortSignal): Error {
  if (error instanceof Error && error !== reason && !costs.has(error)) return error;
  if (error instanceof GivenUp) return new GivenUp(error.reason, error.message);
  if (error instanceof ChatError) return new ChatError(error.message, error.details, { cause: error });
  return new Error(messageOf(error), { cause: error });
}
