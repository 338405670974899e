import type { Clock, Wait } from "../ports.ts";

/** Share of the deadline that stays for one aggregation, and the most that it can be. */
const AGGREGATION_SHARE = 0.25;
const AGGREGATION_MOST_MS = 120_000;

/** How long before a deadline the waiting for references ends, in milliseconds: one aggregation must still fit. */
export function aggregationReserve(deadlineMs: number): number {
  return Math.min(deadlineMs * AGGREGATION_SHARE, AGGREGATION_MOST_MS);
}

/** The time of one run: when its parts end by themselves. One deadline covers the whole run, not each stage. */
export class RunTime {
  /** Aborts with the user's stop, and at the deadline. */
  readonly signal: AbortSignal;
  /** Aborts early enough before the deadline that one aggregation still fits. */
  private readonly early: AbortSignal;
  private readonly clock: Clock;
  private readonly startedAt: number;
  private readonly deadlineMs: number | null;
  private readonly over = new AbortController();

  /** @param stop the user's signal */
  constructor(means: { readonly clock: Clock; readonly wait: Wait }, deadlineMs: number | null, stop: AbortSignal) {
    this.clock = means.clock;
    this.startedAt = means.clock();
    this.deadlineMs = deadlineMs;
    if (deadlineMs === null) {
      this.signal = this.early = stop;
      return;
    }
    const at = (milliseconds: number, message: string): AbortSignal => {
      const controller = new AbortController();
      const late = (): void => {
        controller.abort(new GivenUp("deadline", message));
      };
      // Rejected when the run is over: then nobody is left to be told.
      means.wait(milliseconds, this.over.signal).then(late, () => undefined);
      return controller.signal;
    };
    const seconds = `${deadlineMs / 1000} s (smcs.deadlineSeconds)`;
    this.signal = AbortSignal.any([stop, at(deadlineMs, `The deadline of ${seconds} was reached.`)]);
    const early = at(
      deadlineMs - aggregationReserve(deadlineMs),
      `Too late: the rest of the deadline of ${seconds} is kept for merging.`,
    );
    this.early = AbortSignal.any([this.signal, early]);
  }

  /** Milliseconds until the deadline; null without one. */
  left(): number | null {
    return this.deadlineMs === null ? null : Math.max(0, this.startedAt + this.deadlineMs - this.clock());
  }

  /**
   * The time of references: all there is where nothing is asked for after them.
   *
   * @param isLast whether that is so
   */
  ofReferences(isLast: boolean): Pick<RunTime, "signal" | "left"> {
    return isLast ? this.whole : { signal: this.early, left: () => this.leftBeforeMerging() };
  }

  /** All of the run's time. */
  get whole(): Pick<RunTime, "signal" | "left"> {
    return { signal: this.signal, left: () => this.left() };
  }

  private leftBeforeMerging(): number | null {
    const left = this.left();
    if (left === null || this.deadlineMs === null) return null;
    return Math.max(0, left - aggregationReserve(this.deadlineMs));
  }

  /** Ends the waiting for the deadline. */
  end(): void {
    this.over.abort();
  }
}

/** Why a run broke something off by itself; what has arrived by then is used. The message says it to the user. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";
  readonly reason: "deadline" | "agreement" | "budget";

  constructor(reason: GivenUp["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}
