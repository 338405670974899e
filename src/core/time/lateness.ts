import type { Clock, Wait } from "../ports.ts";

/** A reference is late after this many times the duration of the quicker half. */
const PATIENCE = 1.25;
/** Minimum time in milliseconds before a reference is late: an earlier second request would cost more than it saves. */
const LEAST_MS = 1000;

/** When a reference's request was sent, and a promise of that time. */
interface Sending {
  at: number | null;
  readonly told: Promise<number>;
  readonly tell: (at: number) => void;
}

/**
 * Finds out which references are late. A reference is late when half of all have finished and it takes more than 1.25
 * times as long as the slowest of that half. Time counts from when a request was sent, so a request that waits in the
 * queue is not late.
 */
export class Lateness {
  private expected: number;
  private readonly durations: number[] = [];
  private readonly sendings = new Map<object, Sending>();
  private readonly limit: Promise<number>;
  private reached: (milliseconds: number) => void = () => undefined;
  private readonly means: { readonly clock: Clock; readonly wait: Wait };

  /** @param expected number of references that were requested */
  constructor(expected: number, means: { readonly clock: Clock; readonly wait: Wait }) {
    this.expected = expected;
    this.means = means;
    this.limit = new Promise((resolve) => (this.reached = resolve));
  }

  /** Notes that a request was sent; of several for the same reference, the first counts. */
  send(reference: object): void {
    const sending = this.sendingOf(reference);
    sending.at ??= this.means.clock();
    sending.tell(sending.at);
  }

  /** Notes that a reference has finished. */
  finish(reference: object): void {
    const { at } = this.sendingOf(reference);
    if (at === null) this.expected -= 1;
    else this.durations.push(this.means.clock() - at);
    this.look();
  }

  /** Notes that a reference has failed: it does not tell how long the others may take. */
  fail(): void {
    this.expected -= 1;
    this.look();
  }

  /**
   * Resolves when a reference is late.
   *
   * @param signal ends the waiting; the promise then rejects, or never resolves
   */
  async late(reference: object, signal: AbortSignal): Promise<void> {
    const [limit, sentAt] = await Promise.all([this.limit, this.sendingOf(reference).told]);
    signal.throwIfAborted();
    await this.means.wait(Math.max(0, sentAt + limit - this.means.clock()), signal);
  }

  private sendingOf(reference: object): Sending {
    const known = this.sendings.get(reference);
    if (known !== undefined) return known;
    let tell: Sending["tell"] = () => undefined;
    const told = new Promise<number>((resolve) => (tell = resolve));
    const sending = { at: null, told, tell };
    this.sendings.set(reference, sending);
    return sending;
  }

  private look(): void {
    const half = Math.ceil(this.expected / 2);
    const slowest = this.durations.toSorted((a, b) => a - b)[half - 1];
    if (slowest !== undefined) this.reached(Math.max(LEAST_MS, PATIENCE * slowest));
  }
}
