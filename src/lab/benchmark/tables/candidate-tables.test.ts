import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "../outcome.ts";
import type { Table } from "../report/table.ts";
import { tablesFrom } from "./tables.ts";
import {
  candidateOf,
  context,
  figureIn,
  outcomeOf,
  outcomesOf,
  valuesOf,
} from "../../../../test/support/lab/tables.ts";

function tableOf(name: string, of: readonly Outcome[]): Table | undefined {
  return tablesFrom([name], context, of)[0];
}

const prior = [
  { model: "alpha", value: 2 },
  { model: "beta", value: 1 },
];

/**
 * The most similar candidate is wrong. The most certain one is right, and wins for lambda of 0.5 and more: .9 - .2 L
 * against .8.
 */
const sure = outcomeOf("smcs", "MBPP-1", {
  correct: 1,
  winner: 1,
  prior,
  candidates: [
    candidateOf({ correct: 0, similarity: 0.9, perplexity: 1.2 }),
    candidateOf({ correct: 1, similarity: 0.8, perplexity: 1 }),
    candidateOf({ correct: 0, similarity: 0.7, perplexity: 1.5 }),
    candidateOf({ correct: 1, similarity: null, perplexity: 1 }),
  ],
});

/** Without log-probabilities the similarities decide. These are equal, so the higher prior wins. */
const tied = outcomeOf("smcs", "MBPP-2", {
  correct: 0,
  winner: 1,
  prior,
  candidates: [
    candidateOf({ correct: 1, similarity: 0.9, perplexity: null, subset: ["beta"] }),
    candidateOf({ correct: 0, similarity: 0.9, perplexity: null, subset: ["alpha"] }),
  ],
});

describe("lambda", () => {
  it("is worked out from the candidates, and as set it is the run itself", () => {
    const table = tableOf("lambda", [sure]);
    assert.deepEqual(valuesOf(table, "Average"), { "0": 0, "0.25": 0, "0.5": 0, "1": 1, "2": 1, "4": 1 });
    assert.equal(figureIn(table, "0", "Against SMCS")?.value, -1);
    assert.deepEqual(valuesOf(tableOf("lambda", [tied]), "Average"), {
      "0": 0,
      "0.25": 0,
      "0.5": 0,
      "1": 0,
      "2": 0,
      "4": 0,
    });
  });
});

describe("the final choice", () => {
  it("by similarity, by perplexity, at random and at best, among the candidates that were scored", () => {
    const table = tableOf("final-choice", [sure]);
    assert.deepEqual(valuesOf(table, "MBPP"), {
      "Eq. 7, as run": 1,
      "Similarity only": 0,
      "Perplexity only": 1,
      "At random": 0.333333333,
      "The best of them": 1,
    });
  });

  it("leaves questions without log-probabilities out of perplexity only", () => {
    const table = tableOf("final-choice", [sure, tied]);
    assert.equal(figureIn(table, "Perplexity only", "MBPP")?.value, 1);
    assert.equal(figureIn(table, "Similarity only", "MBPP")?.value, 0);
  });

  it("stays what it was where there was nothing to choose", () => {
    const alone = outcomeOf("smcs", "own-1", { correct: 0.5 });
    assert.deepEqual(new Set(Object.values(valuesOf(tableOf("final-choice", [alone]), "own"))), new Set([0.5]));
  });
});

describe("Figure 6", () => {
  it("has the shares of questions with one and with several right candidates, and their differences", () => {
    const candidates = (...correct: readonly (number | null)[]) => ({
      candidates: correct.map((value) => candidateOf({ correct: value })),
    });
    const table = tableOf("figure-6", [
      outcomeOf("smcs", "MBPP-1", candidates(1, 0.5, 0)),
      outcomeOf("smcs", "MBPP-2", candidates(0, 1, 0.4)),
      outcomeOf("smcs", "MBPP-3", candidates(null)),
      outcomeOf("smcs/Kdrop=0", "MBPP-1", candidates(0, 0, 0)),
      outcomeOf("smcs/Kdrop=0", "MBPP-2", candidates(1, 1, 1)),
    ]);
    assert.deepEqual(valuesOf(table, "At least one"), { "Prior drop (Eq. 6)": 1, "No drop": 0.5 });
    assert.deepEqual(valuesOf(table, "Several"), { "Prior drop (Eq. 6)": 0.5, "No drop": 0.5 });
    assert.equal(figureIn(table, "No drop", "At least one, against Eq. 6")?.value, -0.5);
    assert.equal(figureIn(table, "No drop", "Several, against Eq. 6")?.value, 0);
  });
});

