import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { resolveParameters } from "../../core/parameters.ts";
import { randomStream } from "../../core/random.ts";
import { selectReferencers } from "../../core/selection/index.ts";
import type { Split } from "./split.ts";
import { lessonOf, questionsOf, type Row } from "../../../test/support/lab/selection-study.ts";
import { normalise } from "../../core/embedding.ts";
import {
  bestSingle,
  labelBest,
  type Method,
  methods,
  oracle,
  coverage,
  paper,
  random,
  skillBest,
  symbolicMoe,
  tuned,
  variants,
} from "./methods.ts";

const models = ["a", "b"];

/** Three bank questions of two data sets, and the tested question 3. */
const rows: Row[] = [
  { source: "s", domain: "math", topic: "sets", outcomes: { a: 1, b: 0 } },
  { source: "s", domain: "math", topic: "graphs", outcomes: { a: 0.5, b: 1 } },
  { source: "t", domain: "law", outcomes: { a: 0, b: 1 } },
  { source: "s", domain: "math", topic: "sets", outcomes: { a: 0, b: 1 } },
];
const split: Split = { seed: 1, bank: [0, 1, 2], test: [3] };
const judged = (method: Method, last: Row = rows[3] ?? {}): number[] => {
  const questions = questionsOf([...rows.slice(0, 3), last]);
  return Array.from(method.learn(lessonOf(questions, split, models))(3));
};

describe("best-single", () => {
  it("judges by the accuracy on the whole bank", () => {
    assert.deepEqual(judged(bestSingle), [1.5 / 3, 2 / 3]);
  });

  it("takes a model that the bank does not know for always wrong", () => {
    const lesson = lessonOf(questionsOf(rows), split, ["stranger", "a"]);
    assert.deepEqual(bestSingle.learn(lesson)(3), [0, 0.5]);
  });
});

describe("label-best", () => {
  it("judges by the accuracy on the tested question's data set", () => {
    assert.deepEqual(judged(labelBest), [0.75, 0.5]);
  });

  it("judges by the whole bank where it has no question of that data set", () => {
    assert.deepEqual(judged(labelBest, { source: "unheard of" }), [0.5, 2 / 3]);
  });
});

describe("skill-best", () => {
  it("judges by overall accuracy times the accuracies on domain and topic", () => {
    assert.deepEqual(judged(skillBest), [0.5 * 0.75 + 0.5 * 1, (2 / 3) * 0.5 + (2 / 3) * 0]);
  });

  it("uses what skills the bank knows, and the whole bank without any", () => {
    assert.deepEqual(judged(skillBest, { domain: "law", topic: "tax" }), [0, 2 / 3]);
    assert.deepEqual(judged(skillBest, { domain: "art" }), [0.5, 2 / 3]);
    // Bank questions without a topic do not form a topic of their own.
    assert.deepEqual(judged(skillBest, { domain: "law" }), [0, 2 / 3]);
  });
});

describe("symbolic-moe", () => {
  it("judges by how likely a model is drawn as an expert", () => {
    // By hand: a has 1 + 0 on math, 1 on sets, 0 on graphs and -1 on law; b has -1 + 1, -1, 1 and 1. Both have 1
    // overall, so only the sums of the keywords differ: 2 against -1 on math and sets.
    assert.deepEqual(judged(symbolicMoe), [1, 0]);
    assert.deepEqual(judged(symbolicMoe, { domain: "law", topic: "graphs" }), [0, 1]);
    assert.deepEqual(judged(symbolicMoe, { domain: "art" }), [0.5, 0.5]);
  });
});

describe("oracle and random", () => {
  it("judge by the tested outcomes, and by nothing", () => {
    assert.deepEqual(judged(oracle), [0, 1]);
    const lesson = { ...lessonOf(questionsOf(rows), split, models), random: randomStream(1, "random") };
    const judge = random.learn(lesson);
    assert.notDeepEqual(judge(3), judge(3));
  });
});

describe("tuned", () => {
  const vectors = Array.from({ length: 61 }, (_, index) => (index % 2 === 0 ? [4, 1] : [1, 4]));
  const kinds = questionsOf(vectors.map((_, index) => ({ outcomes: { a: index % 2, b: 1 - (index % 2) } })));
  const bank = Array.from({ length: 60 }, (_, index) => index);

  it("judges by what was learned from the whole bank, and takes unknown models for average ones", () => {
    const lesson = { ...lessonOf(kinds, { seed: 1, bank, test: [60] }, ["a", "new", "b"], vectors) };
    const [a = 0, unknown = 0, b = 0] = Array.from(tuned.learn(lesson)(60));
    assert.ok(a < unknown && unknown < b && b <= 1);
  });

  it("is RPS where nothing can be learned", () => {
    assert.deepEqual(judged(tuned), judged(paper));
    const { embeddingOf: _, ...lesson } = lessonOf(kinds, { seed: 1, bank, test: [60] }, models, vectors);
    assert.deepEqual(tuned.learn(lesson)(60), paper.learn(lesson)(60));
  });
});

