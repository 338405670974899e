import type { Clock, ServerTraits } from "../ports.ts";

/** What falls to one request of a server's time. */
export interface HoursShare {
  /** Up to now. */
  milliseconds(): number;
  /**
   * The request has ended; to be called once.
   *
   * @returns US dollars; null for a server without a price by the hour
   */
  end(): number | null;
}

/** A server at work for a question. */
interface Working {
  /** Milliseconds of each request that runs on it. */
  readonly shares: Set<{ milliseconds: number }>;
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

  /** A request to a server begins. */
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

/** What so much of a server's time costs, in US dollars; null for a server without a price by the hour. */
export function hoursUsd(costPerHourUsd: number | null, milliseconds: number): number | null {
  return costPerHourUsd === null ? null : (milliseconds / 3_600_000) * costPerHourUsd;
}
