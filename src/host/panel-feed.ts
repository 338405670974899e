import { type EventLine, joinDeltas } from "../records/index.ts";

/** Duration of a frame, in milliseconds: the panel cannot show events within one separately. */
const FRAME_MS = 33;

/**
 * Gathers events for the panel into at most one message a frame, however many models write at once. An event after a
 * pause is sent at once, such as the first token of a draft. Pieces of one reply are joined; the order of everything
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

  /** Sends waiting events, before any other message. */
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

  /** Drops waiting events: the snapshot contains them. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.waiting = [];
  }
}
