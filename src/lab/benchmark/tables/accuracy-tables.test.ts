import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "../outcome.ts";
import type { Table } from "../report/table.ts";
import { tablesFrom } from "./tables.ts";
import type { TablesContext } from "./context.ts";
import { context, figureIn, outcomeOf, outcomesOf, valuesOf } from "../../../../test/support/lab/tables.ts";

/** Outcomes for two questions of MBPP and one of the own data set. */
const outcomes: readonly Outcome[] = [
  ...outcomesOf("smcs", { "MBPP-1": 1, "MBPP-2": 1, "own-1": 0 }),
  ...outcomesOf("mixture-of-agents", { "MBPP-1": 1, "MBPP-2": 0, "own-1": 0 }),
  ...outcomesOf("single/alpha", { "MBPP-1": 0, "MBPP-2": 0, "own-1": 1 }),
  ...outcomesOf("single/beta", { "MBPP-1": 1, "MBPP-2": 0, "own-1": 0 }),
  ...outcomesOf("single/gamma-ray", { "MBPP-1": 1, "MBPP-2": null, "own-1": 0.5 }),
];

function tableOf(name: string, of: readonly Outcome[], id = name): Table | undefined {
  return tablesFrom([name], context, of).find((table) => table.id === id);
}

describe("Table 1", () => {
  const table = tableOf("table-1", outcomes);

  it("has every system and model, with the pool's mean and its best of each data set", () => {
    assert.deepEqual(valuesOf(table, "MBPP"), {
      SMCS: 1,
      MoA: 0.5,
      "Best of each data set": 0.5,
      "Average of the pool": 0.25,
      alpha: 0,
      beta: 0.5,
      "gamma-ray": 1,
    });
    assert.deepEqual(valuesOf(table, "own"), {
      SMCS: 0,
      MoA: 0,
      // Beta is the best on MBPP, alpha on the own data set.
      "Best of each data set": 1,
      "Average of the pool": 0.5,
      alpha: 1,
      beta: 0,
      "gamma-ray": 0.5,
    });
  });

  it("averages over data sets and over questions, and compares on the questions of both", () => {
    assert.equal(figureIn(table, "SMCS", "Average")?.value, 0.5);
    assert.ok(Math.abs((figureIn(table, "SMCS", "All questions")?.value ?? 0) - 2 / 3) < 1e-12);
    assert.equal(figureIn(table, "SMCS", "Against SMCS")?.value, null);
    // MBPP: -0.5, own: 0.
    assert.equal(figureIn(table, "MoA", "Against SMCS")?.value, -0.25);
    // MBPP-1: 0 (MBPP-2 was not checked), own-1: +0.5.
    assert.equal(figureIn(table, "gamma-ray", "Against SMCS")?.value, 0.25);
    const interval = figureIn(table, "MoA", "Against SMCS")?.interval;
    assert.ok(interval != null && interval[0] < -0.25 && interval[1] <= 0);
  });

  it("has the paper's figures where the names are the paper's", () => {
    assert.equal(figureIn(table, "SMCS", "MBPP")?.paper, 0.828);
    assert.equal(figureIn(table, "SMCS", "own")?.paper, undefined);
    assert.ok(Math.abs((figureIn(table, "SMCS", "Average")?.paper ?? 0) - 0.7678) < 5e-5);
    assert.equal(figureIn(table, "alpha", "MBPP")?.paper, undefined);
  });

  it("says where the cap on a question's cost had a hand in it", () => {
    const capped = outcomes.map((one) => (one.variant === "smcs" ? { ...one, capped: one.question !== "own-1" } : one));
    const sentence = "Questions with shorter or fewer requests because of smcs.budget.perQuestionUsd: SMCS 2.";
    assert.ok(tableOf("table-1", capped)?.notes.includes(sentence));
    assert.ok(!table?.notes.some((note) => note.includes("perQuestionUsd")));
  });

  it("says what was not run and what could not be checked", () => {
    const notes = table?.notes.join("\n") ?? "";
    assert.match(notes, /Not run: Symbolic-MoE\*; Self-MoA; Self-Consistency; Majority voting; Simple router\./);
    assert.match(notes, /could not be checked and is left out: gamma-ray 1\./);
  });

  it("comes with the differences on each data set", () => {
    const differences = tableOf("table-1", outcomes, "table-1-differences");
    assert.deepEqual(valuesOf(differences, "MBPP"), {
      MoA: -0.5,
      "Best of each data set": -0.5,
      "Average of the pool": -0.75,
      alpha: -1,
      beta: -0.5,
      "gamma-ray": 0,
    });
    assert.ok(Math.abs((figureIn(differences, "MoA", "MBPP")?.paper ?? 0) - (0.82 - 0.828)) < 1e-12);
  });
});

