import type { PackedBank } from "./packed-bank.ts";

/** Outcomes of each model on the whole bank or on the questions of one domain, by column of `bank.models`. */
export interface Tally {
  /** Summed weight of the known outcomes. */
  readonly known: Float64Array;
  /** Weighted mean of Eq. 1's V_i; null when no outcome is known. */
  readonly accuracies: readonly (number | null)[];
}

/**
 * Cached tallies by bank and domain (null: the whole bank). A bank never changes, and its tallies are dropped with it.
 */
const counted = new WeakMap<PackedBank, Map<string | null, Tally>>();

/** Returns each model's share of right answers, over the whole bank or one domain, by column of `bank.models`. */
export function accuracies(bank: PackedBank, domain: string | null = null): readonly (number | null)[] {
  return tallyOf(bank, domain).accuracies;
}

/** As `accuracies`, with the known weight. Every question needs the tally, so it is computed once per bank. */
export function tallyOf(bank: PackedBank, domain: string | null = null): Tally {
  const ofBank = counted.get(bank) ?? new Map<string | null, Tally>();
  counted.set(bank, ofBank);
  const tally = ofBank.get(domain) ?? countOutcomes(bank, domain);
  ofBank.set(domain, tally);
  return tally;
}

function countOutcomes(bank: PackedBank, domain: string | null): Tally {
  const { models, capability, questions } = bank;
  const { values, weights } = bank.outcomes;
  const wanted = domain === null ? null : questions.domains.names.indexOf(domain);
  const right = new Float64Array(models.length);
  const known = new Float64Array(models.length);
  for (let row = 0; row < questions.size; row++) {
    if (wanted !== null && questions.domains.of[row] !== wanted) continue;
    for (let model = 0; model < models.length; model++) {
      const code = capability[row * models.length + model] as number;
      const weight = weights[code] as number;
      right[model] = (right[model] as number) + weight * (values[code] as number);
      known[model] = (known[model] as number) + weight;
    }
  }
  const accuracies = models.map((_, model) => {
    const weight = known[model] as number;
    return weight > 0 ? (right[model] as number) / weight : null;
  });
  return { known, accuracies };
}
