import type { ReplyCache } from "./cache/reply-cache.ts";
import { missingRequests, type SharedRequest } from "./estimate.ts";
import type { BenchmarkPlan } from "./plan-benchmark.ts";
import { sweepNames } from "./tables/points.ts";
import { variantsFor } from "./tables/tables.ts";

/**
 * Returns the plan without points of sweeps that the budget cannot pay. While the missing requests cost more than the
 * budget even with short answers, the point that saves most is left out. Rows that another table needs stay, and so
 * does the value of the settings. Sends nothing.
 *
 * @param budgetUsd US dollars
 * @throws the signal's reason
 */
export async function fitToBudget(
  plan: BenchmarkPlan,
  cache: Pick<ReplyCache, "kept">,
  budgetUsd: number,
  signal: AbortSignal,
): Promise<BenchmarkPlan> {
  const { tables, context } = plan;
  const optional = optionalVariants(plan);
  if (optional.size === 0) return plan;
  const unpaid = new Set<string>();
  let requests = await missingRequests(plan, cache, signal);
  while (lowOf(requests) > budgetUsd) {
    const dearest = dearestOf(requests, optional);
    if (dearest === null) break;
    unpaid.add(dearest);
    optional.delete(dearest);
    requests = without(requests, dearest);
  }
  if (unpaid.size === 0) return plan;
  const fitted = { ...context, unpaid };
  return { ...plan, context: fitted, variants: variantsFor(tables, fitted) };
}

/** Returns the ids of variants that are only points of sweeps. */
function optionalVariants({ tables, context, variants }: BenchmarkPlan): Set<string> {
  const noPoints = Object.fromEntries(sweepNames.map((name) => [name, []]));
  const needed = new Set(variantsFor(tables, { ...context, points: noPoints }).map(({ id }) => id));
  return new Set(variants.map(({ id }) => id).filter((id) => !needed.has(id)));
}

/**
 * Returns the variant that would save most; the cost of a shared request is divided equally among its variants. Returns
 * null when none would save anything.
 */
function dearestOf(requests: readonly SharedRequest[], variants: ReadonlySet<string>): string | null {
  const costs = new Map<string, number>();
  for (const { variants: makers, price } of requests) {
    if (price === null || ![...makers].every((maker) => variants.has(maker))) continue;
    for (const maker of makers) costs.set(maker, (costs.get(maker) ?? 0) + price.low / makers.size);
  }
  const [dearest] = [...costs].filter(([, cost]) => cost > 0).sort(([, one], [, other]) => other - one);
  return dearest?.[0] ?? null;
}

/** Returns the requests that remain without a variant. */
function without(requests: readonly SharedRequest[], variant: string): SharedRequest[] {
  return requests.flatMap((request) => {
    const variants = new Set([...request.variants].filter((maker) => maker !== variant));
    return variants.size === 0 ? [] : [{ ...request, variants }];
  });
}

function lowOf(requests: readonly SharedRequest[]): number {
  return requests.reduce((sum, { price }) => sum + (price?.low ?? 0), 0);
}
