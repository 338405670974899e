import { type EventLine, joinDeltas } from "../records/index.ts";

/** One frame, in milliseconds: what happens within it the panel could not show apart. */
const FRAME_MS = 33;

/**
 * Gathers events for the panel: at most one message a frame, however many models write at once. An event after a pause is
 * sent at once: the first token of a draft has been waited for. Pieces of one reply are joined; the order of everything
 * else stays.
 */
export class PanelFeed {
  private readonly send: (events: readonly EventLine[]) => void;
  private waiting: EventLine[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(send: (events: readonly EventLine[]) => void) {
    this.send = send;
  }

  add(event: EventLine): void {
    this.waiting.push(event);
    if (this.timer === null) this.flush();
  }

  /** Sends what waits, before anything else is sent. */
  flush(): void {
    const events = joinDeltas(this.waiting);
    this.clear();
    if (events.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.flush();
    }, FRAME_MS);
    this.send(events);
  }

  /** Forgets what waits: whoever gets a snapshot has it. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.waiting = [];
  }
}
