import type { Labels } from "../../core/question-bank/packed-bank.ts";

/** Labels while rows come one by one; the distinct names are numbered in the order they come. */
export class GrowingLabels {
  private readonly numbers = new Map<string, number>();
  private readonly of: number[] = [];

  /** @param names known already, which keep their numbers */
  constructor(names: readonly string[] = []) {
    names.forEach((name, number) => this.numbers.set(name, number));
  }

  /** How many rows there are so far. */
  get rows(): number {
    return this.of.length;
  }

  push(name: string): void {
    const number = this.numbers.get(name) ?? this.numbers.size;
    this.numbers.set(name, number);
    this.of.push(number);
  }

  finish(): Labels {
    return { names: [...this.numbers.keys()], of: Uint32Array.from(this.of) };
  }
}
