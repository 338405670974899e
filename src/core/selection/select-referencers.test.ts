import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf, embedded, type Row, SPACE } from "../../../test/support/core/banks.ts";
import { type Parameters, resolveParameters } from "../parameters.ts";
import { selectReferencers } from "./select-referencers.ts";

const pool = (...names: string[]) => names.map((name) => ({ name, price: null }));
const select = (rows: readonly Row[], names: readonly string[], parameters: Partial<Parameters> = {}) =>
  selectReferencers(
    { text: "How?", embedding: embedded(1, 0) },
    bankOf(rows),
    pool(...names),
    resolveParameters("coding", { dropCount: 0, ...parameters }),
  );

describe("the report of a selection", () => {
  it("tells the support, its sources, every prior and the referencers", () => {
    const rows = [
      { source: "mbpp", domain: "coding", vector: [3, 4], outcomes: { a: 1, b: 0, c: 1 } },
      { source: "gpqa", vector: [0, 1], outcomes: { a: 1, b: 1, c: 1 } },
      { source: "mbpp", domain: "coding", vector: [1, 0], outcomes: { a: 0, b: 1, c: 1 } },
    ];
    const [near, far] = [1, Math.fround(0.6)];
    assert.deepEqual(select(rows, ["a", "b", "c"], { referencers: 2, supportBase: 2 }), {
      question: "How?",
      space: SPACE,
      bankSize: 3,
      threshold: 0.95 * far,
      support: [
        { id: "q02", source: "mbpp", similarity: near },
        { id: "q00", source: "mbpp", similarity: far },
      ],
      supportBySource: { mbpp: 1 },
      prior: [
        { model: "c", value: near + far, evaluated: true, overall: 1 },
        { model: "b", value: near, evaluated: true, overall: 2 / 3 },
        { model: "a", value: far, evaluated: true, overall: 2 / 3 },
      ],
      referencers: ["c", "b"],
      coding: true,
      closestSource: "mbpp",
      warnings: [],
    });
  });

  it("selects every model when K is the pool's size or more", () => {
    for (const referencers of [2, 3]) {
      assert.deepEqual(select([{ outcomes: { a: 0, b: 1 } }], ["a", "b"], { referencers }).referencers, ["b", "a"]);
    }
  });

  it("calls a question coding when exactly half of its support weight is", () => {
    const coding = { domain: "coding" };
    assert.equal(select([coding, {}], ["a"]).coding, true);
    assert.equal(select([coding, {}, {}], ["a"]).coding, false);
    // By weight, not by number: coding has 1, two other questions have 0.6 each.
    const others = { vector: [3, 4] };
    assert.equal(select([coding, others, others], ["a"], { tolerance: 0 }).coding, false);
    assert.equal(select([coding, others], ["a"], { tolerance: 0 }).coding, true);
    assert.equal(select([{}, { ...others, ...coding }], ["a"], { tolerance: 0 }).coding, false);
  });

  it("finds the closest source by weight, not by number", () => {
    const rows = [{ source: "many", vector: [1, 9] }, { source: "many", vector: [1, 9] }, { source: "near" }];
    const { closestSource, supportBySource } = select(rows, ["a"], { tolerance: 0 });
    assert.equal(closestSource, "near");
    assert.deepEqual(supportBySource, { near: 1 / 3, many: 2 / 3 });
  });

  it("finds a small source whose questions are closer than those of a large one", () => {
    // 40 questions of cosine 0.8 weigh 32, three of cosine 0.96 weigh 2.88; the three most similar: 2.4 against 2.88.
    const large = Array.from({ length: 40 }, () => ({ source: "large", vector: [4, 3] }));
    const small = (count: number) => Array.from({ length: count }, () => ({ source: "small", vector: [24, 7] }));
    assert.equal(select([...large, ...small(3)], ["a"], { tolerance: 0 }).closestSource, "small");
    // 2 of 0.96 are less than 3 of 0.8, so one or two similar questions do not make the closest data set.
    assert.equal(select([...large, ...small(2)], ["a"], { tolerance: 0 }).closestSource, "large");
  });

  it("takes the source with more weight among equally close ones, then the first by name", () => {
    const rows = (sources: string) => Array.from(sources, (source) => ({ source }));
    assert.equal(select(rows("aaabbbb"), ["m"]).closestSource, "b");
    assert.equal(select(rows("bbbbaaaa"), ["m"]).closestSource, "a");
  });

  it("has no closest source, no shares and no coding without support, and says what stood in", () => {
    const rows = [{ source: "mbpp", domain: "coding", vector: [-1, 0], outcomes: { a: 0, b: 1 } }];
    const { support, supportBySource, closestSource, coding, prior, warnings } = select(rows, ["a", "b"]);
    assert.deepEqual([support, supportBySource, closestSource, coding], [[], {}, null, false]);
    assert.deepEqual(
      prior.map(({ model, value }) => [model, value]),
      [
        ["b", 1],
        ["a", 0],
      ],
    );
    assert.match(warnings.join(), /overall accuracy/);
  });

  it("warns of an empty bank and of a bank that knows no model of the pool", () => {
    const empty = select([], ["b", "a"]);
    assert.match(empty.warnings.join(), /bank is empty/);
    assert.deepEqual([empty.bankSize, empty.threshold, empty.referencers], [0, 0, ["a", "b"]]);
    assert.match(select([{ outcomes: { other: 1 } }], ["a", "b"]).warnings.join(), /evaluated/);
    // A single model involves no choice.
    for (const pool of [[], ["a"]]) assert.deepEqual(select([], pool).warnings, []);
  });

  it("does not deny the overall accuracy that decides when nobody is evaluated on the support", () => {
    // 9 of 20 support questions are known: too few to count, yet b's overall accuracy puts it first.
    const rows = Array.from({ length: 20 }, (_, i) => ({ outcomes: i < 9 ? { a: 0, b: 1 } : {} }));
    const pool = ["a", "b"].map((name) => ({ name, price: null }));
    const parameters = resolveParameters("coding", {});
    const { referencers, warnings } = selectReferencers(
      { text: "?", embedding: embedded(1, 0) },
      bankOf(rows),
      pool,
      parameters,
    );
    assert.deepEqual(referencers, ["b", "a"]);
    assert.match(warnings.join(), /by their overall accuracy/);
  });

  it("has shares that add up to 1 and the closest source among them", () => {
    const row = fc.record({
      source: fc.constantFrom("x", "y", "z"),
      vector: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 })),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (rows, supportBase) => {
          const { supportBySource, closestSource, support } = select(rows, ["a"], { supportBase });
          const shares = Object.values(supportBySource);
          assert.ok(support.length > 0 && closestSource !== null && closestSource in supportBySource);
          assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
        },
      ),
    );
  });
});
