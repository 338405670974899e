import type { ChatError } from "../../core/errors.ts";
import type { ChatPause, EmbeddingPurpose } from "../../core/ports.ts";
import { type ChatTarget, referenceOf } from "../../servers/index.ts";
import { describeFailure, type ReadLimits, StreamError } from "../../requests/index.ts";
import { patientTurns, type ServerQueue, type Traffic } from "../../queue/index.ts";
import { replyLimits, TimeLimitError } from "../../limits/index.ts";
import { embeddingsRequest } from "./embeddings-request.ts";
import type { Sender } from "./piece-call.ts";

/** For how long embeddings are useful, in milliseconds by purpose; null for no limit. */
export type UsefulForMs = Readonly<Record<EmbeddingPurpose, number | null>>;

/** The user waits for a run; replies come many at a time. */
export const duringRuns: UsefulForMs = { query: 30_000, document: 120_000 };

/** For background work that nobody waits for. */
export const inTheBackground: UsefulForMs = { query: null, document: null };

/** How an embedder sends its requests. */
export interface Sending {
  /** Returns the queue of the server; called for each request. */
  readonly queue: () => ServerQueue;
  readonly traffic: Pick<Traffic, "time" | "random">;
  readonly usefulForMs: UsefulForMs;
  /** Called when a request waits, for example before a retry. */
  readonly onPause: (pause: ChatPause) => void;
}

/**
 * Returns the sender for the requests of one call, whose time starts now. Each request queues by itself, like a request
 * of another run, so requests of others may go between two of them.
 */
export function senderOf(
  target: ChatTarget,
  { queue, traffic: { time, random }, usefulForMs, onPause }: Sending,
  purpose: EmbeddingPurpose,
  signal: AbortSignal,
): Sender {
  const most = usefulForMs[purpose];
  const until = most === null ? null : time.clock() + most;
  const failed = (error: Error): ChatError => {
    return describeFailure(error, {
      reference: referenceOf(target),
      server: target,
      signal,
      begun: false,
      partialTexts: [],
    });
  };
  const limits = (texts: number): ReadLimits => {
    const { firstTokenMs } = target.limits;
    const left = until === null ? Infinity : until - time.clock();
    const tooLate =
      left < firstTokenMs
        ? `its embeddings did not arrive within ${(most ?? 0) / 1000} s. Is the server busy, or loading the model`
        : `no embeddings within ${firstTokenMs / 1000} s (timeouts.firstTokenMs). If the server is only slow, raise it in its endpoint`;
    if (left <= 0) throw failed(new TimeLimitError(tooLate));
    const bytes = replyLimits.embeddingsBytes + texts * replyLimits.vectorBytes;
    return { milliseconds: Math.min(left, firstTokenMs), bytes, tooLate };
  };
  return {
    async send(texts) {
      const turns = patientTurns({ target, queue, run: {}, time, random });
      const waiting = { until, hasStandIn: false, signal, onPause, begun: false };
      return turns(async () => embeddingsRequest(target, texts, limits(texts.length), signal), waiting);
    },
    unusable: (problem) => failed(new StreamError(problem)),
  };
}
