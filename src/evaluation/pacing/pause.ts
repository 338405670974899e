import { untilAborted } from "../../core/until-aborted.ts";

/** Holds an evaluation: what is in flight still arrives and is checked, but nothing further is asked. */
export class Pause {
  private held: PromiseWithResolvers<void> | null = null;

  get paused(): boolean {
    return this.held !== null;
  }

  pause(): void {
    this.held ??= Promise.withResolvers();
  }

  resume(): void {
    this.held?.resolve();
    this.held = null;
  }

  /** Resolves while it does not hold, or when the signal aborts. */
  async whenRunning(signal: AbortSignal): Promise<void> {
    while (this.held !== null && !signal.aborted) {
      await untilAborted(this.held.promise, signal).catch(() => undefined);
    }
  }
}
