/** More requests than these are not answered at the same time. */
const MOST_RUNNING = 256;

/** The answers that are being made. */
export class Running {
  private readonly all = new Map<AbortController, Promise<unknown>>();
  private isClosing = false;

  /** Whether a further request is taken. */
  get state(): "open" | "full" | "closing" {
    if (this.isClosing) return "closing";
    return this.all.size < MOST_RUNNING ? "open" : "full";
  }

  /** How many answers are being made. */
  get count(): number {
    return this.all.size;
  }

  /** Takes no further request. */
  refuseNew(): void {
    this.isClosing = true;
  }

  /** Runs work, whose signal aborts with `abort`. */
  async during<Result>(work: (stop: AbortController) => Promise<Result>): Promise<Result> {
    const stop = new AbortController();
    const working = work(stop);
    this.all.set(stop, working);
    try {
      return await working;
    } finally {
      this.all.delete(stop);
    }
  }

  /** Stops all that runs. */
  abort(reason: Error): void {
    for (const stop of this.all.keys()) stop.abort(reason);
  }

  /** Resolves when nothing runs any more. */
  async ended(): Promise<void> {
    while (this.all.size > 0) await Promise.allSettled(this.all.values());
  }
}
