import type { Clock, Wait } from "../ports.ts";

/** How many times as long as the quicker half a reference may take before it is late. */
const PATIENCE = 1.25;
/** Nobody is late before that, in milliseconds: a second request would cost more than it saves. */
const LEAST_MS = 1000;

/** When a reference's request was sent, as soon as it is. */
interface Sending {
  at: number | null;
  readonly told: Promise<number>;
  readonly tell: (at: number) => void;
}

/**
 * Tells which references are late: half of the others have finished, and it takes 1.25 times as long as they did. Time
 * counts from when a request was sent: who waits for its turn is not late.
 */
export class Lateness {
  private expected: number;
  private readonly durations: number[] = [];
  private readonly sendings = new Map<object, Sending>();
  private readonly limit: Promise<number>;
  private reached: (milliseconds: number) => void = () => undefined;
  private readonly means: { readonly clock: Clock; readonly wait: Wait };

  /** @param expected how many references were asked for */
  constructor(expected: number, means: { readonly clock: Clock; readonly wait: Wait }) {
    this.expected = expected;
    this.means = means;
    this.limit = new Promise((resolve) => (this.reached = resolve));
  }

  /** A request has been sent; of several for the same reference the first counts. */
  send(reference: object): void {
    const sending = this.sendingOf(reference);
    sending.at ??= this.means.clock();
    sending.tell(sending.at);
  }

  /** A reference has finished. */
  finish(reference: object): void {
    const { at } = this.sendingOf(reference);
    if (at === null) this.expected -= 1;
    else this.durations.push(this.means.clock() - at);
    this.look();
  }

  /** A reference has failed: it says nothing of how long the others may take. */
  fail(): void {
    this.expected -= 1;
    this.look();
  }

  /**
   * Resolves when a reference is late.
   *
   * @param signal ends the waiting; then it rejects, or never resolves
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
