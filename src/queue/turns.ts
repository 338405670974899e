import type { ChatPause } from "../core/ports.ts";

/** A request that waits to be sent. */
export interface Waiting {
  /** When the reply becomes useless, on the queue's clock; null for never. */
  readonly until: number | null;
  /** Whether the request fails at the first failure, because another server stands in. */
  readonly hasStandIn: boolean;
  readonly signal: AbortSignal;
  readonly onPause: (pause: ChatPause) => void;
  /** Whether part of a reply was delivered: such a request is never retried. */
  begun: boolean;
}

/**
 * Sends a request when it is its turn, and retries it if that may help. p-limit's functions, which never retry, have
 * this type too.
 */
export type Turns = <Result>(send: () => Promise<Result>, waiting: Waiting) => Promise<Result>;

/** A request that was refused its turn; the message says why and what to do next. */
export class TurnError extends Error {
  override readonly name = "TurnError";
  readonly kind: "timeout" | "rate-limited";
  /** Milliseconds until the server may be asked again; null when unknown. */
  readonly retryAfterMs: number | null;

  constructor(kind: TurnError["kind"], message: string, retryAfterMs: number | null = null) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
