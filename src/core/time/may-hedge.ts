import type { PoolMember } from "../ports.ts";
import type { Hedging } from "../run-policy.ts";

/** Whether a late reference of a member is asked for a second time. */
export function mayHedge({ servers }: PoolMember, hedge: Hedging): boolean {
  return hedge === "always" || (hedge === "self-hosted" && servers.every(({ selfHosted }) => selfHosted));
}
