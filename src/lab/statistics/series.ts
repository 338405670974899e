/** A question's contribution to a measure, which is the quotient of two sums. */
export interface Contribution {
  readonly sum: number;
  readonly weight: number;
}

/** A measure as a quotient of two sums over questions: length N, 0 for a question that was not tested. */
export class Series {
  readonly sums: Float64Array;
  readonly weights: Float64Array;

  constructor(size: number) {
    this.sums = new Float64Array(size);
    this.weights = new Float64Array(size);
  }

  /** Adds a question's contribution; contributions from several splits add up. */
  add(question: number, { sum, weight }: Contribution): void {
    this.sums[question] = (this.sums[question] as number) + sum;
    this.weights[question] = (this.weights[question] as number) + weight;
  }

  /** The quotient; null when nothing was measured. */
  get value(): number | null {
    const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
    const weight = total(this.weights);
    return weight > 0 ? total(this.sums) / weight : null;
  }

  /** Returns the difference from another measure of the same questions, question by question. */
  minus(other: Series): Series {
    const difference = new Series(this.sums.length);
    difference.weights.set(this.weights);
    this.sums.forEach((sum, question) => {
      difference.sums[question] = sum - (other.sums[question] as number);
    });
    return difference;
  }
}
