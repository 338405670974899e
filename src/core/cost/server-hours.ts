import type { Clock, ServerTraits } from "../ports.ts";

/** Milliseconds of a server that fall to one request. */
interface Share {
  milliseconds: number;
}

/** A server at work for a question. */
interface Working {
  readonly shares: Set<Share>;
  /** Up to when its time has been shared out. */
  sharedUntil: number;
}

/**
 * What requests to servers priced by the hour cost. Requests that run on a server at the same time share its time
 * equally, so that together they cost what the server costs while it works for the question.
 */
export class ServerHours {
  private readonly clock: Clock;
  private readonly working = new Map<string, Working>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * A request to a server begins.
   *
   * @returns to be called once when it ends: US dollars; null for a server without a price by the hour
   */
  begin({ name, costPerHourUsd }: Pick<ServerTraits, "name" | "costPerHourUsd">): () => number | null {
    if (costPerHourUsd === null) return () => null;
    const working = this.working.get(name) ?? { shares: new Set(), sharedUntil: this.clock() };
    this.working.set(name, working);
    this.shareOut(working);
    const share: Share = { milliseconds: 0 };
    working.shares.add(share);
    return () => {
      this.shareOut(working);
      working.shares.delete(share);
      return (share.milliseconds / 3_600_000) * costPerHourUsd;
    };
  }

  private shareOut(working: Working): void {
    const now = this.clock();
    for (const share of working.shares) share.milliseconds += (now - working.sharedUntil) / working.shares.size;
    working.sharedUntil = now;
  }
}
