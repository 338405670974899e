import type { ServedMember } from "../../../chat/index.ts";
import { randomStream } from "../../../core/random.ts";
import type { Variant } from "../variant.ts";

/**
 * Returns the members of a run of a variant: the models that it names may answer, whatever the settings say of them;
 * the aggregator merges, and the model for keywords names them, even where it may not answer. An output limit that the
 * variant names is everybody's.
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
 * Returns the pool for a choice by chance: with nothing known of the models, Eq. 5's ties go by price, so that chance
 * stands in the prices' place.
 *
 * @param seed of the run
 */
export function inRandomOrder(members: readonly ServedMember[], seed: number): ServedMember[] {
  const random = randomStream(seed, "random-selection");
  return members.map((member) => ({ ...member, price: random() }));
}
