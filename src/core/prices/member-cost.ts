import type { ChatReply, PoolMember, ServerTraits } from "../ports.ts";
import { type RequestSize, isFree, tariffUnderCap, worstUsd } from "./tariff.ts";

/** How a request ended, as far as money goes; `servedBy` is null when no server answered. */
export type Ending = Pick<ChatReply, "costUsd"> & { readonly servedBy: string | null };

/**
 * What a request costs at most when each of these servers in turn charges for it, in US dollars; Infinity where nobody
 * knows what one costs.
 */
export function worstOfServers(servers: readonly ServerTraits[], size: RequestSize): number {
  return servers.reduce((sum, server) => {
    const tariff = tariffUnderCap(server);
    return sum + (tariff === null ? Infinity : worstUsd(tariff, size));
  }, 0);
}

/** The servers of a member in the order in which a request tries them; a second request tries the first one last. */
export function inTurn({ servers }: PoolMember, isSecond: boolean): readonly ServerTraits[] {
  return isSecond ? [...servers.slice(1), ...servers.slice(0, 1)] : servers;
}

/** Which of the servers answered; -1 when none did, or an unknown one. */
export function answeredBy(servers: readonly ServerTraits[], { servedBy }: Ending): number {
  if (servedBy === null) return -1;
  return servers.findLastIndex(({ name }) => servedBy.startsWith(`${name}/`));
}

/**
 * What a request has cost, in US dollars; null when that is unknown. A free server charges nothing, also
 * for a reply that was broken off.
 *
 * @param servers in the order in which they were tried
 * @param hoursUsd what the first one's hours cost; null where they have no price
 */
export function costOfEnding(servers: readonly ServerTraits[], ending: Ending, hoursUsd: number | null): number | null {
  const { servedBy } = ending;
  const charged = knownCost(ending);
  if (servedBy === null) {
    // Of several servers' failures only one is told.
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

/** What a server says that it charged; null for what no server can mean, so that it gives nothing back to the cap. */
function knownCost({ costUsd }: Ending): number | null {
  return costUsd !== null && costUsd >= 0 && Number.isFinite(costUsd) ? costUsd : null;
}
