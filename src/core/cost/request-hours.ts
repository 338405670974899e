import type { Clock, ServerTraits } from "../ports.ts";
import { type HoursShare, hoursUsd, type ServerHours } from "./server-hours.ts";
import { type RequestSize, slowMilliseconds, tariffOf } from "../prices/index.ts";

/** How long servers that are paid by the hour may work on a request, and what the first one's time on it costs. */
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
   * @param size for which money was set aside; null when nothing limits what it may cost
   */
  constructor(servers: readonly ServerTraits[], size: RequestSize | null, hours: ServerHours, clock: Clock) {
    this.hours = hours;
    this.clock = clock;
    this.first = servers[0] ?? null;
    this.claimedAt = clock();
    this.maxMilliseconds = size === null ? null : longest(servers, size);
    // Nobody tells when a stand-in takes over: its time may be all that has passed.
    this.isShared = !servers.slice(1).some(isTimed);
  }

  /** The request goes out to a server. */
  sent(): void {
    if (this.running !== null || this.ended || this.first === null) return;
    this.running = { share: this.hours.begin(this.first), since: this.clock() };
  }

  /** How much of a server's time is left of what was set aside, in milliseconds; null for no limit. */
  leftMilliseconds(): number | null {
    if (this.maxMilliseconds === null) return null;
    if (this.running === null) return this.maxMilliseconds;
    const { share, since } = this.running;
    return this.maxMilliseconds - (this.isShared ? share.milliseconds() : this.clock() - since);
  }

  /**
   * The request has ended; to be called once. A reply whose sending nobody told took all the time since it was claimed,
   * and a failure none.
   *
   * @param isAnswered whether a reply came
   * @returns what the first server's time costs, in US dollars; null where it has no price
   */
  end(isAnswered: boolean): number | null {
    this.ended = true;
    if (this.running !== null) return this.running.share.end();
    return hoursUsd(this.first?.costPerHourUsd ?? null, isAnswered ? this.clock() - this.claimedAt : 0);
  }
}

/** For how long the money that was set aside pays for each of the servers; null when none is paid by the hour. */
function longest(servers: readonly ServerTraits[], size: RequestSize): number | null {
  const tariffs = servers.filter(isTimed).map(tariffOf);
  const limits = tariffs.flatMap((tariff) => (tariff === null ? [] : [slowMilliseconds(tariff, size)]));
  return limits.length === 0 ? null : Math.min(...limits);
}

function isTimed({ costPerHourUsd }: ServerTraits): boolean {
  return (costPerHourUsd ?? 0) > 0;
}
