import { inBytes, LimitError, replyLimits } from "./reply-limits.ts";

/** The share of one reply in a room. */
export interface Share {
  /** Sets the number of bytes that the reply holds. This may end another share or this one. */
  hold(bytes: number): void;
  /** Leaves the room. */
  close(): void;
}

/** Memory that replies share. When it is full, the largest reply is ended. */
class SharedRoom {
  private readonly limit: number;
  private readonly held = new Map<Share, { bytes: number; readonly end: (reason: LimitError) => void }>();
  private total = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** @param end ends the reply of this share */
  open(end: (reason: LimitError) => void): Share {
    const share: Share = {
      hold: (bytes) => {
        const own = this.held.get(share);
        if (own === undefined) return;
        this.total += bytes - own.bytes;
        own.bytes = bytes;
        while (this.total > this.limit) this.endLargest();
      },
      close: () => {
        this.total -= this.held.get(share)?.bytes ?? 0;
        this.held.delete(share);
      },
    };
    this.held.set(share, { bytes: 0, end });
    return share;
  }

  private endLargest(): void {
    const [largest] = [...this.held].sort(([, a], [, b]) => b.bytes - a.bytes);
    if (largest === undefined) return;
    const [share, { end, bytes }] = largest;
    share.close();
    const own = `${inBytes(Math.round(bytes / 1024) * 1024)} of it came from this server`;
    end(new LimitError(`there is room for in the unfinished answers of all servers (${inBytes(this.limit)}; ${own})`));
  }
}

/** Memory for unfinished events and answers of this process. */
export const unfinished = new SharedRoom(replyLimits.unfinishedBytes);
