import { type ChatError, EmbeddingError } from "../../core/errors.ts";
import type { ChatTarget } from "../../chat/chat-target.ts";
import type { Time } from "../../chat/queue/time.ts";

/** For so long nobody who has to wait asks a server that did not answer, in milliseconds. */
const PAUSE_MS = 60_000;
/** A failure that came sooner has cost nobody anything. */
const SLOW_MS = 5_000;

interface Refusal {
  readonly error: EmbeddingError;
  readonly until: number;
}

/** By clock, then by server and model. */
const refusals = new WeakMap<Time, Map<string, Refusal>>();

/** Why a server is left alone at the moment: somebody has just waited for it in vain. Null when it may be asked. */
export function refusalOf(target: ChatTarget, time: Time): EmbeddingError | null {
  const refusal = refusals.get(time)?.get(keyOf(target));
  return refusal !== undefined && time.clock() < refusal.until ? refusal.error : null;
}

/** Remembers how a call ended, so that not every question waits anew for a server that hangs. @param began on the clock */
export function noteEnd(target: ChatTarget, time: Time, began: number, ended: ChatError | null): void {
  const known = refusals.get(time) ?? new Map<string, Refusal>();
  refusals.set(time, known);
  const inVain = ended !== null && (ended.details.kind === "timeout" || time.clock() - began > SLOW_MS);
  if (!inVain) {
    known.delete(keyOf(target));
    return;
  }
  const error = new EmbeddingError(`${ended.message} It is not asked for a minute.`, { cause: ended });
  known.set(keyOf(target), { error, until: time.clock() + PAUSE_MS });
}

const keyOf = ({ baseUrl, model }: ChatTarget): string => JSON.stringify([baseUrl, model.id]);
