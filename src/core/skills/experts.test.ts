import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { randomStream } from "../random.ts";
import { drawExperts, expertWeights } from "./experts.ts";

/**
 * By hand, +1 for a right answer and -1 for a wrong one to each skill of a question:
 *
 * |   | algebra | graphs | trees | all | all + 4 | squared |
 * | a |      +2 |      0 |    +1 |   3 |       7 |      49 |
 * | b |       0 |     +2 |    -1 |   1 |       5 |      25 |
 * | c |      -2 |      0 |    -1 |  -3 |       1 |       1 |
 */
const bank = bankOf([
  { skills: ["algebra"], outcomes: { a: 1, b: 0, c: 0 } },
  { skills: ["algebra", "graphs"], outcomes: { a: 1, b: 1, c: 0 } },
  { skills: ["graphs"], outcomes: { a: 0, b: 1, c: 1 } },
  { skills: ["trees"], outcomes: { a: 1, b: 0, c: 0 } },
]);
const trio = ["a", "b", "c"];

function near(found: readonly number[] | null, expected: readonly number[]): void {
  assert.equal(found?.length, expected.length);
  const isNear = found.every((value, index) => Math.abs(value - expected[index]!) < 1e-12);
  assert.ok(isNear, `${found.join()} instead of ${expected.join()}`);
}

describe("the weights of experts", () => {
  it("are local suitability times overall strength, which counts by its square", () => {
    // On algebra and graphs, a and b have 2 each and c has -2: only positive sums count.
    near(expertWeights(bank, trio, ["algebra", "graphs"]), [98 / 148, 50 / 148, 0]);
    near(expertWeights(bank, ["c", "b", "a"], ["graphs", "algebra"]), [0, 50 / 148, 98 / 148]);
    // Strength at temperature 0.5 is a softmax of its logarithm.
    const exponents = [7, 5].map((strength) => Math.exp(Math.log(strength) / 0.5 + Math.log(2)));
    near(
      expertWeights(bank, ["a", "b", "c"], ["algebra", "graphs"])!.slice(0, 2),
      exponents.map((one) => one / (exponents[0]! + exponents[1]!)),
    );
  });

  it("leave only those that are more often right than wrong on the keywords, where there are any", () => {
    near(expertWeights(bank, trio, ["algebra"]), [1, 0, 0]);
    near(expertWeights(bank, trio, ["graphs"]), [0, 1, 0]);
  });

  it("count a keyword twice where two keywords of the question became that one", () => {
    // a: 2 + 2 + 0, b: 0 + 0 + 2.
    near(expertWeights(bank, trio, ["algebra", "algebra", "graphs"]), [196 / 246, 50 / 246, 0]);
  });

  it("are raised above zero together where nobody is more often right than wrong", () => {
    // On trees b and c have -1 each, so both count 1; between the two, their strengths are 5 and 1, squared.
    near(expertWeights(bank, ["b", "c"], ["trees"]), [25 / 26, 1 / 26]);
    // On algebra b has 0 and c -2: b counts 3, c 1.
    near(expertWeights(bank, ["b", "c"], ["algebra"]), [75 / 76, 1 / 76]);
  });

  it("are equal for equal models, whatever their order", () => {
    const level = bankOf([{ skills: ["sql"], outcomes: { a: 1, b: 1, c: 0 } }]);
    near(expertWeights(level, trio, ["sql"]), [0.5, 0.5, 0]);
    near(expertWeights(level, ["b", "c", "a"], ["sql"]), [0.5, 0, 0.5]);
  });

  it("leave out whom nobody has evaluated on any of the keywords, and are none where that is everybody", () => {
    const partly = bankOf([
      { skills: ["sql"], outcomes: { a: 1, b: 1 } },
      { skills: ["law"], outcomes: { a: 1, b: 0, c: 1 } },
    ]);
    // Overall a has 2, b 0, c 1: none is below zero, so nothing is added; squared 4, 0 and 1.
    near(expertWeights(partly, trio, ["sql"]), [1, 0, 0]);
    near(expertWeights(partly, ["a", "c", "stranger"], ["law"]), [0.8, 0.2, 0]);
    assert.equal(expertWeights(partly, ["c", "stranger"], ["sql"]), null);
    assert.equal(expertWeights(partly, trio, ["unheard of"]), null);
    assert.equal(expertWeights(partly, trio, []), null);
    assert.equal(expertWeights(bankOf([]), trio, ["sql"]), null);
  });

  it("go by the keywords alone where strength says nothing of those that count", () => {
    const even = bankOf([
      { skills: ["sql"], outcomes: { a: 1, b: 0 } },
      { skills: ["law"], outcomes: { a: 0, b: 1 } },
      { skills: ["art"], outcomes: { b: 1 } },
    ]);
    // Overall a has 0 and b 1: a's strength is 0, though only a is good at SQL.
    near(expertWeights(even, ["a", "b"], ["sql"]), [1, 0]);
  });

  it("count half-right and weak outcomes for what they are", () => {
    const graded = bankOf([
      { skills: ["sql"], outcomes: { a: 0.75, b: [1, 0.25] } },
      { skills: ["art"], outcomes: { a: 1, b: 1 } },
    ]);
    // a: +0.5 on SQL and 1.5 overall, b: +0.25 and 1.25.
    const [a, b] = [0.5 * 1.5 ** 2, 0.25 * 1.25 ** 2];
    near(expertWeights(graded, ["a", "b"], ["sql"]), [a / (a + b), b / (a + b)]);
  });

  it("take domain and topic of questions without keywords", () => {
    const labelled = bankOf([{ domain: "Math", outcomes: { a: 1, b: 0 } }]);
    near(expertWeights(labelled, ["a", "b"], ["math"]), [1, 0]);
  });
});

