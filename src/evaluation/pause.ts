/** Holds an evaluation: what is in flight still arrives and is checked, but nothing further is asked. */
export class Pause {
  private held = false;
  private waiting: (() => void)[] = [];

  get paused(): boolean {
    return this.held;
  }

  pause(): void {
    this.held = true;
  }

  resume(): void {
    this.held = false;
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }

  /** Resolves while it does not hold, or when the signal aborts. */
  async whenRunning(signal: AbortSignal): Promise<void> {
    while (this.held && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          signal.removeEventListener("abort", go);
          resolve();
        };
        signal.addEventListener("abort", go);
        this.waiting.push(go);
      });
    }
  }
}
