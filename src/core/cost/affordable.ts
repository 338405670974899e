import type { PoolMember } from "../ports.ts";
import { usd } from "../amounts.ts";
import { tariffUnderCap } from "../prices/index.ts";

/** A pool under a cap. */
interface AffordablePool<Member> {
  readonly kept: readonly Member[];
  /** Names of the models, in the pool's order. */
  readonly leftOut: readonly string[];
  /** In words for the user. */
  readonly warnings: readonly string[];
}

/**
 * Returns the members that a question may ask under a cap. With a cap set, a model is left out when the price of one of
 * its servers is unknown. A server on this machine without a price takes nothing from the cap.
 *
 * @param budgetUsd null for no cap, which keeps every member
 */
export function affordable<Member extends PoolMember>(
  pool: readonly Member[],
  budgetUsd: number | null,
): AffordablePool<Member> {
  if (budgetUsd === null) return { kept: pool, leftOut: [], warnings: [] };
  const kept = pool.filter((member) => unknownAt(member).length === 0);
  const others = pool.filter((member) => !kept.includes(member));
  const leftOut = others.map(({ name }) => name);
  if (leftOut.length === 0) return { kept, leftOut, warnings: [] };
  const named = others.map((member) => `${member.name} (${unknownAt(member).join(", ")})`).join(", ");
  return {
    kept,
    leftOut,
    warnings: [
      `Left out, because a question may cost ${usd(budgetUsd)} at most and their price is not known: ${named}. ` +
        "Set promptUsdPerMTok and completionUsdPerMTok of their models in smcs.endpoints, or costPerHourUsd of their endpoint.",
    ],
  };
}

/** Returns the endpoints of a member whose price is unknown. */
function unknownAt({ servers }: PoolMember): string[] {
  return servers.filter((server) => tariffUnderCap(server) === null).map(({ name }) => name);
}
