import { derivedSeed } from "../../../core/random.ts";
import type { PackedBank } from "../../../core/question-bank/packed-bank.ts";
import type { BankPart } from "../variant.ts";
import { bankView } from "./bank-view.ts";
import { assertDisjoint, type TestSplit } from "./choose-test.ts";
import type { PlainQuestion } from "./read-bank.ts";

/** The parts of a bank that variants search, each made once: what is counted of a bank is kept by bank. */
export class BankParts {
  readonly unified: PackedBank;
  private readonly parts = new Map<string, PackedBank>();
  /** By row of `unified`. */
  private readonly dataSets: readonly string[];

  /**
   * @param bank all of the bank split, in the embedder's space
   * @param questions of the bank, with their tasks, for their data sets
   * @throws BenchmarkError when a test question would be searched
   */
  constructor(bank: PackedBank, questions: readonly PlainQuestion[], { searched, test, dataSetOf }: TestSplit) {
    const names = new Map(questions.map((question) => [question.id, dataSetOf(question)]));
    const rows = rowsWhere(bank, (row) => searched.has(bank.questions.id(row)));
    this.unified = bankView(bank, rows, (id) => names.get(id) ?? "");
    const { sources, size } = this.unified.questions;
    this.dataSets = Array.from({ length: size }, (_, row) => sources.names[sources.of[row] as number] as string);
    assertDisjoint(this.unified, test);
  }

  /**
   * The part for a question.
   *
   * @param dataSet of the asked question
   * @param seed of what is drawn
   */
  partFor(part: BankPart, dataSet: string, seed: number): PackedBank {
    switch (part.kind) {
      case "unified":
        return this.unified;
      case "single-domain":
        return this.kept(`in ${dataSet}`, (row) => this.dataSets[row] === dataSet);
      case "data-set":
        return this.kept(`in ${part.name}`, (row) => this.dataSets[row] === part.name);
      case "out-of-domain":
        return this.kept(`not in ${dataSet}`, (row) => this.dataSets[row] !== dataSet);
      case "none":
        return this.kept("none", () => false);
      case "sample":
        return this.sample(part.size, seed);
    }
  }

  private kept(name: string, isIn: (row: number) => boolean): PackedBank {
    const known = this.parts.get(name) ?? bankView(this.unified, rowsWhere(this.unified, isIn));
    this.parts.set(name, known);
    return known;
  }

  /** The rows in an order of chance: the smaller of two samples is the beginning of the larger. */
  private sample(size: number, seed: number): PackedBank {
    const { questions } = this.unified;
    const name = `${size} by ${seed}`;
    const known = this.parts.get(name);
    if (known !== undefined) return known;
    const chance = Array.from({ length: questions.size }, (_, row) => derivedSeed(seed, `bank/${questions.id(row)}`));
    const order = [...chance.keys()].sort((a, b) => (chance[a] as number) - (chance[b] as number) || a - b);
    const drawn = new Set(order.slice(0, size));
    return this.kept(name, (row) => drawn.has(row));
  }
}

function rowsWhere({ questions }: PackedBank, isIn: (row: number) => boolean): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < questions.size; row++) if (isIn(row)) rows.push(row);
  return Uint32Array.from(rows);
}
