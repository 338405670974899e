import type { PackedBank } from "./packed-bank.ts";

/** By bank and domain, null for the whole bank. A bank never changes, and what was counted goes when it goes. */
const counted = new WeakMap<PackedBank, Map<string | null, readonly (number | null)[]>>();

/**
 * The share of right answers of each model, over the whole bank or the questions of one domain: weighted mean of Eq. 1's
 * V_i. Every question asked needs it, so it is counted once per bank.
 *
 * @returns by column of `bank.models`; null where no outcome is known
 */
export function accuracies(bank: PackedBank, domain: string | null = null): readonly (number | null)[] {
  const ofBank = counted.get(bank) ?? new Map<string | null, readonly (number | null)[]>();
  counted.set(bank, ofBank);
  const known = ofBank.get(domain) ?? countAccuracies(bank, domain);
  ofBank.set(domain, known);
  return known;
}

function countAccuracies(bank: PackedBank, domain: string | null): (number | null)[] {
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
  return models.map((_, model) => {
    const knownWeight = known[model] as number;
    return knownWeight > 0 ? (right[model] as number) / knownWeight : null;
  });
}
