/**
 * The abort of one request, which follows the run's until `release`. AbortSignal.any would do the same, but its weak
 * references keep every request's remains until a major garbage collection.
 */
export class RequestAbort {
  private readonly controller = new AbortController();
  private readonly outer: AbortSignal;

  constructor(outer: AbortSignal) {
    this.outer = outer;
    if (outer.aborted) this.follow();
    else outer.addEventListener("abort", this.follow);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: unknown): void {
    this.controller.abort(reason);
  }

  /** Stops following the run's signal. */
  release(): void {
    this.outer.removeEventListener("abort", this.follow);
  }

  private readonly follow = (): void => {
    this.controller.abort(this.outer.reason);
  };
}
