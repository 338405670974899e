import type { ModelSpeed, ModelSpeeds } from "../model-speed.ts";
import type { PoolMember } from "../ports.ts";
import { takesNothing, tariffOf, typicalUsd } from "../prices/index.ts";
import type { CostShares } from "../selection/index.ts";
import { TYPICAL_OUTPUT_TOKENS } from "./estimate-run.ts";
import { outputLimit, type PlannedCalls, referencePromptBytes } from "./planned-calls.ts";

/**
 * Returns the models with the shares of the question's limits that a call to each takes, for objective `value`; as they
 * are for the other objectives, which do not count costs.
 *
 * @param speeds the known speeds by bank name; absent where replies are not timed, so that time counts nothing
 */
export function withCosts<Member extends PoolMember>(
  members: readonly Member[],
  calls: Pick<PlannedCalls, "question" | "parameters" | "policy">,
  speeds?: ModelSpeeds,
): readonly (Member & { readonly costs?: CostShares })[] {
  const { parameters, policy } = calls;
  if (parameters.objective !== "value") return members;
  return members.map((member) => {
    const speed = speeds?.get(member.name);
    const budget = shareOf(usualUsd(member, calls, speed), policy.budgetUsd);
    const deadline = speeds === undefined ? 0 : shareOf(speed?.durationMs ?? null, policy.deadlineMs);
    return { ...member, costs: { budget, deadline } };
  });
}

/** Returns the usual price of a reference by the server that answers first, in US dollars; null when unknown. */
function usualUsd(
  member: PoolMember,
  calls: Pick<PlannedCalls, "question" | "parameters">,
  speed: ModelSpeed | undefined,
): number | null {
  const [server] = member.servers;
  if (server === undefined) return null;
  if (takesNothing(server)) return 0;
  const tariff = tariffOf(server);
  const outputTokens = Math.min(speed?.tokens ?? TYPICAL_OUTPUT_TOKENS, outputLimit(member, calls));
  return tariff && typicalUsd(tariff, { promptBytes: referencePromptBytes(calls), choices: 1, outputTokens });
}

/** Returns which share of a limit an amount is: 0 without a limit, null when the amount is unknown. */
function shareOf(amount: number | null, limit: number | null): number | null {
  if (limit === null) return 0;
  return amount === null ? null : amount / limit;
}
