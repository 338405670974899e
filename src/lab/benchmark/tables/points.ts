import { parameterBounds } from "../../../core/parameters.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import type { TablesContext } from "./context.ts";

/** The sweeps of `smcs bench tables --points`, each with its table and the sensible range of its numbers. */
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

/** Name of a sweep. */
export type SweepName = keyof typeof swept;

/** The names of all sweeps. */
export const sweepNames = Object.keys(swept) as readonly SweepName[];

/** Points that replace those of a sweep. */
export type SweepPoints = Readonly<Partial<Record<SweepName, readonly number[]>>>;

/**
 * Checks the user's points, by the name of a sweep.
 *
 * @param tables names of the tables that will be made
 * @throws BenchmarkError for an unknown sweep, a sweep whose table is not made, or an invalid number
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

/** The wanted and possible points of a sweep. */
export interface SweepRange {
  /** The paper's points, or ours for a sweep that the paper does not have. */
  readonly points: readonly number[];
  /** The value of the settings, which always has a row. */
  readonly usual: number;
  /** The highest value that can be run. */
  readonly most: number;
  /** Why no higher value can be run: "the pool has 4 models". */
  readonly why: string;
}

/** Returns the points of a sweep, ascending, and a sentence about those that cannot be run. */
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

/** Returns up to `count` whole numbers from `low` to `high`, evenly spaced, always including the highest. */
export function spread(low: number, high: number, count: number): number[] {
  if (high <= low) return high < low ? [] : [high];
  const step = Math.max(1, (high - low + 1) / count);
  const numbers = Array.from({ length: count }, (_, index) => high - Math.round(index * step));
  return [...new Set(numbers)].filter((number) => number >= low).reverse();
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
