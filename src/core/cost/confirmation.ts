import type { PoolMember, ServerTraits } from "../ports.ts";
import type { RunEstimate } from "./estimate-run.ts";

/** US dollars: a question that may cost more is asked about before it is sent. */
export const CONFIRM_ABOVE_USD = 0.25;

/** Whether the user is to be asked first: the part of the cost that is known may be high. */
export function needsConfirmation({ knownUsd: [, high] }: RunEstimate): boolean {
  return high > CONFIRM_ABOVE_USD;
}

/** Whether a question to this pool may need it at all; when not, nobody need estimate anything. */
export function mayNeedConfirmation(pool: readonly PoolMember[]): boolean {
  return pool.some(({ servers }) => servers.some(costsSomething));
}

function costsSomething({ prices, costPerHourUsd }: ServerTraits): boolean {
  const { promptUsdPerMTok = 0, completionUsdPerMTok = 0 } = prices ?? {};
  return promptUsdPerMTok > 0 || completionUsdPerMTok > 0 || (costPerHourUsd ?? 0) > 0;
}
