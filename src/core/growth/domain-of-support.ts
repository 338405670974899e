import type { Selection } from "../selection/index.ts";

/**
 * Returns the domain of a question that was asked: `coding` for a coding question, otherwise the domain that has at
 * least half of the support weight; undefined when there is none.
 *
 * @param domains by id, the domains of support questions where they are known
 */
export function domainOfSupport(
  { coding, support }: Selection,
  domains: ReadonlyMap<string, string>,
): string | undefined {
  if (coding) return "coding";
  const weights = new Map<string, number>();
  let total = 0;
  for (const { id, similarity } of support) {
    const domain = domains.get(id);
    total += similarity;
    if (domain !== undefined) weights.set(domain, (weights.get(domain) ?? 0) + similarity);
  }
  const [heaviest] = [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return heaviest !== undefined && heaviest[1] >= total / 2 ? heaviest[0] : undefined;
}
