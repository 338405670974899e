import { average, cell, cost, cutOff, type Expected, latencies, mean, more, type Row, table } from "./figures.ts";
import { rowsOf } from "./main-tables.ts";
import type { Runs } from "./runs.ts";
import { expect } from "./setup.ts";
import type { Told } from "./simulate.ts";
import { bankRows, type ModelName } from "./world.ts";

// Accuracy, cost and latency for one parameter. The points are the paper's, as far as the world allows them.

function sweep(points: readonly (readonly [value: number, told: readonly Told[] | null])[], usual: number): Expected {
  const rows: Row[] = points.flatMap(([value, told]) => rowsOf(String(value), told));
  const base = rows.find(({ title }) => title === String(usual));
  return table(rows, (row) => ({
    Average: cell(average(row.right)),
    "Against SMCS": more(row, base, average),
    "Cut off": cutOff(row.told),
    Cost: cost(row),
    "Latency, mean": cell(mean(latencies(row))),
  }));
}

/**
 * Returns the table of the number of models: five evenly spaced sizes, and the paper's 5.
 *
 * @param poolOf returns a smaller pool, by an order of the models that chance has drawn
 */
export function figure4(runs: Runs, poolOf: (size: number) => readonly ModelName[]): Expected {
  const all = runs.pool.length;
  const sizes = all === 6 ? [1, 2, 4, 5] : [1, 3, 4, 5, 6];
  const pools = sizes.map(poolOf);
  pools.forEach((pool, at) => {
    const isWithin = pool.every((model) => (pools[at + 1] ?? runs.pool).includes(model));
    expect(new Set(pool).size === sizes[at] && isWithin, `${pool.join()} is no pool of ${sizes[at]}`);
  });
  const { K, dropCount } = runs.usual;
  const points = pools.map((pool) => {
    const size = pool.length;
    const own = { pool, K: size === 1 ? K : Math.min(K, size), dropCount: Math.min(dropCount, size - 1) };
    return [size, runs.of(`smcs/pool=${size}`, own)] as const;
  });
  return sweep([...points, [all, runs.smcs()]], all);
}

/** Returns the table of K, up to the size of the pool; K_drop stays below K. */
export function table11(runs: Runs): Expected {
  const { K: usual, dropCount } = runs.usual;
  const told = (K: number) => runs.varied({ K, dropCount: Math.min(dropCount, K - 1) });
  return sweep(
    runs.pool.map((_, index) => [index + 1, told(index + 1)] as const),
    usual,
  );
}

/** Returns the table of n. */
export function table12(runs: Runs): Expected {
  return sweep(
    [1, 2, 4, 8, 16, 32, 64].map((n) => [n, runs.varied({ n })] as const),
    runs.usual.n,
  );
}

/** Returns the table of N_sup_base: the usual value, and the paper's only point that a bank of 33 questions allows. */
export function table13(runs: Runs): Expected {
  return sweep(
    [4, 10].map((supportBase) => [supportBase, runs.varied({ supportBase })] as const),
    4,
  );
}

export function gamma(runs: Runs): Expected {
  return sweep(
    [0.8, 0.9, 0.95, 1].map((value) => [value, runs.varied({ gamma: value })] as const),
    0.95,
  );
}

/** Returns the table of K_drop, below K. */
export function dropCount(runs: Runs): Expected {
  const { dropCount: usual } = runs.usual;
  return sweep(
    [0, 1, 2].map((value) => [value, runs.varied({ dropCount: value })] as const),
    usual,
  );
}

/**
 * Returns the table of the bank's size: the whole bank and half of it; a quarter would have fewer than ten questions.
 */
export function bankSize(runs: Runs): Expected {
  const half = Math.floor(bankRows.length / 2);
  const sampled = runs.of(`smcs/bank=${half}`, { bank: runs.banks.sample(half) });
  return sweep(
    [
      [half, sampled],
      [bankRows.length, runs.smcs()],
    ],
    bankRows.length,
  );
}
