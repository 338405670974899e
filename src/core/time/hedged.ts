import type { ChatReply } from "../ports.ts";

/** One of two requests for the same reply. */
export type Attempt = (signal: AbortSignal) => Promise<ChatReply>;

/** A reply, and whether a second request was sent for it. */
export interface HedgedReply {
  readonly reply: ChatReply;
  readonly hedged: boolean;
}

/**
 * Sends a second request when the first is late; the first complete reply wins, and the other request is aborted. A
 * failure counts only when there is no other request left.
 *
 * @param late resolves when the first is late; a rejection means never
 * @throws what the first request threw, when all that were sent failed
 */
export async function hedged(
  first: Attempt,
  second: Attempt,
  late: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<HedgedReply> {
  const decided = new AbortController();
  const until = AbortSignal.any([signal, decided.signal]);
  const progress = { hedged: false, over: false };
  const one = first(until).finally(() => {
    progress.over = true;
  });
  const other = late(until).then(
    () => {
      if (progress.over) throw new Error("The first request has ended.");
      progress.hedged = true;
      return second(until);
    },
    () => Promise.reject(new Error("Nobody was late.")),
  );
  other.catch(() => undefined);
  try {
    const reply = await Promise.race([one, other.catch(() => one)]).catch((error: unknown) =>
      // The first has failed: a second that is on its way may still save it.
      progress.hedged ? other.catch(() => Promise.reject(error as Error)) : Promise.reject(error as Error),
    );
    return { reply, hedged: progress.hedged };
  } finally {
    decided.abort();
  }
}
