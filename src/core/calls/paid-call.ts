import type { Claim } from "../cost/question-budget.ts";
import type { ChatReply } from "../ports.ts";
import { GivenUp } from "../time/given-up.ts";
import type { CallContext } from "./call-context.ts";
import { spentOnFailure } from "./call-outcome.ts";

/**
 * Sends a request for which money was set aside, breaks it off when its server's hours would cost more than that, and
 * settles the claim with what it cost.
 *
 * @param send sends it and obeys the signal it is given
 * @returns the reply, with its server's hours in the cost
 */
export async function paidCall(
  claim: Claim,
  send: (signal: AbortSignal) => Promise<ChatReply>,
  { wait }: Pick<CallContext, "wait">,
  signal: AbortSignal,
): Promise<ChatReply> {
  const ended = new AbortController();
  const within = withinHours(claim, wait, signal, ended.signal);
  try {
    const reply = await send(within);
    return { ...reply, costUsd: claim.settle(reply) };
  } catch (error) {
    claim.settle({ costUsd: spentOnFailure(error).costUsd, servedBy: null });
    throw within.reason instanceof GivenUp ? within.reason : error;
  } finally {
    ended.abort();
  }
}

function withinHours(
  { maxMilliseconds }: Claim,
  wait: CallContext["wait"],
  signal: AbortSignal,
  ended: AbortSignal,
): AbortSignal {
  if (maxMilliseconds === null) return signal;
  const tooDear = new AbortController();
  const words = "Broken off: its server's hours would cost more than this question may (smcs.budget.perQuestionUsd).";
  wait(maxMilliseconds, ended).then(
    () => {
      tooDear.abort(new GivenUp("budget", words));
    },
    () => undefined,
  );
  return AbortSignal.any([signal, tooDear.signal]);
}
