import type { ChatPause } from "../../core/ports.ts";

/** A request that wants to be sent. */
export interface Waiting {
  /** When its reply is of no more use, on the clock of whoever waits; null for never. */
  readonly until: number | null;
  /** Whether it gives up at the first trouble, since somebody else stands in. */
  readonly hasStandIn: boolean;
  readonly signal: AbortSignal;
  readonly onPause: (pause: ChatPause) => void;
  /** Whether anything of a reply was handed out: then it is never sent again. */
  begun: boolean;
}

/** Sends a request when it is its turn, and again where that may help. p-limit's functions, which never repeat, are some too. */
export type Turns = <Result>(send: () => Promise<Result>, waiting: Waiting) => Promise<Result>;

/** A request that did not get its turn; the message says why and what to do next. */
export class TurnError extends Error {
  override readonly name = "TurnError";
  readonly kind: "timeout" | "rate-limited";
  /** In how many milliseconds the server may be asked again; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(kind: TurnError["kind"], message: string, retryAfterMs: number | null = null) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
