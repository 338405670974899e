import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, embedded } from "../../../../test/support/core/banks.ts";
import { resolveParameters } from "../../../core/parameters.ts";
import { type PackedBank, tallyOf } from "../../../core/packed-bank/index.ts";
import { selectReferencers } from "../../../core/selection/index.ts";
import { choiceQuestion } from "../../../../test/support/lab/benchmark.ts";
import { BankParts } from "./bank-parts.ts";
import type { PlainQuestion } from "./read-questions.ts";

const rows = Array.from({ length: 12 }, (_, row) => ({
  id: `q${row}`,
  source: row % 3 === 0 ? "rare" : "common",
  domain: row % 2 === 0 ? "coding" : "math",
  vector: [1, row / 10],
  outcomes: { a: row % 2, b: row % 3 === 0 ? 1 : 0 },
}));
const bank = bankOf(rows);
const questions: PlainQuestion[] = rows.map(({ id, source }) => choiceQuestion(id, { source, split: "bank" }));
const split = {
  test: [choiceQuestion("asked")],
  searched: new Set(rows.slice(1).map(({ id }) => id)),
  dataSetOf: ({ source }: { source: string }) => source,
  notes: [],
};
const parts = new BankParts(bank, questions, split);
const idsOf = ({ questions }: PackedBank): string[] =>
  Array.from({ length: questions.size }, (_, row) => questions.id(row));

describe("parts of a bank", () => {
  it("select as a bank of only those questions would", () => {
    const parameters = resolveParameters("paper", { supportBase: 5 });
    const pool = ["a", "b"].map((name) => ({ name, price: null }));
    const alone = bankOf(rows.slice(1).filter(({ source }) => source === "common"));
    const part = parts.partFor({ kind: "single-domain" }, "common", 1);
    const select = (from: PackedBank) =>
      selectReferencers({ text: "?", embedding: embedded(1, 0.4) }, from, pool, parameters);
    assert.deepEqual(select(part), select(alone));
    assert.deepEqual(tallyOf(part, "coding"), tallyOf(alone, "coding"));
  });

  it("hold the searched questions of the asked question's data set, of all others, or none", () => {
    const ids = (kind: "unified" | "single-domain" | "out-of-domain" | "none"): string =>
      idsOf(parts.partFor({ kind }, "rare", 1)).join(" ");
    assert.equal(ids("unified"), "q1 q2 q3 q4 q5 q6 q7 q8 q9 q10 q11");
    assert.equal(ids("single-domain"), "q3 q6 q9");
    assert.equal(ids("out-of-domain"), "q1 q2 q4 q5 q7 q8 q10 q11");
    assert.equal(ids("none"), "");
    const only = (name: string): string => idsOf(parts.partFor({ kind: "data-set", name }, "common", 1)).join(" ");
    assert.deepEqual([only("rare"), only("nowhere")], ["q3 q6 q9", ""], "whatever is asked");
  });

  it("are samples of which the smaller lie within the larger, and which the seed decides", () => {
    const sample = (size: number, seed: number): string[] =>
      idsOf(parts.partFor({ kind: "sample", size }, "rare", seed));
    assert.equal(sample(4, 1).length, 4);
    assert.ok(sample(4, 1).every((id) => sample(7, 1).includes(id)));
    assert.equal(sample(100, 1).length, 11);
    assert.ok([2, 3, 4, 5].some((seed) => sample(4, seed).join() !== sample(4, 1).join()));
  });

  it("scan the bank once for a question, and forget what was asked long ago", () => {
    let scans = 0;
    const counting = {
      ...bank,
      scan: () => {
        scans += 1;
        return new Float32Array(rows.length);
      },
    };
    const counted = new BankParts(counting, questions, split);
    const vectors = Array.from({ length: 300 }, () => new Float32Array(2));
    const ask = (vector: Float32Array | undefined): void => {
      assert.ok(vector);
      counted.unified.scan?.(vector);
      counted.partFor({ kind: "single-domain" }, "rare", 1).scan?.(vector);
    };
    vectors.forEach(ask);
    assert.equal(scans, 300);
    ask(vectors.at(-1));
    assert.equal(scans, 300);
    // Keeping all of S for every question would fill the memory with a large bank.
    ask(vectors[0]);
    assert.equal(scans, 301);
  });

  it("are made once", () => {
    assert.equal(
      parts.partFor({ kind: "single-domain" }, "rare", 1),
      parts.partFor({ kind: "single-domain" }, "rare", 2),
    );
  });
});
