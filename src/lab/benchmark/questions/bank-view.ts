import { labelListsOf, namesAt } from "../../../core/question-bank/label-lists.ts";
import { labelsOf } from "../../../core/question-bank/labels.ts";
import type { Labels, PackedBank } from "../../../core/question-bank/packed-bank.ts";
import { similarities } from "../../../core/selection/index.ts";
import { Latest } from "../../../evaluation/latest.ts";

/** Vectors whose S stays in memory: all variants ask the same question at about the same time. */
const FRESH = 64;

/** The space of a bank, and S for an asked question's vector; worked out once for all views. */
type Scan = (question: Float32Array) => Float32Array;

/** By bank: its S for each vector that was asked for lately. All variants ask the same questions of it. */
const scans = new WeakMap<PackedBank, Scan>();

/**
 * Some rows of a bank as a bank of its own. Vectors are not copied: the whole bank is scanned, once per question, and
 * each view takes its rows out of the result.
 *
 * @param rows ascending
 * @param sourceOf names the data set of a row, in the place of its source
 */
export function bankView(bank: PackedBank, rows: Uint32Array, sourceOf?: (id: string) => string): PackedBank {
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
