import type { Clock, ServerTraits } from "../ports.ts";
import { type HoursShare, hoursUsd, type ServerHours } from "./server-hours.ts";
import { type RequestSize, slowMilliseconds, tariffOf } from "../prices/index.ts";

/**
 * Limits how long servers with a price by the hour may work on a request, and measures what the first server's time
 * costs.
 */
export class RequestHours {
  private readonly hours: ServerHours;
  private readonly clock: Clock;
  private readonly first: ServerTraits | null;
  private readonly claimedAt: number;
  private readonly maxMilliseconds: number | null;
  private readonly isShared: boolean;
  private running: { readonly share: HoursShare; readonly since: number } | null = null;
  private ended = false;

  /**
   * @param servers in the order in which the request tries them
   * @param size for which money was set aside; null when nothing limits the cost
   */
  constructor(servers: readonly ServerTraits[], size: RequestSize | null, hours: ServerHours, clock: Clock) {
    this.hours = hours;
    this.clock = clock;
    this.first = servers[0] ?? null;
    this.claimedAt = clock();
    this.maxMilliseconds = size === null ? null : longest(servers, size);
    // No event says when a stand-in takes over, so all the time that has passed may be the stand-in's.
    this.isShared = !servers.slice(1).some(isTimed);
  }

  /** Notes that the request goes out to a server. */
  sent(): void {
    if (this.running !== null || this.ended || this.first === null) return;
    this.running = { share: this.hours.begin(this.first), since: this.clock() };
  }

  /** Returns how much of a server's time that was set aside is left, in milliseconds; null for no limit. */
  leftMilliseconds(): number | null {
    if (this.maxMilliseconds === null) return null;
    if (this.running === null) return this.maxMilliseconds;
    const { share, since } = this.running;
    return this.maxMilliseconds - (this.isShared ? share.milliseconds() : this.clock() - since);
  }

  /**
   * Notes that the request has ended; call it once. If `sent` was never called, a reply took all the time since the
   * claim, and a failure none.
   *
   * @param isAnswered whether a reply arrived
   * @returns the cost of the first server's time, in US dollars; null when it has no price
   */
  end(isAnswered: boolean): number | null {
    this.ended = true;
    if (this.running !== null) return this.running.share.end();
    return hoursUsd(this.first?.costPerHourUsd ?? null, isAnswered ? this.clock() - this.claimedAt : 0);
  }
}

/**
 * Returns for how many milliseconds the money set aside pays each of the servers; null when none is paid by the hour.
 */
function longest(servers: readonly ServerTraits[], size: RequestSize): number | null {
  const tariffs = servers.filter(isTimed).map(tariffOf);
  const limits = tariffs.flatMap((tariff) => (tariff === null ? [] : [slowMilliseconds(tariff, size)]));
  return limits.length === 0 ? null : Math.min(...limits);
}

function isTimed({ costPerHourUsd }: ServerTraits): boolean {
  return (costPerHourUsd ?? 0) > 0;
}