describe("Figure 1", () => {
  it("has the best single model by its average", () => {
    const table = tableOf("figure-1", outcomes);
    assert.deepEqual(
      table?.rows.map(({ title }) => title),
      ["SMCS", "Best of each data set", "Best single model: alpha", "MoA", "Compared with: gamma-ray"],
    );
    assert.deepEqual(table.chart, { kind: "radar", columns: ["MBPP", "own"] });
  });
});

describe("many data sets", () => {
  it("share a column beyond the eight biggest, and say so", () => {
    const many = Array.from({ length: 11 }, (_, index) =>
      outcomeOf("smcs", `s${index}-1`, { correct: Number(index < 9) }),
    );
    const big = outcomeOf("smcs", "s10-2", { correct: 1 });
    const table = tableOf("table-1", [...many, big]);
    assert.deepEqual(
      table?.columns.slice(0, 10).map(({ title }) => title),
      ["s10", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "3 others", "Average"],
    );
    assert.equal(figureIn(table, "SMCS", "s10")?.value, 0.5);
    // s7 and s8 are right, s9 is wrong.
    assert.ok(Math.abs((figureIn(table, "SMCS", "3 others")?.value ?? 0) - 2 / 3) < 1e-12);
    assert.ok(table.notes.some((note) => note.startsWith("The 8 data sets with the most questions")));
  });
});

describe("Table 2", () => {
  it("has the cost of the whole test, mean and 95th latency, and both against SMCS", () => {
    const run = (variant: string, costs: readonly (number | null)[], latencies: readonly number[]): Outcome[] =>
      costs.map((costUsd, index) =>
        outcomeOf(variant, `MBPP-${index}`, { costUsd, latencyMs: latencies[index] ?? 0, correct: 1 }),
      );
    const table = tableOf("table-2", [
      ...run("smcs", [1, 2, 3], [1000, 2000, 6000]),
      ...run("mixture-of-agents", [2, null, 6], [2000, 3000, 4000]),
    ]);
    assert.equal(figureIn(table, "SMCS", "Cost")?.value, 6);
    assert.equal(figureIn(table, "SMCS", "Latency, mean")?.value, 3000);
    assert.equal(figureIn(table, "SMCS", "Latency, p95")?.value, 6000);
    assert.equal(figureIn(table, "SMCS", "Cost")?.paper, 8.11);
    // The mean of the known costs is 4, times three questions.
    assert.equal(figureIn(table, "MoA", "Cost")?.value, 12);
    // (2 - 1 + 6 - 3) / 2, times three questions.
    assert.equal(figureIn(table, "MoA", "Cost against SMCS")?.value, 6);
    assert.equal(figureIn(table, "MoA", "Latency against SMCS")?.value, 0);
    assert.equal(figureIn(table, "MoA", "Latency against SMCS")?.paper, 18_640 - 12_320);
    assert.ok(table?.notes.some((note) => note.includes("the others' stands for them: MoA.")));
  });
});

