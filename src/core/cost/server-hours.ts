import type { Clock, ServerTraits } from "../ports.ts";

/** One request's share of a server's time. */
export interface HoursShare {
  /** Returns the share up to now. */
  milliseconds(): number;
  /**
   * Notes that the request has ended; call it once.
   *
   * @returns US dollars; null for a server without a price by the hour
   */
  end(): number | null;
}

/** A server that works for a question. */
interface Working {
  /** Milliseconds of each request that runs on the server. */
  readonly shares: Set<{ milliseconds: number }>;
  /** The time up to which the server's time has been shared out. */
  sharedUntil: number;
}

/**
 * Measures what requests to servers with a price by the hour cost. Requests that run on a server at the same time share
 * its time equally, so their sum is what the server costs while it works for the question.
 */
export class ServerHours {
  private readonly clock: Clock;
  private readonly working = new Map<string, Working>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Starts a request to a server. */
  begin({ name, costPerHourUsd }: Pick<ServerTraits, "name" | "costPerHourUsd">): HoursShare {
    const working = this.working.get(name) ?? { shares: new Set(), sharedUntil: this.clock() };
    this.working.set(name, working);
    this.shareOut(working);
    const share = { milliseconds: 0 };
    working.shares.add(share);
    const milliseconds = (): number => {
      this.shareOut(working);
      return share.milliseconds;
    };
    return {
      milliseconds,
      end: () => {
        const used = milliseconds();
        working.shares.delete(share);
        return hoursUsd(costPerHourUsd, used);
      },
    };
  }

  private shareOut(working: Working): void {
    const now = this.clock();
    for (const share of working.shares) share.milliseconds += (now - working.sharedUntil) / working.shares.size;
    working.sharedUntil = now;
  }
}

/** Returns the cost of this much of a server's time, in US dollars; null for a server without a price by the hour. */
export function hoursUsd(costPerHourUsd: number | null, milliseconds: number): number | null {
  return costPerHourUsd === null ? null : (milliseconds / 3_600_000) * costPerHourUsd;
}
