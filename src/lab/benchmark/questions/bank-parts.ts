import { derivedSeed } from "../../../core/random.ts";
import { labelListsOf, type Labels, labelsOf, namesAt, type PackedBank } from "../../../core/packed-bank/index.ts";
import type { BankPart } from "../variant.ts";
import { assertDisjoint, type TestSplit } from "./choose-test.ts";
import type { PlainQuestion } from "./read-questions.ts";
import { similarities } from "../../../core/selection/index.ts";
import { Latest } from "../../../evaluation/pacing/index.ts";

/** The parts of a bank that variants search. Each part is made once, because tallies are cached by bank. */
export class BankParts {
  readonly unified: PackedBank;
  private readonly parts = new Map<string, PackedBank>();
  /** Data sets by row of `unified`. */
  private readonly dataSets: readonly string[];

  /**
   * @param bank the whole bank split, in the embedder's space
   * @param questions of the bank, with their tasks, which determine their data sets
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
   * Returns the part of the bank for a question.
   *
   * @param dataSet of the asked question
   * @param seed for samples
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

  /** Returns a random sample of rows. The smaller of two samples is part of the larger. */
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

/** Number of vectors whose S stays in memory, because all variants ask the same question at about the same time. */
const FRESH = 64;

/** Returns S for an asked question's vector. */
type Scan = (question: Float32Array) => Float32Array;

/** Cached by bank: its recent S by vector. All variants ask it the same questions. */
const scans = new WeakMap<PackedBank, Scan>();

/**
 * Returns some rows of a bank as a bank of its own. Vectors are not copied: the whole bank is scanned, once per
 * question, and each view takes its rows from the result.
 *
 * @param rows ascending
 * @param sourceOf returns the data set of a row, which replaces its source
 */
function bankView(bank: PackedBank, rows: Uint32Array, sourceOf?: (id: string) => string): PackedBank {
  const { questions, capability, models } = bank;
  const stride = models.length;
  const own = new Uint16Array(rows.length * stride);
  rows.forEach((row, index) => {
    own.set(capability.subarray(row * stride, (row + 1) * stride), index * stride);
  });
  const rowAt = (index: number): number => {
    const row = rows[index];
    if (row === undefined) throw new RangeError(`The bank has no row ${index}.`);
    return row;
  };
  const labels = ({ names, of }: Labels): Labels =>
    labelsOf(Array.from(rows, (row) => names[of[row] as number] as string));
  const id = (index: number): string => questions.id(rowAt(index));
  const sources =
    sourceOf === undefined ? labels(questions.sources) : labelsOf(Array.from(rows, (_, index) => sourceOf(id(index))));
  const { neighbours: _, ...plain } = bank;
  return {
    ...plain,
    capability: own,
    vectors: new Float32Array(0),
    scan: (question) => {
      const whole = scanOf(bank)(question);
      return Float32Array.from(rows, (row) => whole[row] as number);
    },
    questions: {
      size: rows.length,
      sources,
      domains: labels(questions.domains),
      topics: labels(questions.topics),
      skills: labelListsOf(Array.from(rows, (row) => namesAt(questions.skills, row))),
      id,
      text: (index) => questions.text(rowAt(index)),
    },
  };
}

function scanOf(bank: PackedBank): Scan {
  const known = scans.get(bank);
  if (known !== undefined) return known;
  const found = new Latest<Float32Array, Float32Array>(FRESH);
  const scan: Scan = (vector) => {
    const known = found.get(vector);
    if (known !== undefined) return known;
    const similarity = similarities(bank, { space: bank.space, vector });
    found.set(vector, similarity);
    return similarity;
  };
  scans.set(bank, scan);
  return scan;
}