describe("Tables 3, 6, 7 and Figure 7", () => {
  const right = { "MBPP-1": 1, "own-1": 1 };
  const half = { "MBPP-1": 1, "own-1": 0 };

  it("compare banks with the unified one", () => {
    const table = tableOf("table-3", [...outcomesOf("smcs", right), ...outcomesOf("smcs/bank=none", half)]);
    assert.deepEqual(valuesOf(table, "Against SMCS"), {
      "All data sets (unified)": null,
      "No bank: models drawn by chance": -0.5,
    });
    assert.equal(figureIn(table, "No bank: models drawn by chance", "MBPP")?.paper, 0.822);
  });

  it("compare output limits of SMCS and the model that is best on the bank", () => {
    const table = tableOf("table-6", [
      ...outcomesOf("smcs", half),
      ...outcomesOf("smcs/tokens=32768", right),
      ...outcomesOf("single/beta/tokens=32768", half),
      ...outcomesOf("single/beta", half),
    ]);
    assert.deepEqual(valuesOf(table, "Against SMCS, 32,768 tokens"), {
      "SMCS, 8,192 tokens": -0.5,
      "SMCS, 32,768 tokens": null,
      beta: -0.5,
      "beta, 8,192 tokens": -0.5,
    });
    assert.equal(figureIn(table, "SMCS, 32,768 tokens", "MBPP")?.paper, 0.87);
  });

  it("compare aggregators, best on the bank first", () => {
    const table = tableOf("figure-7", [
      ...outcomesOf("smcs", half),
      ...outcomesOf("smcs/aggregator=alpha", right),
      ...outcomesOf("smcs/aggregator=beta", half),
    ]);
    assert.deepEqual(valuesOf(table, "Average"), { "SMCS, as set": 0.5, beta: 0.5, alpha: 1 });
  });

  it("compare out of domain with SMCS out of domain", () => {
    const table = tableOf("table-7", [
      ...outcomesOf("smcs/bank=out-of-domain", half),
      ...outcomesOf("smcs", right),
      ...outcomesOf("single/beta", { "MBPP-1": 0, "own-1": 0 }),
    ]);
    assert.deepEqual(valuesOf(table, "Against SMCS, out of domain"), {
      "SMCS, out of domain": null,
      beta: -0.5,
      "SMCS with the whole bank": 0.5,
    });
  });
});

describe("Table 9", () => {
  it("has mean and deviation over the seeds, and the difference of the means", () => {
    const table = tableOf("table-9", [
      ...outcomesOf("smcs", { "MBPP-1": 1, "MBPP-2": 1 }),
      ...outcomesOf("smcs/seed=2", { "MBPP-1": 1, "MBPP-2": 0 }),
      ...outcomesOf("self-moa", { "MBPP-1": 0, "MBPP-2": 0 }),
    ]);
    const figure = figureIn(table, "SMCS", "MBPP");
    assert.equal(figure?.value, 0.75);
    assert.ok(Math.abs((figure.deviation ?? 0) - Math.sqrt(0.125)) < 1e-12);
    assert.deepEqual(figureIn(table, "Self-MoA", "MBPP"), { value: 0 });
    assert.equal(figureIn(table, "Self-MoA", "Mean against SMCS")?.value, -0.75);
  });
});

describe("rows that published replies cannot make", () => {
  const several = "it takes several answers of alpha to one question, and one was published";
  const sameSeed = "the published reply of beta is the same for every seed";
  const published: TablesContext = {
    ...context,
    models: context.models.map((model) => ({ ...model, published: ["alpha", "beta"].includes(model.name) })),
    leftOut: new Map([
      ["self-moa", several],
      ["self-moa/seed=2", several],
      ["self-consistency", several],
      ["single/beta/seed=2", sameSeed],
    ]),
  };
  const made = [...outcomes, ...outcomesOf("smcs/seed=2", { "MBPP-1": 1, "MBPP-2": 0, "own-1": 0 })];
  const notesOf = (name: string): readonly string[] => tablesFrom([name], published, made)[0]?.notes ?? [];

  it("are named below the table with the reason", () => {
    assert.ok(notesOf("table-1").includes(`Left out: Self-MoA; Self-Consistency: ${several}.`));
    assert.ok(notesOf("table-1").includes("Not run: Symbolic-MoE*; Majority voting; Simple router."));
  });

  it("leave Table 9 where a seed of them is missing, and what is left says what its deviation is of", () => {
    const [table] = tablesFrom(["table-9"], published, made);
    assert.deepEqual(
      table?.rows.map(({ title }) => title),
      ["SMCS", "gamma-ray"],
    );
    const notes = notesOf("table-9");
    assert.ok(notes.includes(`Left out: Self-MoA; Self-MoA, seed=2: ${several}.`), notes.join("\n"));
    assert.ok(notes.includes(`Left out: beta, seed=2: ${sameSeed}.`));
    const words = "The replies of alpha, beta were published, one to each question, and are the same for every seed";
    assert.ok(notes.some((note) => note.startsWith(words)));
    assert.ok(!tableOf("table-9", made)?.notes.some((note) => note.includes("were published")));
  });
});
