import { accuracies, type Labels, type PackedBank } from "../../core/packed-bank/index.ts";

/** Returns each model's share of right answers on the whole bank; 0 for models that the bank does not know. */
export function overallAccuracies(bank: PackedBank, models: readonly string[]): number[] {
  const known = accuracies(bank);
  return models.map((model) => known[bank.models.indexOf(model)] ?? 0);
}

/**
 * As `overallAccuracies`, on the questions of each label. When nothing is known of a model under a label, its accuracy
 * on the whole bank is used. Questions without a label ("") form no group.
 */
export function accuraciesByLabel(
  bank: PackedBank,
  labels: Labels,
  models: readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const { capability, outcomes, questions } = bank;
  const stride = bank.models.length;
  const right = new Float64Array(labels.names.length * stride);
  const known = new Float64Array(labels.names.length * stride);
  for (let row = 0; row < questions.size; row++) {
    const group = (labels.of[row] as number) * stride;
    for (let column = 0; column < stride; column++) {
      const code = capability[row * stride + column] as number;
      const weight = outcomes.weights[code] as number;
      right[group + column] = (right[group + column] as number) + weight * (outcomes.values[code] as number);
      known[group + column] = (known[group + column] as number) + weight;
    }
  }
  const overall = overallAccuracies(bank, models);
  const columns = models.map((model) => bank.models.indexOf(model));
  const ofGroup = (group: number): number[] =>
    columns.map((column, index) => {
      const weight = column < 0 ? 0 : (known[group * stride + column] as number);
      return weight > 0 ? (right[group * stride + column] as number) / weight : (overall[index] as number);
    });
  const named = [...labels.names.entries()].filter(([, name]) => name !== "");
  return new Map(named.map(([group, name]) => [name, ofGroup(group)]));
}
