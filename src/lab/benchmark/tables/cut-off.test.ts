import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "../outcome.ts";
import { figureText } from "../report/figure-text.ts";
import type { Figure } from "../report/table.ts";
import { tableNames, tablesFrom, variantsFor } from "./tables.ts";
import { candidateOf, context, figureIn, madeUpOutcomes, outcomeOf } from "../../../../test/support/lab/tables.ts";

const replies = (known: number, cutOff: number, unknown = 0) => ({ replies: { known, cutOff, unknown } });
const outcomes: readonly Outcome[] = [
  outcomeOf("smcs", "MBPP-1", replies(6, 2)),
  outcomeOf("smcs", "MBPP-2", replies(6, 0)),
  outcomeOf("smcs", "own-1", replies(5, 3)),
  outcomeOf("single/alpha", "MBPP-1", replies(1, 1)),
  outcomeOf("single/alpha", "MBPP-2", replies(1, 0)),
  outcomeOf("single/alpha", "own-1", replies(1, 1)),
  ...["MBPP-1", "MBPP-2", "own-1"].map((question) => outcomeOf("single/beta", question, replies(0, 0, 1))),
  outcomeOf("single/gamma-ray", "MBPP-1", replies(1, 0)),
];

describe("replies that were cut off", () => {
  const tables = tablesFrom(["table-1", "table-4", "figure-5"], context, outcomes);
  const table = (id: string) => tables.find((one) => one.id === id);

  it("stand in a column of their own beside the figures of each row", () => {
    const column = (title: string): Figure | undefined => figureIn(table("table-1"), title, "Cut off");
    // 2 + 0 + 3 of 6 + 6 + 5; two of alpha's three answers; nothing is known of beta's.
    assert.deepEqual(column("SMCS"), { value: 5, outOf: 17 });
    assert.deepEqual(column("alpha"), { value: 2, outOf: 3 });
    assert.deepEqual(column("beta"), { value: null });
    assert.deepEqual(column("gamma-ray"), { value: 0, outOf: 1 });
    assert.deepEqual(column("Average of the pool"), { value: null });
    assert.deepEqual(figureText({ value: 5, outOf: 17 }, { unit: "count" }).value, "5 of 17");
  });

  it("are told on each data set beside Table 1", () => {
    const byPart = (title: string, part: string): Figure | undefined => figureIn(table("table-1-cut-off"), title, part);
    assert.deepEqual(byPart("SMCS", "MBPP"), { value: 2, outOf: 12 });
    assert.deepEqual(byPart("SMCS", "own"), { value: 3, outOf: 5 });
    assert.deepEqual(byPart("SMCS", "All questions"), { value: 5, outOf: 17 });
    assert.deepEqual(byPart("alpha", "MBPP"), { value: 1, outOf: 2 });
    assert.deepEqual(byPart("gamma-ray", "own"), { value: null });
  });

  it("stand in a note where rows are no runs", () => {
    const note = "Replies that were cut off at the output limit, judged as they stand:";
    assert.ok(table("table-4")?.notes.includes(`${note} SMCS 5 of 17; alpha 2 of 3.`));
    assert.ok(table("figure-5")?.notes.includes(`${note} SMCS 5 of 17.`));
  });

  it("are not counted where nobody knows, and the table says so", () => {
    const unknown = "Published replies do not tell whether they were cut off, and are not counted there: beta 3.";
    assert.ok(table("table-1")?.notes.includes(unknown));
    assert.ok(!table("figure-5")?.notes.some((note) => note.startsWith("Published replies")));
  });

  it("are those of all seeds in Table 9, and of the candidates alone in Table 8", () => {
    const seeds = [1, 2].map((seed) => outcomeOf(seed === 1 ? "smcs" : "smcs/seed=2", "own-1", replies(5, seed)));
    const [table9] = tablesFrom(["table-9"], context, seeds);
    assert.deepEqual(figureIn(table9, "SMCS", "Cut off"), { value: 3, outOf: 10 });
    const candidates = [true, false, false].map((cutOff) => candidateOf({ cutOff }));
    const [table8] = tablesFrom(["table-8"], context, [outcomeOf("smcs", "own-1", { candidates, winner: 1 })]);
    assert.deepEqual(figureIn(table8, "alpha", "Cut off"), { value: 1, outOf: 3 });
    assert.deepEqual(figureIn(table8, "alpha, winners", "Cut off"), { value: 0, outOf: 1 });
  });

  it("are told in every table that there is", () => {
    const everything = variantsFor(tableNames, context);
    const all = tablesFrom(tableNames, context, madeUpOutcomes(context, everything, 6));
    assert.ok(all.length >= tableNames.length);
    for (const { id, columns, rows, notes } of all) {
      const told =
        columns.some(({ title }) => title === "Cut off") ||
        id === "table-1-cut-off" ||
        notes.some((note) => note.startsWith("Replies that were cut off at the output limit"));
      assert.ok(rows.length > 0 && told, id);
    }
  });
});
