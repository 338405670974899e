import type { PoolMember, ServerTraits } from "../ports.ts";
import type { RunEstimate } from "./estimate-run.ts";

/** US dollars: the user confirms a question that may cost more before it is sent. */
export const CONFIRM_ABOVE_USD = 0.25;

/** Whether the user must confirm first, because the known part of the cost may be high. */
export function needsConfirmation({ knownUsd: [, high] }: RunEstimate): boolean {
  return high > CONFIRM_ABOVE_USD;
}

/** Whether a question to this pool may need confirmation. If not, no estimate is needed. */
export function mayNeedConfirmation(pool: readonly PoolMember[]): boolean {
  return pool.some(({ servers }) => servers.some(costsSomething));
}

function costsSomething({ prices, costPerHourUsd }: ServerTraits): boolean {
  const { promptUsdPerMTok = 0, completionUsdPerMTok = 0 } = prices ?? {};
  return promptUsdPerMTok > 0 || completionUsdPerMTok > 0 || (costPerHourUsd ?? 0) > 0;
}
