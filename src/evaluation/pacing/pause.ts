import { untilAborted } from "../../core/until-aborted.ts";

/** Pauses an evaluation: requests in flight still complete and are checked, but no new ones are sent. */
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

  /** Resolves while there is no pause, or when the signal aborts. */
  async whenRunning(signal: AbortSignal): Promise<void> {
    while (this.held !== null && !signal.aborted) {
      await untilAborted(this.held.promise, signal).catch(() => undefined);
    }
  }
}