describe("the experts", () => {
  const weights = [98 / 148, 50 / 148, 0];
  const seeds = Array.from({ length: 20_000 }, (_, seed) => seed);
  const draws = seeds.map((seed) => drawExperts(trio, weights, randomStream(seed, "experts")));
  const share = (isIn: (experts: readonly string[]) => boolean): number => draws.filter(isIn).length / draws.length;
  /** Returns four standard deviations of a share over all seeds. */
  const slack = (p: number): number => 4 * Math.sqrt((p * (1 - p)) / seeds.length);
  const assertShare = (found: number, p: number): void => {
    assert.ok(Math.abs(found - p) <= slack(p), `${found} instead of ${p}`);
  };

  it("are three draws by the weights, one after the other, in which a model may come again", () => {
    assert.ok(draws.every(({ length }) => length === 3));
    const [a, b] = weights as [number, number];
    for (const place of [0, 1, 2])
      assertShare(
        share((experts) => experts[place] === "a"),
        a,
      );
    assertShare(
      share((experts) => experts.join("") === "aaa"),
      a ** 3,
    );
    assertShare(
      share((experts) => experts.join("") === "bbb"),
      b ** 3,
    );
    assertShare(
      share((experts) => experts.filter((one) => one === "a").length === 2),
      3 * a * a * b,
    );
    assert.equal(
      share((experts) => experts.includes("c")),
      0,
    );
  });

  it("are the same for the same seed", () => {
    assert.deepEqual(drawExperts(trio, weights, randomStream(7, "experts")), draws[7]);
  });

  it("never are a model without weight, however high the random number is", () => {
    assert.deepEqual(
      drawExperts(trio, weights, () => 1 - 2 ** -53),
      ["b", "b", "b"],
    );
    assert.deepEqual(
      drawExperts(["a"], [1], () => 0),
      ["a", "a", "a"],
    );
    assert.deepEqual(
      drawExperts([], [], () => 0),
      [],
    );
  });
});
