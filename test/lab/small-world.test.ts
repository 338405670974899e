import assert from "node:assert/strict";
import { it } from "node:test";
import type { Figure, Table } from "../../src/lab/benchmark/report/table.ts";
import { tableNames } from "../../src/lab/benchmark/tables/tables.ts";
import { expectedTables } from "./small-world/expected-tables.ts";
import {
  accuracies,
  average,
  type Cell,
  cost,
  cutOff,
  type Expected,
  latencies,
  mean,
  rowOf,
} from "./small-world/figures.ts";
import { play } from "./small-world/play.ts";
import { Runs } from "./small-world/runs.ts";
import type { Arrangement } from "./small-world/setup.ts";

// Checks every figure of every row of every table and figure, computed from the world alone: see small-world/world.ts
// for what its models do, and small-world/simulate.ts for how a run follows from that.

const plain: Arrangement = {
  dropCount: 1,
  codingAggregator: "auto",
  universal: true,
  published: false,
  keywords: false,
};
const other: Arrangement = {
  dropCount: 0,
  codingAggregator: "QwQ-32B",
  universal: false,
  published: true,
  keywords: true,
};
const arrangements = {
  "references are dropped, one model merges all, keywords are asked for": plain,
  "nothing is dropped, code is merged by a model of its own, some replies were published": other,
};

for (const [title, arrangement] of Object.entries(arrangements)) {
  it(`follows in every row of every table from what the models of a small world do: ${title}`, async (t) => {
    const played = await play(t, arrangement);
    const expected = expectedTables(arrangement, played);
    assert.deepEqual(played.tables.map(({ id }) => id), [...expected.keys()]); // prettier-ignore
    assert.ok(tableNames.every((name) => expected.has(name)));
    const wrong = played.tables.flatMap((table) => {
      try {
        return differences(table, expected.get(table.id)?.() ?? new Map());
      } catch (error) {
        return [`${table.id}: ${(error as Error).message}`];
      }
    });
    assert.deepEqual(wrong, []);
    assert.deepEqual(played.problems, []);
  });
}

it("has a simulator that comes to what a pencil does", () => {
  const runs = new Runs({ ...plain, seen: new Map(), sample: () => [] });
  // The best models on the bank are sage for facts (13 of 13), editor for programs (9 of 10) and hasty for words (7 of
  // 10). Hasty reaches its answer on one of two questions about words within 8,192 tokens, and takes 8 seconds and 8
  // cents there.
  const router = rowOf("Simple router", runs.system("simple-router") ?? []);
  assert.deepEqual(accuracies(router), { facts: { value: 1 }, programs: { value: 1 }, words: { value: 0.5 } });
  assertNear(cost(router).value, 4 * 0.011 + 2 * 0.016 + 2 * 0.081);
  assertNear(mean(latencies(router)), (4 * 1000 + 2 * 1200 + 2 * 8000) / 8);
  assert.deepEqual(cutOff(router.told), { value: 2, outOf: 8 });
  // With K = 1, sage answers facts and the editor all else. The editor merges that single answer four times, in 2.4
  // seconds.
  const alone = rowOf("1", runs.varied({ K: 1, dropCount: 0 }) ?? []);
  assert.equal(average(alone.right), 1);
  assertNear(cost(alone).value, 4 * (0.011 + 0.061) + 4 * (0.016 + 0.061));
  assertNear(mean(latencies(alone)), (4 * (1000 + 2400) + 4 * (1200 + 2400)) / 8);
  assert.deepEqual(cutOff(alone.told), { value: 0, outOf: 8 * 5 });
});

function assertNear(value: number | null, expected: number): void {
  assert.ok(isNear(value, expected), `${value} and not ${expected}`);
}

/** Returns the differences of a table from the world, in one sentence per figure. */
function differences({ id, columns, rows }: Table, expected: Expected): string[] {
  const titles = rows.map((row) => row.title);
  const strangers = titles.filter((title) => !expected.has(title));
  const missing = [...expected.keys()].filter((title) => !titles.includes(title));
  return [
    ...strangers.map((title) => `${id} has a row “${title}” that the small world does not know`),
    ...missing.map((title) => `${id} lacks the row “${title}” of the small world`),
    ...rows.flatMap((row) => {
      const cells = expected.get(row.title) ?? {};
      const place = (column: string): string => `${id}, ${row.title}, ${column}`;
      const unknown = Object.keys(cells).filter((column) => !columns.some((one) => one.title === column));
      return [
        ...unknown.map((column) => `${place(column)}: there is no such column`),
        ...columns.flatMap((column, at) => {
          const [figure, cell] = [row.figures[at], cells[column.title]];
          if (figure === undefined || (cell === undefined && !expected.has(row.title))) return [];
          if (cell === undefined) return [`${place(column.title)}: the small world does not know this column`];
          return isSame(figure, cell) ? [] : [`${place(column.title)}: ${told(figure)} and not ${told(cell)}`];
        }),
      ];
    }),
  ];
}

/** Returns whether a figure is as expected, and whether its interval, if any, contains its value. */
function isSame({ value, outOf, deviation, interval }: Figure, cell: Cell): boolean {
  const isAround = value === null || interval == null || (interval[0] <= value + 1e-9 && value <= interval[1] + 1e-9);
  return isAround && isNear(value, cell.value) && isNear(outOf, cell.outOf) && isNear(deviation, cell.deviation);
}

function isNear(one: number | null | undefined, other: number | null | undefined): boolean {
  if (one == null || other == null) return one === other;
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(other));
}

function told({ value, outOf, deviation }: Figure | Cell): string {
  const parts = [outOf === undefined ? "" : ` of ${outOf}`, deviation === undefined ? "" : ` ± ${deviation}`];
  return `${value}${parts.join("")}`;
}
