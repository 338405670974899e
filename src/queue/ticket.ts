import type { ChatPause } from "../core/ports.ts";
import type { Time } from "./time.ts";
import { TurnError, type Waiting } from "./turns.ts";

/** A request that queues for an endpoint. */
export interface Visitor extends Omit<Waiting, "begun"> {
  /** The endpoint's name in the settings. */
  readonly endpoint: string;
  readonly model: string;
  /** Identifies the run that the request belongs to. */
  readonly run: object;
}

/** A request's place in the queue and its result. */
export class Ticket {
  readonly visitor: Visitor;
  readonly place: number;
  /** The model that must be loaded; the same for all requests when the server does not swap models. */
  readonly model: string;
  /** Resolves when the request may be sent. */
  readonly turn: Promise<void>;
  private pass: () => void = () => undefined;
  private fail: (reason: Error) => void = () => undefined;
  private stopWaiting: (() => void) | null = null;
  private told = "";

  constructor(visitor: Visitor, place: number, model: string) {
    this.visitor = visitor;
    this.place = place;
    this.model = model;
    this.turn = new Promise((resolve, reject) => {
      this.pass = resolve;
      this.fail = reject;
    });
  }

  /**
   * Reports why the request has to wait. After the first call the request leaves the queue when it is aborted or when
   * its reply would come too late.
   *
   * @param leave removes it from the queue
   */
  wait(pause: ChatPause, time: Time, leave: () => void): void {
    this.stopWaiting ??= this.watch(time, leave);
    if (this.told === pause.reason) return;
    this.told = pause.reason;
    this.visitor.onPause(pause);
  }

  /** Admits the request. */
  admit(): void {
    this.stopWaiting?.();
    this.pass();
  }

  /** Refuses the request. */
  refuse(reason: Error): void {
    this.stopWaiting?.();
    this.fail(reason);
  }

  private watch({ clock, wait }: Time, leave: () => void): () => void {
    const { signal, until, endpoint } = this.visitor;
    // Aborting creates an error with a stack, so a turn without a timer has nothing to abort.
    let timer: AbortController | undefined;
    const abort = (): void => {
      leave();
      this.refuse(signal.reason as Error);
    };
    signal.addEventListener("abort", abort);
    if (until !== null) {
      const tooLate = (): void => {
        leave();
        this.refuse(
          new TurnError(
            "timeout",
            `it waited too long for a free slot. Raise the concurrency of ${endpoint} if it can take more, or smcs.deadlineSeconds.`,
          ),
        );
      };
      timer = new AbortController();
      wait(until - clock(), timer.signal).then(tooLate, () => undefined);
    }
    return () => {
      signal.removeEventListener("abort", abort);
      timer?.abort();
    };
  }
}
