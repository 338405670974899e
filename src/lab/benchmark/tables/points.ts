import { parameterBounds } from "../../../core/parameters.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import type { TablesContext } from "./context.ts";

/** What `smcs bench tables --points` can sweep: which table it is for, and which numbers are sensible there. */
const swept = {
  models: { table: "figure-4", ...parameterBounds.referencers, whole: true },
  K: { table: "table-11", ...parameterBounds.referencers, whole: true },
  n: { table: "table-12", ...parameterBounds.aggregations, whole: true },
  N_sup_base: { table: "table-13", ...parameterBounds.supportBase, least: 1, whole: true },
  gamma: { table: "gamma", least: 0, most: 1, whole: false },
  K_drop: { table: "drop-count", ...parameterBounds.dropCount, whole: true },
  bank: { table: "bank-size", ...parameterBounds.supportBase, least: 1, whole: true },
  lambda: { table: "lambda", least: 0, most: 1000, whole: false },
} as const satisfies Record<string, { table: string; least: number; most: number; whole: boolean }>;

/** What a sweep is called. */
export type SweepName = keyof typeof swept;

/** The names of all sweeps. */
export const sweepNames = Object.keys(swept) as readonly SweepName[];

/** Points that take the place of a sweep's own. */
export type SweepPoints = Readonly<Partial<Record<SweepName, readonly number[]>>>;

/**
 * Points as a user gives them, by the name of a sweep.
 *
 * @param tables names of those that will be made
 * @throws BenchmarkError for a sweep that does not exist or whose table is not made, and for a number that cannot be
 */
export function checkedPoints(
  given: Readonly<Record<string, readonly number[]>>,
  tables: readonly string[],
): SweepPoints {
  for (const [name, values] of Object.entries(given)) {
    const sweep = Object.hasOwn(swept, name) ? swept[name as SweepName] : null;
    if (sweep === null) {
      throw new BenchmarkError(`There is no sweep ${name} for --points. These are known: ${sweepNames.join(", ")}.`);
    }
    const { table, least, most, whole } = sweep;
    if (!tables.includes(table)) {
      throw new BenchmarkError(`--points ${name} is for the table ${table}, which --tables leaves out: add it there.`);
    }
    const bad = values.filter((value) => !(value >= least && value <= most) || (whole && !Number.isInteger(value)));
    if (bad.length > 0) {
      const kind = whole ? "a whole number" : "a number";
      const to = most.toLocaleString("en-US");
      throw new BenchmarkError(`--points ${name} must be ${kind} from ${least} to ${to}. It is ${bad.join(", ")}.`);
    }
  }
  return given;
}

/** What a sweep is to have, and what it can have. */
export interface SweepRange {
  /** The paper's points, or ours where it has none. */
  readonly points: readonly number[];
  /** The value as set: it always has a row. */
  readonly usual: number;
  /** The highest that can be run. */
  readonly most: number;
  /** Why there is no higher one: "the pool has 4 models". */
  readonly why: string;
}

/** Returns the points of a sweep, ascending, and a sentence that names those that cannot be. */
export function sweepPoints(
  { points: given }: TablesContext,
  name: SweepName,
  { points, usual, most, why }: SweepRange,
): { readonly values: readonly number[]; readonly leftOut: readonly string[] } {
  const wanted = ascending(given?.[name] ?? points);
  const beyond = wanted.filter((value) => value > most);
  return {
    values: ascending([...wanted.filter((value) => value <= most), usual]),
    leftOut: beyond.length === 0 ? [] : [`Left out: ${name} = ${beyond.join(", ")}, since ${why}.`],
  };
}

/** Up to `count` whole numbers from `low` to `high`, evenly apart, the highest always among them. */
export function spread(low: number, high: number, count: number): number[] {
  if (high <= low) return high < low ? [] : [high];
  const step = Math.max(1, (high - low + 1) / count);
  const numbers = Array.from({ length: count }, (_, index) => high - Math.round(index * step));
  return [...new Set(numbers)].filter((number) => number >= low).reverse();
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
