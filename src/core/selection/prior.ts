import { accuracies, type Neighbours, type PackedBank } from "../packed-bank/index.ts";

/** The prior V_ref of one model on one question. */
export interface ModelPrior {
  readonly model: string;
  /** V_ref (Eq. 4), in [0, W] where W is the summed similarity of the support questions. */
  readonly value: number;
  /** False when too little is known about the model on this question; its value is then the others' mean. */
  readonly evaluated: boolean;
  /** Overall accuracy on the bank; null when never evaluated. */
  readonly overall: number | null;
}

/** The priors of the pool, in the pool's order, and their basis. */
export interface Priors {
  readonly models: readonly ModelPrior[];
  readonly basis: "support" | "overall" | "none";
}

/** Minimum number of known support questions for a model to count as evaluated (or all, if there are fewer). */
const KNOWN_SUPPORT_NEEDED = 10;
/** Minimum share of the support weight that these questions must have. */
const KNOWN_WEIGHT_NEEDED = 0.05;

/**
 * Returns Eq. 4, V_ref[r] = sum over the support of S[i] * V_r[i], extended to unknown and weighted outcomes: the known
 * part is scaled up to the whole support weight W. Models unknown here get the mean of the known ones. Without any
 * support, the overall accuracy is used instead.
 */
export function priors(bank: PackedBank, models: readonly string[], support: Neighbours): Priors {
  const columns = models.map((model) => bank.models.indexOf(model));
  const accuracy = accuracies(bank);
  const overall = columns.map((column) => accuracy[column] ?? null);
  const anySupport = support.rows.length > 0;
  const known = anySupport ? columns.map((column) => supportPrior(bank, column, support)) : overall;
  const evaluated = known.filter((value) => value !== null);
  const mean = evaluated.length > 0 ? evaluated.reduce((sum, value) => sum + value, 0) / evaluated.length : 0;
  return {
    models: models.map((model, index) => ({
      model,
      value: known[index] ?? mean,
      evaluated: known[index] !== null,
      overall: overall[index] ?? null,
    })),
    basis: evaluated.length === 0 ? "none" : anySupport ? "support" : "overall",
  };
}

/**
 * Returns Eq. 4 for the model of one column (-1 for a model that the bank does not know); null when it is not evaluated
 * on this support.
 */
function supportPrior(bank: PackedBank, column: number, { rows, similarities }: Neighbours): number | null {
  if (column < 0 || !isKnownOften(bank, column, rows)) return null;
  const { capability, models, outcomes } = bank;
  const { values, weights } = outcomes;
  const stride = models.length;
  let total = 0;
  let knownWeight = 0;
  let right = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = capability[(rows[i] as number) * stride + column] as number;
    const similarity = similarities[i] as number;
    const weight = similarity * (weights[code] as number);
    total += similarity;
    knownWeight += weight;
    right += weight * (values[code] as number);
  }
  if (knownWeight < KNOWN_WEIGHT_NEEDED * total || knownWeight === 0) return null;
  // When everything is known with weight 1, the factor is exactly 1 and this is Eq. 4 to the last bit.
  return right * (total / knownWeight);
}

/** Whether enough of a model's outcomes on the support are known. Stops as soon as that is certain. */
function isKnownOften({ capability, models }: PackedBank, column: number, rows: Uint32Array): boolean {
  let needed = Math.min(KNOWN_SUPPORT_NEEDED, rows.length);
  for (let i = 0; needed > 0 && i < rows.length; i++) {
    if (capability[(rows[i] as number) * models.length + column] !== 0) needed -= 1;
  }
  return needed === 0;
}

/**
 * Returns each model's share of right answers on some questions of the bank, by column of `bank.models`; null when too
 * little is known, as for priors. For questions of equal similarity, Eq. 4 is their number times the accuracy.
 */
export function accuraciesOn(bank: PackedBank, rows: Uint32Array): readonly (number | null)[] {
  const similarities = new Float32Array(rows.length).fill(1);
  const { models } = priors(bank, bank.models, { rows, similarities });
  return models.map(({ value, evaluated }) => (evaluated ? value / rows.length : null));
}
