import { RequestAbort } from "./request-abort.ts";

/** Timeouts of one streamed request, in milliseconds. */
export interface TimeLimits {
  /** Until the server, or a proxy before it, has accepted a connection. */
  readonly connectMs: number;
  /** From sending to the first token; meanwhile a local server may load a model or serve other requests. */
  readonly firstTokenMs: number;
  /** Between two pieces of text. */
  readonly idleMs: number;
}

/** Default timeouts. */
export const defaultTimeLimits: TimeLimits = { connectMs: 10_000, firstTokenMs: 120_000, idleMs: 60_000 };

/**
 * Factors by which signs of life (comments, empty events) extend the timeouts. Queueing or thinking before an answer
 * may take long. In the middle of an answer a healthy server has little reason to pause: a stopped llama.cpp may send a
 * comment every 30 seconds for as long as the connection is open.
 */
const PATIENCE = { waiting: 10, answering: 3, complete: 1 };

/** Timeout for the rest after a complete answer: token counts and the end of the stream. */
const AFTERWORD_MS = 2000;

/** A timeout; the message names the limit and says where to change it. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

/**
 * Aborts a request that stalls. Text resets the timeouts. Other signs of life extend the timeout for silence, so that a
 * server may queue or think, but not forever.
 */
export class Watchdog {
  private readonly abort: RequestAbort;
  private readonly limits: TimeLimits;
  private stage: "waiting" | "answering" | "complete" = "waiting";
  private silence: NodeJS.Timeout | undefined;
  private wordless: NodeJS.Timeout | undefined;

  /** @param outer aborts the request too */
  constructor(limits: TimeLimits, outer: AbortSignal) {
    this.limits = limits;
    this.abort = new RequestAbort(outer);
    this.watchSilence();
    this.watchWords();
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Records a sign of life. */
  alive(): void {
    if (this.stage !== "complete") this.watchSilence();
  }

  /** Records the arrival of text: from now on only the pause until the next piece counts. */
  progress(): void {
    if (this.stage === "complete") return;
    this.stage = "answering";
    this.watchSilence();
    this.watchWords();
  }

  /** Records that all text has arrived: the rest gets a short timeout. */
  complete(): void {
    if (this.stage === "complete") return;
    this.stage = "complete";
    this.stopTimers();
    this.silence = this.failAfter(Math.min(AFTERWORD_MS, this.limits.idleMs), () => "it did not end the stream");
  }

  /** Aborts the request for another reason. */
  giveUp(reason: Error): void {
    this.abort.abort(reason);
  }

  /** Ends the watch. */
  stop(): void {
    this.stopTimers();
    this.abort.release();
  }

  private watchSilence(): void {
    const limit = this.limit();
    clearTimeout(this.silence);
    this.silence = this.failAfter(limit, (name) => {
      const what = this.stage === "waiting" ? "no answer within" : "it stopped sending for";
      return `${what} ${seconds(limit)} (${name})`;
    });
  }

  private watchWords(): void {
    const times = PATIENCE[this.stage];
    const limit = times * this.limit();
    clearTimeout(this.wordless);
    this.wordless = this.failAfter(
      limit,
      (name) => `signs of life but no text for ${seconds(limit)} (${times} times ${name})`,
    );
  }

  private limit(): number {
    return this.stage === "waiting" ? this.limits.firstTokenMs : this.limits.idleMs;
  }

  private stopTimers(): void {
    clearTimeout(this.silence);
    clearTimeout(this.wordless);
  }

  private failAfter(milliseconds: number, what: (name: string) => string): NodeJS.Timeout {
    return setTimeout(() => {
      const name = this.stage === "waiting" ? "timeouts.firstTokenMs" : "timeouts.idleMs";
      this.abort.abort(new TimeLimitError(`${what(name)}. If the server is only slow, raise ${name} of its endpoint`));
    }, milliseconds);
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
