/** The distinct outcomes of a bank, by code; code 0 is unknown (weight 0). */
export interface Outcomes {
  /** V of Eq. 1, in [0, 1]. */
  readonly values: Float32Array;
  /** In (0, 1], and 0 for code 0. */
  readonly weights: Float32Array;
}

/** Codes have 16 bits: half of them are for exact outcomes, the other half for the grid. */
const EXACT = 2 ** 15;
/** Values and weights in steps of 1/180 make 181 x 180 outcomes, which fit into the other half. */
const GRID = 180;

/**
 * Assigns a 16-bit code to each distinct outcome, in the order of first use. Banks of right and wrong answers need
 * three codes. After 32,767 distinct outcomes, which graded checks may bring, further ones are rounded to 1/180.
 */
export class OutcomePalette {
  private readonly values = [0];
  private readonly weights = [0];
  /** Codes by weight, then by value. */
  private readonly codes = new Map<number, Map<number, number>>();

  /** @param known the outcomes of another palette, which keep their codes */
  constructor({ values, weights }: Outcomes = { values: new Float32Array(1), weights: new Float32Array(1) }) {
    for (let code = 1; code < values.length; code++) this.add(values[code] as number, weights[code] as number);
  }

  /**
   * Returns the code of an outcome.
   *
   * @param value in [0, 1]
   * @param weight in (0, 1]
   * @returns 1..65,535
   */
  codeOf(value: number, weight: number): number {
    const known = this.codes.get(Math.fround(weight))?.get(Math.fround(value));
    if (known !== undefined) return known;
    if (this.values.length < EXACT) return this.add(value, weight);
    const [nearValue, nearWeight] = [Math.round(value * GRID) / GRID, Math.ceil(weight * GRID) / GRID];
    return this.codes.get(Math.fround(nearWeight))?.get(Math.fround(nearValue)) ?? this.add(nearValue, nearWeight);
  }

  /** A copy of the outcomes so far. */
  get outcomes(): Outcomes {
    return { values: Float32Array.from(this.values), weights: Float32Array.from(this.weights) };
  }

  private add(value: number, weight: number): number {
    const ofWeight = this.codes.get(Math.fround(weight)) ?? new Map<number, number>();
    this.codes.set(Math.fround(weight), ofWeight);
    ofWeight.set(Math.fround(value), this.values.length);
    this.weights.push(weight);
    return this.values.push(value) - 1;
  }
}
