import type { ServedMember } from "../../../chat/index.ts";
import { randomStream } from "../../../core/random.ts";
import type { Variant } from "../variant.ts";

/**
 * Returns the members for a run of a variant. The models that the variant names may answer, whatever the settings say.
 * The aggregator merges, and the model for keywords names them, even if these may not answer. An output limit of the
 * variant applies to every member.
 *
 * @param others bank names of the aggregator and of the model for keywords
 */
export function variantPool(
  members: readonly ServedMember[],
  { pool, parameters }: Pick<Variant, "pool" | "parameters">,
  others: readonly string[],
): ServedMember[] {
  const limited =
    parameters.maxOutputTokens === undefined
      ? members
      : members.map((member) => ({ ...member, maxOutputTokens: null }));
  if (pool === null) return [...limited];
  const chosen = new Set(pool);
  return limited
    .filter(({ name }) => chosen.has(name) || others.includes(name))
    .map((member) => ({ ...member, referencer: chosen.has(member.name) }));
}

/**
 * Returns the pool for a random choice. Random prices replace the real ones, because Eq. 5 breaks ties by price when
 * nothing is known about the models.
 *
 * @param seed of the run
 */
export function inRandomOrder(members: readonly ServedMember[], seed: number): ServedMember[] {
  const random = randomStream(seed, "random-selection");
  return members.map((member) => ({ ...member, price: random() }));
}
