import { accuracies, type PackedBank } from "../packed-bank/index.ts";
import { accuraciesOn } from "../selection/index.ts";
import { skillIndexOf } from "./skill-index.ts";

/** Shares of right answers by column of `bank.models`; null when too little is known. */
type Shares = readonly (number | null)[];

/** Cached by bank and number of the skill, because questions to one bank mostly need the same skills. */
const profiles = new WeakMap<PackedBank, Map<number, Shares>>();

/**
 * Returns how well models suit a question, by Symbolic-MoE*: a model's accuracy on the whole bank, times the weighted
 * sum of its accuracies on the wanted skills. If too little is known about a model (as for priors), the mean of the
 * other models is used. A skill does not count if nothing is known of any model on it, or if the bank does not have it.
 * The original counts +1 and -1 per skill; shares in [0, 1] keep the product of two poor results from being good.
 *
 * @param wanted names of skills with their weights
 * @returns R values in the models' order; the accuracies on the whole bank when no skill counts
 */
export function suitabilities(
  bank: PackedBank,
  models: readonly string[],
  wanted: ReadonlyMap<string, number>,
): number[] {
  const columns = models.map((model) => bank.models.indexOf(model));
  const overall = withoutGaps(columns, accuracies(bank)) ?? models.map(() => 0);
  const { numbers } = skillIndexOf(bank);
  const sums = models.map(() => 0);
  let counted = 0;
  for (const [name, weight] of wanted) {
    const skill = numbers.get(name);
    const shares = skill === undefined ? null : withoutGaps(columns, profileOf(bank, skill));
    if (shares === null) continue;
    counted += 1;
    shares.forEach((share, model) => (sums[model] = (sums[model] as number) + weight * share));
  }
  if (counted === 0) return overall;
  return sums.map((sum, model) => (overall[model] as number) * sum);
}

/**
 * Returns the shares of some columns (-1 for a model that the bank does not know), with the others' mean where one is
 * unknown; null when all are unknown.
 */
function withoutGaps(columns: readonly number[], shares: Shares): number[] | null {
  const chosen = columns.map((column) => shares[column] ?? null);
  const known = chosen.filter((share) => share !== null);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
  return chosen.map((share) => share ?? mean);
}

function profileOf(bank: PackedBank, skill: number): Shares {
  const ofBank = profiles.get(bank) ?? new Map<number, Shares>();
  profiles.set(bank, ofBank);
  const profile = ofBank.get(skill) ?? accuraciesOn(bank, skillIndexOf(bank).rows[skill] as Uint32Array);
  ofBank.set(skill, profile);
  return profile;
}
