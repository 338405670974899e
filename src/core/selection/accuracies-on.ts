import type { PackedBank } from "../question-bank/packed-bank.ts";
import { priors } from "./prior.ts";

/**
 * The share of right answers of each model on some questions of the bank, by column of `bank.models`; null where too
 * little is known, as for priors. Eq. 4 over questions that are all alike is their number times the accuracy.
 */
export function accuraciesOn(bank: PackedBank, rows: Uint32Array): readonly (number | null)[] {
  const similarities = new Float32Array(rows.length).fill(1);
  const { models } = priors(bank, bank.models, { rows, similarities });
  return models.map(({ value, evaluated }) => (evaluated ? value / rows.length : null));
}