describe("paper", () => {
  it("sums the similar questions' outcomes, weighed by similarity", () => {
    const vectors = [
      [1, 0],
      [4, 3],
      [0, 1],
      [1, 0],
    ];
    const questions = questionsOf(rows);
    const lesson = { ...lessonOf(questions, split, models, vectors), supportBase: 2 };
    // S = 1, 0.8 and 0; t = 0.8.
    const [a = 0, b = 0] = Array.from(paper.learn(lesson)(3));
    assert.ok(Math.abs(a - (1 + 0.8 * 0.5)) < 1e-6);
    assert.ok(Math.abs(b - 0.8) < 1e-6);
  });

  it("is what selectReferencers works out for a run", () => {
    const outcome = fc.constantFrom(0, 0.5, 1);
    const row = fc.record({ vector: fc.tuple(fc.nat(9), fc.nat(9)), a: outcome, b: outcome, c: outcome });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (drawn, base) => {
        const all = questionsOf(drawn.map(({ a, b, c }) => ({ outcomes: { a, b, c } })));
        const vectors = drawn.map(({ vector: [x, y] }) => [x + 1, y]);
        const bank = drawn.map((_, index) => index).slice(1);
        const lesson = lessonOf(all, { seed: 1, bank, test: [0] }, ["a", "b", "c"], vectors);
        const judged = Array.from(paper.learn({ ...lesson, supportBase: base })(0));
        const asked = { space: lesson.bank.space, vector: normalise(vectors[0] ?? []) };
        const pool = ["a", "b", "c"].map((name) => ({ name, price: null }));
        const parameters = resolveParameters("coding", { supportBase: base });
        const { prior } = selectReferencers({ text: "?", embedding: asked }, lesson.bank, pool, parameters);
        const values = new Map(prior.map(({ model, value }) => [model, value]));
        assert.deepEqual(judged, [values.get("a"), values.get("b"), values.get("c")]);
      }),
    );
  });

  it("has variants with one parameter changed", () => {
    const vectors = [
      [1, 0],
      [4, 3],
      [3, 4],
      [1, 0],
    ];
    const lesson = { ...lessonOf(questionsOf(rows), split, models, vectors), supportBase: 1 };
    const swept = variants({ supportBases: [2, 3], tolerances: [0.6] });
    assert.deepEqual(
      swept.map(({ name }) => name),
      ["N_sup_base = 2", "N_sup_base = 3", "gamma = 0.6"],
    );
    const [two, three, wide] = swept.map((method) => Array.from(method.learn(lesson)(3)));
    const base = (supportBase: number): number[] => Array.from(paper.learn({ ...lesson, supportBase })(3));
    assert.deepEqual(two, base(2));
    assert.deepEqual(three, base(3));
    assert.notDeepEqual(three, two);
    // With gamma at 0.6, all three questions support the choice, as with N_sup_base = 3.
    assert.deepEqual(wide, three);
  });
});

describe("coverage", () => {
  it("puts the chosen three first, then the others of the chosen seven, then the rest", () => {
    // By accuracy a to h: e is right where a is wrong, and h adds more than g, which is right only where others are.
    const columns = ["111111000", "111110000", "111101000", "111011000", "100000111", "111100000", "111000000"];
    columns.push("000000110");
    const names = Array.from("abcdefgh");
    const outcomesOf = (row: number) =>
      Object.fromEntries(names.map((name, at) => [name, Number(columns[at]?.charAt(row))]));
    const questions = questionsOf([
      ...Array.from({ length: 9 }, (_, row) => ({ outcomes: outcomesOf(row) })),
      { outcomes: {} },
    ]);
    const split = { seed: 1, bank: Array.from({ length: 9 }, (_, row) => row), test: [9] };
    const values = Array.from(coverage.learn(lessonOf(questions, split, names))(9));
    const ranked = names.toSorted(
      (one, other) => (values[names.indexOf(other)] ?? 0) - (values[names.indexOf(one)] ?? 0),
    );
    assert.deepEqual(ranked.join(""), "abecdfhg");
  });
});

describe("every method but the oracle", () => {
  it("judges alike whatever the tested outcomes are", () => {
    for (const method of methods.filter((method) => method !== oracle)) {
      const other = { ...rows[3], outcomes: { a: 1, b: 0 } };
      assert.deepEqual(judged(method, other), judged(method), method.name);
    }
    assert.notDeepEqual(judged(oracle, { ...rows[3], outcomes: { a: 1, b: 0 } }), judged(oracle));
  });

  it("has a name of its own", () => {
    assert.deepEqual(
      methods.map(({ name }) => name),
      [
        "paper",
        "coverage",
        "best-single",
        "label-best",
        "skill-best",
        "symbolic-moe",
        "tuned",
        "tuned-fitted",
        "random",
        "oracle",
      ],
    );
  });
});
