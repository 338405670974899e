import { readFile } from "node:fs/promises";
import * as v from "valibot";
import type { TunedModel } from "../../core/tuned/index.ts";
import { replaceFile } from "../../storage/index.ts";

/** A tuned model with what it was learned from. */
export interface KeptModel {
  /** Hash of the bank. */
  readonly fingerprint: string;
  /** ISO date. */
  readonly learnedAt: string;
  readonly model: TunedModel;
}

/** Raised with every change of what is learned or kept; models of other versions are learned anew. */
const VERSION = 2;

const floats = v.pipe(
  v.object({ Float32Array: v.string() }),
  v.transform(({ Float32Array: text }) => new Float32Array(bytesOf(text))),
);
const doubles = v.pipe(
  v.object({ Float64Array: v.string() }),
  v.transform(({ Float64Array: text }) => new Float64Array(bytesOf(text))),
);
const numbers = v.pipe(
  v.object({ Uint32Array: v.string() }),
  v.transform(({ Uint32Array: text }) => new Uint32Array(bytesOf(text))),
);
const groups = v.object({ of: numbers, sizes: doubles, shifts: doubles, residuals: doubles, known: doubles });

const kept = v.object({
  version: v.literal(VERSION),
  fingerprint: v.string(),
  learnedAt: v.pipe(v.string(), v.isoTimestamp()),
  model: v.object({
    space: v.string(),
    models: v.array(v.string()),
    ids: v.array(v.string()),
    lengths: v.object({ mean: v.number(), deviation: v.number() }),
    coefficients: doubles,
    lambda: v.number(),
    weights: doubles,
    outcomes: v.object({ mean: doubles, shifts: floats, residuals: floats, known: floats }),
    places: v.object({ axes: doubles, of: floats }),
    bySource: groups,
    byTopic: groups,
    basis: v.object({
      gram: doubles,
      prints: numbers,
      whole: v.object({ models: v.array(v.string()), questions: v.number(), outcomes: v.number() }),
    }),
  }),
});

/** Writes a tuned model, which replaces the one before. */
export async function keepModel(file: string, one: KeptModel): Promise<void> {
  const text = JSON.stringify({ version: VERSION, ...one }, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? { [value.constructor.name]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") }
      : value,
  );
  await replaceFile(file, text);
}

/** Returns the kept model; null when there is none, or when it is damaged or of another version. */
export async function keptModel(file: string): Promise<KeptModel | null> {
  try {
    const one = v.parse(kept, JSON.parse(await readFile(file, "utf8")));
    return fits(one.model) ? one : null;
  } catch {
    // The file is only a cache: what it held is learned again.
    return null;
  }
}

/** Decodes base64 into memory of its own, which typed arrays of any kind may view. */
function bytesOf(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, "base64");
  return new Uint8Array(bytes).buffer;
}

/** Returns whether all arrays have the lengths that N, R and the labels give them, and hold numbers. */
function fits({ models, ids, outcomes, places, bySource, byTopic, basis, ...regression }: TunedModel): boolean {
  const [questions, width] = [ids.length, models.length];
  const cells = questions * width;
  const features = regression.coefficients.length / (width + bySource.sizes.length + byTopic.sizes.length);
  const fitsGroups = ({ of, sizes, shifts, residuals, known }: TunedModel["bySource"]): boolean =>
    of.length === questions &&
    of.every((label) => label < sizes.length) &&
    shifts.length === sizes.length &&
    [residuals, known].every(({ length }) => length === sizes.length * width) &&
    [shifts, residuals, known].every(areNumbers);
  return (
    outcomes.mean.length === width &&
    outcomes.shifts.length === questions &&
    [outcomes.residuals, outcomes.known].every(({ length }) => length === cells) &&
    places.axes.length === 3 * width &&
    places.of.length === 3 * questions &&
    [bySource, byTopic].every(fitsGroups) &&
    Number.isInteger(features) &&
    features > 0 &&
    [outcomes.mean, outcomes.shifts, outcomes.residuals, outcomes.known].every(areNumbers) &&
    [places.axes, places.of, regression.coefficients, regression.weights, basis.gram].every(areNumbers) &&
    [0, (features * (features + 1)) / 2].includes(basis.gram.length) &&
    basis.prints.length === questions &&
    regression.weights.length === 4
  );
}

function areNumbers(values: Float32Array | Float64Array): boolean {
  return values.every((value: number) => Number.isFinite(value));
}
