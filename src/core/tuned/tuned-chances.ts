import type { PackedBank } from "../packed-bank/index.ts";
import { predictions } from "./learners.ts";
import { type Described, features, predict } from "./ridge.ts";
import type { TunedModel } from "./tune.ts";
import { votesOf } from "./votes.ts";

/**
 * Returns each model's chance to be right on a question, by column of `model.models`: m + the weighted sum of (f - m)
 * over the learners, within [0, 1].
 *
 * @param question the asked text, in the model's space
 * @param similarities S of Eq. 2 with the questions that the model learned from, in the order of its `ids`
 */
export function tunedChances(model: TunedModel, question: Described, similarities: Float32Array): Float64Array {
  const { mean } = model.outcomes;
  const regressed = predict(model, features(question, model.lengths));
  const predicted = predictions(model, votesOf(similarities), regressed);
  return mean.map((average, column) => {
    const value = predicted.reduce(
      (sum, one, learner) => sum + (model.weights[learner] as number) * ((one[column] as number) - average),
      average,
    );
    return Math.min(1, Math.max(0, value));
  });
}

/** By model, then by bank: the row in the bank of each question that the model learned from; -1 when it is gone. */
const rowsOf = new WeakMap<TunedModel, WeakMap<PackedBank, Int32Array>>();

/**
 * Returns the similarities for `tunedChances` from those with the bank as it is now, which may have gained and lost
 * questions since. A lost question has similarity 0.
 *
 * @param similarity S for all rows of the bank
 */
export function similaritiesFor(model: TunedModel, bank: PackedBank, similarity: Float32Array): Float32Array {
  const known = rowsOf.get(model) ?? new WeakMap<PackedBank, Int32Array>();
  rowsOf.set(model, known);
  const rows = known.get(bank) ?? placesIn(bank, model.ids);
  known.set(bank, rows);
  const found = new Float32Array(rows.length);
  for (let place = 0; place < rows.length; place++) found[place] = similarity[rows[place] as number] ?? 0;
  return found;
}

function placesIn({ questions }: PackedBank, ids: readonly string[]): Int32Array {
  const rows = new Map(Array.from({ length: questions.size }, (_, row) => [questions.id(row), row]));
  return Int32Array.from(ids, (id) => rows.get(id) ?? -1);
}
