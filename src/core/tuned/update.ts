import type { KnownOutcomes } from "./known-outcomes.ts";
import { type Lesson, vectorOf } from "./lesson.ts";
import { rowStart } from "./linear-algebra.ts";
import { addFeatures } from "./ridge.ts";
import type { TunedModel } from "./tune.ts";

/** What learning from a bank that has grown a little goes on from. */
export interface Basis {
  /**
   * Z'Z of the ridge regression, as in `RidgeSums`: a third of the work of learning, beside the choice of lambda and
   * weights. A model keeps none (length 0) if it has fewer questions than features: the matrix would be larger than the
   * bank's vectors.
   */
  readonly gram: Float64Array;
  /** Length N: a hash of everything about a question but its outcomes. */
  readonly prints: Uint32Array;
  /** The bank for which lambda and the weights were chosen: its models, evaluated questions and known outcomes. */
  readonly whole: { readonly models: readonly string[]; readonly questions: number; readonly outcomes: number };
}

/**
 * How far a bank may grow before lambda and the weights are chosen again: questions and known outcomes, as a share of
 * those that they were chosen for, and models. Older choices were seen to serve as well then (docs/selection.md, Updates).
 */
const MOST_GROWTH = 0.05;
const MOST_NEW_MODELS = 1;

/** Values whose weighted difference is smaller are the same, but for rounding. */
const ROUNDING = 1e-4;

/** The number of features that depend on the length of the text. They are the last ones. */
const OF_LENGTH = 2;

/** Returns the basis of a bank that is learned wholly. */
export function basisOf(lesson: Lesson): Basis {
  const { bank, rows, features } = lesson;
  const gram = new Float64Array(rowStart(features(0).length));
  rows.forEach((_, place) => {
    addFeatures(gram, features(place));
  });
  const { models } = bank;
  const whole = { models, questions: rows.length, outcomes: knownOf(lesson, models) };
  return { gram, prints: printsOf(lesson), whole };
}

/**
 * Returns the basis of a bank that has only grown a little since it was learned wholly: by new questions, outcomes that
 * became known, and a new model. Returns null if it has grown more, or if a question, a model or an outcome was changed
 * or removed. If Z'Z was kept, only new questions are added to it; its rows of lengths are summed again, because the
 * scale of lengths is that of all questions.
 */
export function updatedBasis(last: TunedModel, lesson: Lesson): Basis | null {
  const { bank, rows, features } = lesson;
  const { gram: before, prints: known, whole } = last.basis;
  const places = new Map(Array.from(rows, (row, place) => [bank.ids[row], place]));
  const kept = last.ids.map((id) => places.get(id) ?? -1);
  const columns = last.models.map((model) => bank.models.indexOf(model));
  if (kept.includes(-1) || columns.includes(-1) || last.space !== bank.space) return null;
  const prints = printsOf(lesson);
  if (kept.some((place, earlier) => prints[place] !== known[earlier])) return null;
  if (!hasOutcomes(lesson.outcomes, last.outcomes, kept, columns)) return null;
  if (bank.models.length > whole.models.length + MOST_NEW_MODELS) return null;
  if (rows.length > (1 + MOST_GROWTH) * whole.questions) return null;
  if (knownOf(lesson, whole.models) > (1 + MOST_GROWTH) * whole.outcomes) return null;
  const p = features(0).length;
  const isKept = before.length > 0;
  const gram = isKept ? before.slice().fill(0, rowStart(p - OF_LENGTH)) : new Float64Array(rowStart(p));
  const summed = new Set(isKept ? kept : []);
  rows.forEach((_, place) => {
    addFeatures(gram, features(place), summed.has(place) ? p - OF_LENGTH : 0);
  });
  return { gram, prints, whole };
}

/**
 * Returns whether all outcomes that were known before are known, and the same.
 *
 * @param kept the place of each earlier question
 * @param columns the column of each earlier model
 */
function hasOutcomes(
  now: KnownOutcomes,
  before: KnownOutcomes,
  kept: readonly number[],
  columns: readonly number[],
): boolean {
  return kept.every((place, earlier) =>
    columns.every((column, model) => {
      const [weight, value] = cellOf(before, earlier, model);
      if (weight === 0) return true;
      const [weightNow, valueNow] = cellOf(now, place, column);
      return weightNow === weight && Math.abs(valueNow - value) < ROUNDING;
    }),
  );
}

/** Returns the weight w of an outcome c, and w c. */
function cellOf({ mean, shifts, residuals, known }: KnownOutcomes, place: number, model: number): [number, number] {
  const cell = place * mean.length + model;
  const weight = known[cell] as number;
  return [weight, (residuals[cell] as number) + weight * ((mean[model] as number) + (shifts[place] as number))];
}

/** Returns how many outcomes of these models are known. */
function knownOf({ bank, outcomes }: Lesson, models: readonly string[]): number {
  const counted = bank.models.map((model) => models.includes(model));
  const { length } = counted;
  return outcomes.known.reduce((sum, weight, cell) => sum + (weight > 0 && counted[cell % length] === true ? 1 : 0), 0);
}

/** Returns a hash (FNV-1a) of each question's vector, length of text and labels. */
function printsOf({ bank, rows }: Lesson): Uint32Array {
  const { sources, domains, topics } = bank;
  return Uint32Array.from(rows, (row) => {
    const { buffer, byteOffset, byteLength } = vectorOf(bank, row);
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    const labels = [sources, domains, topics].map(({ names, of }) => names[of[row] as number]);
    const text = JSON.stringify([bank.lengths[row], ...labels]);
    let hash = 0x811c9dc5;
    for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash;
  });
}
