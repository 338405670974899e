import { OutcomePalette } from "../../core/question-bank/outcomes.ts";
import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import type { PackedColumns } from "./packed-columns.ts";

/** A pair of model and outcome is one number: 16 bits for each. */
const MOST_MODELS = 2 ** 16;

/** Eq. 1's V while questions come one by one: how many models there are, and their order, is known at the end only. */
export class GrowingCapability {
  private readonly palette = new OutcomePalette();
  /** Models are numbered in the order they come. */
  private readonly numbers = new Map<string, number>();
  /** The pairs of model and outcome of all questions, one question after the other. */
  private pairs = new Uint32Array(1024);
  private pairCount = 0;
  /** By row: where its pairs end. */
  private readonly ends: number[] = [];

  /** @throws RangeError when the bank knows more models than 16 bits can number */
  push(capability: BankQuestion["capability"]): void {
    for (const [model, { value, weight }] of Object.entries(capability)) {
      const number = this.numbers.get(model) ?? this.numbers.size;
      if (number >= MOST_MODELS) throw new RangeError(`The question bank knows more than ${MOST_MODELS} models.`);
      this.numbers.set(model, number);
      this.pushPair(number * 2 ** 16 + this.palette.codeOf(value, weight));
    }
    this.ends.push(this.pairCount);
  }

  finish(): Pick<PackedColumns, "models" | "capability" | "outcomes"> {
    const models = [...this.numbers.keys()].sort();
    const sorted = new Map(models.map((model, column) => [model, column]));
    const columns = [...this.numbers.keys()].map((model) => sorted.get(model) as number);
    const capability = new Uint16Array(this.ends.length * models.length);
    let index = 0;
    this.ends.forEach((end, row) => {
      for (; index < end; index++) {
        const pair = this.pairs[index] as number;
        capability[row * models.length + (columns[pair >>> 16] as number)] = pair & 0xffff;
      }
    });
    return { models, capability, outcomes: this.palette.outcomes };
  }

  private pushPair(pair: number): void {
    if (this.pairCount === this.pairs.length) {
      const larger = new Uint32Array(2 * this.pairCount);
      larger.set(this.pairs);
      this.pairs = larger;
    }
    this.pairs[this.pairCount++] = pair;
  }
}
