import { accuracies, type PackedBank } from "../../core/packed-bank/index.ts";
import type { BankAccuracy } from "./tables/context.ts";

/** Returns how often each model is right on a bank, and on each of its data sets. */
export function bankAccuracies(bank: PackedBank, models: readonly string[]): BankAccuracy[] {
  const overall = accuracies(bank);
  return models.map((model) => {
    const column = bank.models.indexOf(model);
    return { model, overall: overall[column] ?? null, bySource: bySource(bank, column) };
  });
}

function bySource({ questions, capability, models, outcomes }: PackedBank, column: number): Record<string, number> {
  const { names, of } = questions.sources;
  const right = new Float64Array(names.length);
  const known = new Float64Array(names.length);
  for (let row = 0; column >= 0 && row < questions.size; row++) {
    const code = capability[row * models.length + column] as number;
    const source = of[row] as number;
    const weight = outcomes.weights[code] as number;
    right[source] = (right[source] as number) + weight * (outcomes.values[code] as number);
    known[source] = (known[source] as number) + weight;
  }
  return Object.fromEntries(
    names.flatMap((name, source) => {
      const weight = known[source] as number;
      return weight > 0 ? [[name, (right[source] as number) / weight]] : [];
    }),
  );
}
