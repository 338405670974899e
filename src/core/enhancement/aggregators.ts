import type { PoolMember } from "../ports.ts";
import { accuracies } from "../question-bank/accuracy.ts";
import type { PackedBank } from "../question-bank/packed-bank.ts";
import { rankByPrior } from "../selection/referencers.ts";

/** Bank domain whose accuracy says how well a model follows instructions. */
const INSTRUCTIONS = "instructions";

/**
 * The pool as aggregators, best first. A configured aggregator leads; the rest follow by accuracy on the bank's coding
 * questions for a coding question, on its instruction questions otherwise, and overall where those say nothing.
 *
 * @param configured a model reference (`endpointName/modelId`), a bank name, or `auto`
 */
export function rankAggregators(
  pool: readonly PoolMember[],
  bank: PackedBank,
  coding: boolean,
  configured: string,
): PoolMember[] {
  const accuracy = accuracies(bank);
  const accuracyInDomain = accuracies(bank, coding ? "coding" : INSTRUCTIONS);
  const ranked = rankByPrior(
    pool.map((member) => {
      const column = bank.models.indexOf(member.name);
      const overall = accuracy[column] ?? null;
      const value = accuracyInDomain[column] ?? overall;
      return {
        model: member.name,
        value: value ?? -1,
        evaluated: value !== null,
        overall,
        price: member.price,
        member,
      };
    }),
  ).map(({ member }) => member);
  const chosen = ranked.filter((member) => isNamed(member, configured));
  return [...chosen, ...ranked.filter((member) => !chosen.includes(member))];
}

/** Whether a model reference of the settings means this pool member. */
export function isNamed(member: PoolMember, reference: string): boolean {
  return member.reference === reference || member.name === reference;
}

/**
 * The aggregators with those last that failed as referencers of this very run: asking them again would only repeat the
 * wait. It looks no further than to the first that is not known to fail, so that nobody waits for others.
 *
 * @param names the referencers, in the order of `references`
 * @param references one promise per referencer; null for one that failed
 */
export async function healthyFirst(
  ranked: readonly PoolMember[],
  names: readonly string[],
  references: readonly Promise<unknown>[],
): Promise<PoolMember[]> {
  const failed: PoolMember[] = [];
  for (const member of ranked) {
    const own = references[names.indexOf(member.name)];
    if (own === undefined || (await own) !== null) break;
    failed.push(member);
  }
  return [...ranked.slice(failed.length), ...failed];
}
