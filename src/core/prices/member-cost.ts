import type { ChatReply, PoolMember, ServerTraits } from "../ports.ts";
import { type RequestSize, isFree, tariffUnderCap, worstUsd } from "./tariff.ts";

/** How a request ended, as far as its cost depends on it; `servedBy` is null when no server answered. */
export type Ending = Pick<ChatReply, "costUsd"> & { readonly servedBy: string | null };

/**
 * Returns the maximum cost of a request when each of these servers in turn charges for it, in US dollars; Infinity when
 * the price of one is unknown.
 */
export function worstOfServers(servers: readonly ServerTraits[], size: RequestSize): number {
  return servers.reduce((sum, server) => {
    const tariff = tariffUnderCap(server);
    return sum + (tariff === null ? Infinity : worstUsd(tariff, size));
  }, 0);
}

/**
 * Returns the servers of a member in the order in which a request tries them; a second request tries the first server
 * last.
 */
export function inTurn({ servers }: PoolMember, isSecond: boolean): readonly ServerTraits[] {
  return isSecond ? [...servers.slice(1), ...servers.slice(0, 1)] : servers;
}

/** Returns the index of the server that answered; -1 when none did, or an unknown one. */
export function answeredBy(servers: readonly ServerTraits[], { servedBy }: Ending): number {
  if (servedBy === null) return -1;
  return servers.findLastIndex(({ name }) => servedBy.startsWith(`${name}/`));
}

/**
 * Returns the cost of a request in US dollars; null when unknown. A free server charges nothing, even for a reply that
 * broke off.
 *
 * @param servers in the order in which they were tried
 * @param hoursUsd cost of the first server's hours; null when they have no price
 */
export function costOfEnding(servers: readonly ServerTraits[], ending: Ending, hoursUsd: number | null): number | null {
  const { servedBy } = ending;
  const charged = knownCost(ending);
  if (servedBy === null) {
    // Only one of several servers' failures is reported.
    if (servers.length > 1) return null;
    if (charged === 0) return 0;
  }
  const answered = servedBy === null ? 0 : answeredBy(servers, ending);
  const server = servers[answered];
  if (server === undefined) return null;
  const costUsd = charged ?? (isFree(server) ? 0 : null);
  if (answered > 0) return hoursUsd === null && server.costPerHourUsd === null ? costUsd : null;
  if (hoursUsd === null) return costUsd;
  if (server.prices === null) return (costUsd ?? 0) + hoursUsd;
  return costUsd === null ? null : costUsd + hoursUsd;
}

/**
 * Returns the cost that a server reports; null for an impossible value, so that such a value returns nothing to the
 * cap.
 */
function knownCost({ costUsd }: Ending): number | null {
  return costUsd !== null && costUsd >= 0 && Number.isFinite(costUsd) ? costUsd : null;
}