describe("Table 4", () => {
  it("ranks by RPS, by skills and by the bank, and pools the pairs", () => {
    const singles = [
      ...outcomesOf("single/alpha", { "MBPP-1": 1, "MBPP-2": 0, "own-1": 1 }),
      ...outcomesOf("single/beta", { "MBPP-1": 0, "MBPP-2": 1, "own-1": 1 }),
    ];
    const ranked = (variant: string, alpha: readonly number[]): Outcome[] =>
      ["MBPP-1", "MBPP-2", "own-1"].map((question, index) =>
        outcomeOf(variant, question, {
          prior: [
            { model: "alpha", value: alpha[index] ?? 0 },
            { model: "beta", value: 1 },
          ],
        }),
      );
    const table = tableOf("table-4", [
      ...singles,
      // SMCS orders both questions of MBPP right; Symbolic-MoE ties the first and orders the second wrong.
      ...ranked("smcs", [2, 0, 2]),
      ...ranked("symbolic-moe", [1, 2, 2]),
    ]);
    // Beta is better on the whole bank and on MBPP, which is right for the second question only.
    const ofBank = { "Best on the bank": 0.5, "Best on the bank's data set": 0.5 };
    assert.deepEqual(valuesOf(table, "Pooled"), { RPS: 1, "Symbolic-MoE*": 0, ...ofBank });
    assert.deepEqual(valuesOf(table, "Ties"), {
      RPS: 0,
      "Symbolic-MoE*": 0.5,
      "Best on the bank": 0,
      "Best on the bank's data set": 0,
    });
    assert.equal(figureIn(table, "Symbolic-MoE*", "Pooled, against RPS")?.value, -1);
    assert.equal(figureIn(table, "RPS", "MBPP")?.paper, 0.7061);
    // Both models are right on the own question: there is no pair.
    assert.equal(figureIn(table, "RPS", "own")?.value, null);
  });

  it("compares with RPS on the questions that both ranked", () => {
    const prior = [
      { model: "alpha", value: 1 },
      { model: "beta", value: 0 },
    ];
    const table = tableOf("table-4", [
      ...outcomesOf("single/alpha", { "MBPP-1": 1, "MBPP-2": 1 }),
      ...outcomesOf("single/beta", { "MBPP-1": 0, "MBPP-2": 0 }),
      outcomeOf("smcs", "MBPP-1", { prior }),
      // The run failed before it ranked any model.
      outcomeOf("smcs", "MBPP-2", { prior: [], error: "No." }),
      outcomeOf("symbolic-moe", "MBPP-1", { prior }),
      outcomeOf("symbolic-moe", "MBPP-2", { prior }),
    ]);
    assert.equal(figureIn(table, "Symbolic-MoE*", "Pooled, against RPS")?.value, 0);
  });

  it("pools where the mean over questions does not", () => {
    const three = { ...context, models: ["a", "b", "c"].map((name) => ({ name, pool: true })), bankAccuracy: [] };
    const values = (a: number, b: number, c: number) => ({
      prior: [
        { model: "a", value: a },
        { model: "b", value: b },
        { model: "c", value: c },
      ],
    });
    const [table] = tablesFrom(["table-4"], three, [
      ...outcomesOf("single/a", { "s-1": 1, "s-2": 1 }),
      ...outcomesOf("single/b", { "s-1": 0, "s-2": 0 }),
      ...outcomesOf("single/c", { "s-1": 0, "s-2": null }),
      // Two pairs are in order; one pair is not.
      outcomeOf("smcs", "s-1", values(3, 2, 1)),
      outcomeOf("smcs", "s-2", values(1, 2, 3)),
    ]);
    assert.equal(figureIn(table, "RPS", "Mean over questions")?.value, 0.5);
    assert.ok(Math.abs((figureIn(table, "RPS", "Pooled")?.value ?? 0) - 2 / 3) < 1e-12);
  });
});

describe("Figure 5", () => {
  it("has the mean share of each of the bank's data sets, without questions that have no support", () => {
    const table = tableOf("figure-5", [
      outcomeOf("smcs", "MBPP-1", { supportBySource: { mbpp: 0.75, __proto__x: 0.25 } }),
      outcomeOf("smcs", "MBPP-2", { supportBySource: { mbpp: 0.25, web: 0.75 } }),
      outcomeOf("smcs", "MBPP-3"),
    ]);
    assert.equal(figureIn(table, "MBPP", "mbpp")?.value, 0.5);
    assert.equal(figureIn(table, "MBPP", "web")?.value, 0.375);
    assert.ok(table?.notes.includes("Questions without support questions are left out: 1."));
  });
});

