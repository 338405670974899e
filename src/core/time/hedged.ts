import type { ChatReply, PoolMember } from "../ports.ts";
import type { Hedging } from "../run-policy.ts";

/** One of two requests for the same reply. */
export type Attempt = (signal: AbortSignal) => Promise<ChatReply>;

/**
 * Sends a second request when the first is late. The first complete reply wins, and the other request is aborted. A
 * failure counts only when no other request is left.
 *
 * @param late resolves when the first is late; a rejection means never
 * @throws the error of the first request, when all requests that were sent failed
 */
export async function hedged(
  first: Attempt,
  second: Attempt,
  late: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<ChatReply> {
  const decided = new AbortController();
  const until = AbortSignal.any([signal, decided.signal]);
  const progress = { isLate: false, over: false };
  const one = first(until).finally(() => {
    progress.over = true;
  });
  const other = late(until).then(() => {
    if (progress.over) throw new Error("The first request has ended.");
    progress.isLate = true;
    return second(until);
  });
  other.catch(() => undefined);
  try {
    return await Promise.race([one, other.catch(() => one)]).catch((error: unknown) =>
      // The first has failed, but a second that was already sent may still succeed.
      progress.isLate ? other.catch(() => Promise.reject(error as Error)) : Promise.reject(error as Error),
    );
  } finally {
    decided.abort();
  }
}

/** Whether a late reference of a member is asked for a second time. */
export function mayHedge({ servers }: PoolMember, hedge: Hedging): boolean {
  return hedge === "always" || (hedge === "self-hosted" && servers.every(({ selfHosted }) => selfHosted));
}
