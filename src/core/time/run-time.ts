import type { Clock, Wait } from "../ports.ts";

/** Share of the deadline that is reserved for one aggregation, and its maximum in milliseconds. */
const AGGREGATION_SHARE = 0.25;
const AGGREGATION_MOST_MS = 120_000;

/**
 * Returns how many milliseconds before a deadline the waiting for references ends, so that one aggregation still fits.
 */
function aggregationReserve(deadlineMs: number): number {
  return Math.min(deadlineMs * AGGREGATION_SHARE, AGGREGATION_MOST_MS);
}

/** The time limits of one run and its parts. One deadline covers the whole run, not each stage. */
export class RunTime {
  /** Aborts when the user stops the run, and at the deadline. */
  readonly signal: AbortSignal;
  /** Aborts early enough before the deadline for one aggregation. */
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
      // The wait rejects when the run is over and there is nothing left to abort.
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

  /** Returns the milliseconds until the deadline; null without one. */
  left(): number | null {
    return this.deadlineMs === null ? null : Math.max(0, this.startedAt + this.deadlineMs - this.clock());
  }

  /**
   * Returns the time limit of references: all of the run's time if no request follows them.
   *
   * @param isLast whether no request follows the references
   */
  ofReferences(isLast: boolean): Pick<RunTime, "signal" | "left"> {
    return isLast ? this.whole : { signal: this.early, left: () => this.leftBeforeMerging() };
  }

  /** Aborts when nothing that the run began is needed any more: when it is over, too. */
  get unfinished(): AbortSignal {
    return AbortSignal.any([this.signal, this.over.signal]);
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

  /** Ends the wait for the deadline, and what was begun for this run alone. */
  end(): void {
    this.over.abort();
  }
}

/**
 * The reason for which a run gave something up by itself; replies that have arrived are used. The message is for the
 * user.
 */
export class GivenUp extends Error {
  override readonly name = "GivenUp";
  readonly reason: "deadline" | "agreement" | "budget" | "cascade";

  constructor(reason: GivenUp["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}
