import { ChatError } from "../core/errors.ts";
import type { RandomSource } from "../core/ports.ts";
import { type ChatTarget, referenceOf } from "../servers/index.ts";
import { describeFailure } from "../requests/index.ts";
import { LONGEST_PAUSE_MS, MOST_TRIES, pauseBeforeRetry } from "./retry.ts";
import type { ServerQueue } from "./server-queue.ts";
import { inWords, type Time } from "./time.ts";
import { TurnError, type Turns, type Waiting } from "./turns.ts";

/** What a run's requests to one model need in order to wait. */
interface Patience {
  readonly target: ChatTarget;
  /** Returns the server's queue; called for each attempt. */
  readonly queue: () => ServerQueue;
  /** An object that identifies the run. */
  readonly run: object;
  readonly time: Time;
  readonly random: RandomSource;
}

/**
 * Sends each request when it is its turn and retries it after a pause if that may help: at most `MOST_TRIES` attempts,
 * never when the reply would come too late, and never after part of a reply was delivered. A pausing request holds no
 * slot of the endpoint. A rate limit also delays requests of other runs: those to the same model, and with a short
 * pause those to all models.
 */
export function patientTurns(patience: Patience): Turns {
  const { target, time } = patience;

  async function turns<Result>(send: () => Promise<Result>, waiting: Waiting): Promise<Result> {
    for (let tries = 1; ; tries++) {
      const outcome = await oneTry(send, waiting, tries, patience);
      if ("result" in outcome) return outcome.result;
      const { error, pauseMs } = outcome;
      const again = `Trying again, ${tries + 1} of ${MOST_TRIES}.`;
      waiting.onPause({ reason: `${error.message} ${again}`, milliseconds: pauseMs });
      await time.wait(pauseMs, waiting.signal).catch(() => Promise.reject(stopped(target, waiting)));
    }
  }

  return turns;
}

/**
 * Waits for the turn and sends the request once.
 *
 * @returns the outcome, or how long to wait before a retry
 * @throws ChatError when the request must not be retried
 */
async function oneTry<Result>(
  send: () => Promise<Result>,
  waiting: Waiting,
  tries: number,
  { target, queue, run, time, random }: Patience,
): Promise<{ result: Result } | { error: ChatError; pauseMs: number }> {
  const line = queue();
  const model = target.model.id;
  const { until, hasStandIn, signal, onPause } = waiting;
  await line
    .enter({ until, hasStandIn, signal, onPause, endpoint: target.name, model, run })
    .catch((error: unknown) => Promise.reject(turnedAway(error, target, waiting)));
  try {
    const result = await send();
    line.answered(model);
    return { result };
  } catch (error) {
    if (!(error instanceof ChatError) || signal.aborted) throw error;
    const pauseMs = pauseBeforeRetry(error.details, tries, random);
    const askedFor = holdAskedFor(error);
    if (askedFor !== null) line.holdBack(model, Math.max(askedFor, pauseMs ?? 0));
    if (waiting.begun) throw error;
    const patience = hasStandIn ? -1 : Math.min(LONGEST_PAUSE_MS, (until ?? Infinity) - time.clock());
    if (pauseMs === null || pauseMs > patience) throw givenUp(error, tries);
    return { error, pauseMs };
  } finally {
    line.leave(model);
  }
}

/** Returns the pause that the endpoint asks for, in milliseconds; null when the failure names none. */
function holdAskedFor({ details: { kind, transient, retryAfterMs } }: ChatError): number | null {
  if (transient !== true) return null;
  return retryAfterMs ?? (kind === "rate-limited" ? 0 : null);
}

/** Returns the last failure, with the number of attempts and the time of a useful retry. */
function givenUp(error: ChatError, tries: number): ChatError {
  const { transient, retryAfterMs } = error.details;
  const often = tries === 1 ? [] : [`Tried ${tries} times.`];
  const later =
    transient === true && retryAfterMs !== undefined && retryAfterMs > 0
      ? [`It asks for a pause of ${inWords(retryAfterMs)}: ask again after that, or use another endpoint.`]
      : [];
  const message = [error.message, ...often, ...later].join(" ");
  return message === error.message ? error : new ChatError(message, error.details);
}

/** Returns why a request never got its turn. */
function turnedAway(error: unknown, target: ChatTarget, waiting: Waiting): ChatError {
  if (!(error instanceof TurnError)) return stopped(target, waiting);
  const { kind, message, retryAfterMs } = error;
  const model = referenceOf(target);
  return new ChatError(`${model} at ${target.baseUrl}: ${message}`, {
    kind,
    model,
    ...(retryAfterMs === null ? {} : { transient: true, retryAfterMs }),
  });
}

function stopped(server: ChatTarget, { signal }: Waiting): ChatError {
  return describeFailure(signal.reason, {
    reference: referenceOf(server),
    server,
    signal,
    begun: false,
    partialTexts: [],
  });
}