describe("Table 8", () => {
  it("has mean and deviation of the candidates' perplexities, and of the winners'", () => {
    const outcome = outcomeOf("smcs", "MBPP-1", {
      winner: 0,
      candidates: [
        candidateOf({ perplexity: 1.25 }),
        candidateOf({ perplexity: 1.75 }),
        candidateOf({ perplexity: null }),
      ],
    });
    const table = tableOf("table-8", [outcome]);
    assert.deepEqual(figureIn(table, "alpha", "MBPP"), { value: 1.5, deviation: Math.sqrt(0.125) });
    assert.deepEqual(figureIn(table, "alpha, winners", "MBPP"), { value: 1.25 });
  });
});

describe("Table 10", () => {
  it("takes components away, two rows from the same candidates", () => {
    const noDrop = { ...sure, variant: "smcs/Kdrop=0" };
    const table = tableOf("table-10", [sure, noDrop, ...outcomesOf("mixture-of-agents", { "MBPP-1": 0 })]);
    assert.deepEqual(valuesOf(table, "MBPP"), {
      "None of them (MoA)": 0,
      // K = 2 covers all of the pool's two models.
      Similarity: 0,
      RPS: 0.333333333,
      "RPS, similarity": 0,
      "RPS, similarity, perplexity": 1,
      "All: SMCS": 1,
    });
    assert.equal(figureIn(table, "RPS", "MBPP")?.paper, 0.824);
    assert.equal(figureIn(table, "All: SMCS", "Against SMCS")?.value, null);
  });

  it("compares with SMCS, not with another choice among its candidates, where nothing is dropped", () => {
    const undropped = { ...context, parameters: { ...context.parameters, dropCount: 0 } };
    const [table] = tablesFrom(["table-10"], undropped, [sure]);
    const against = valuesOf(table, "Against SMCS");
    assert.deepEqual(against, {
      Similarity: -1,
      RPS: -0.666666667,
      "RPS, similarity": -1,
      "RPS, similarity, perplexity": 0,
      "All: SMCS": null,
    });
  });
});

describe("sweeps", () => {
  it("have a row for each value that was run, with accuracy and cost, and the paper's", () => {
    const table = tableOf("table-12", [
      ...outcomesOf("smcs", { "MMLU-PRO-1": 1, "MMLU-PRO-2": 1 }).map((outcome) => ({
        ...outcome,
        source: "MMLU-PRO",
      })),
      ...outcomesOf("smcs/n=1", { "MMLU-PRO-1": 1, "MMLU-PRO-2": 0 }).map((outcome) => ({
        ...outcome,
        source: "MMLU-PRO",
        costUsd: 0.005,
      })),
    ]);
    assert.deepEqual(valuesOf(table, "MMLU-PRO"), { "1": 0.5, "4": 1 });
    assert.equal(figureIn(table, "1", "MMLU-PRO")?.paper, 0.8127);
    assert.deepEqual(valuesOf(table, "Against SMCS"), { "1": -0.5, "4": null });
    assert.deepEqual(figureIn(table, "1", "Cost"), { value: 0.01, paper: 1.54 });
    assert.deepEqual(table?.chart, { kind: "lines", columns: ["MMLU-PRO", "Average", "Cost"], along: "n" });
  });

  it("of the pool and the bank end at SMCS itself", () => {
    const both = [...outcomesOf("smcs", { "MBPP-1": 1 }), ...outcomesOf("smcs/pool=1", { "MBPP-1": 0 })];
    assert.deepEqual(valuesOf(tableOf("figure-4", both), "Average"), { "1": 0, "2": 1 });
    const bank = [...outcomesOf("smcs", { "MBPP-1": 1 }), ...outcomesOf("smcs/bank=25", { "MBPP-1": 0 })];
    assert.deepEqual(valuesOf(tableOf("bank-size", bank), "Average"), { "25": 0, "100": 1 });
  });
});

describe("simulated models", () => {
  it("are named in every table", () => {
    const tables = tablesFrom(["lambda", "table-3"], { ...context, simulated: true }, [sure]);
    for (const { notes } of tables) assert.match(notes[0] ?? "", /simulated/);
  });
});
