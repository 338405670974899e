import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf, type Row } from "../../../test/support/core/banks.ts";
import { chooseByCoverage, chooseByValue, type ChosenModel, type CostShares } from "./coverage.ts";
import { priors } from "./prior.ts";
import { rankByPrior } from "./referencers.ts";

/** Outcomes of each model, one character a question: right, wrong, half right, or unknown. */
type Columns = Readonly<Record<string, string>>;

const outcomeOf: Readonly<Record<string, number | readonly [number, number]>> = { "1": 1, "0": 0, h: 0.5, w: [1, 0.5] };

/** Returns a bank of these outcomes, all of it as support, and its models in the order of Eq. 5. */
function worldOf(columns: Columns, similarities?: readonly number[], costs: Readonly<Record<string, CostShares>> = {}) {
  const models = Object.keys(columns);
  const count = Object.values(columns)[0]?.length ?? 0;
  const rows = Array.from({ length: count }, (_, row): Row => {
    const known = models.flatMap((model) => {
      const outcome = outcomeOf[columns[model]?.charAt(row) ?? "?"];
      return outcome === undefined ? [] : [[model, outcome] as const];
    });
    return { outcomes: Object.fromEntries(known) };
  });
  const bank = bankOf(rows);
  const support = {
    rows: Uint32Array.from({ length: count }, (_, row) => row),
    similarities: Float32Array.from(similarities ?? rows.map(() => 1)),
  };
  const ranked = rankByPrior(
    priors(bank, models, support).models.map((prior) => {
      const own = costs[prior.model];
      return { ...prior, price: null, ...(own !== undefined && { costs: own }) };
    }),
  );
  return { bank, ranked, support };
}

const byCoverage = (columns: Columns, count: number, similarities?: readonly number[]): ChosenModel[] => {
  const { bank, ranked, support } = worldOf(columns, similarities);
  return chooseByCoverage(bank, ranked, support, count);
};
const byValue = (columns: Columns, count: number, costs: Readonly<Record<string, CostShares>>): string[] => {
  const { bank, ranked, support } = worldOf(columns, undefined, costs);
  return names(chooseByValue(bank, ranked, support, count));
};
const names = (chosen: readonly { readonly model: string }[]): string[] => chosen.map(({ model }) => model);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rounded = (chosen: readonly ChosenModel[]) =>
  chosen.map(({ model, adds }) => [model, Number(adds.toFixed(6))] as const);

describe("the models of objective coverage", () => {
  const columns = { best: "1111110000", second: "1111100000", other: "0000111100", weak: "0000000001" };

  it("are right where the best one is wrong, each with what it adds", () => {
    // By hand: where `best` is right, a chance of 1 - (1 + 0.6) / 2 = 0.2 is open, elsewhere 0.7. The outcomes of `other`
    // are 2 * 0.2 + 2 * 0.7 = 1.8 of the 4.0 that are open, its prior 0.4 * 4.0; those of `second` are 1.0 and 2.0.
    assert.deepEqual(rounded(byCoverage(columns, 2)), [
      ["best", 0.6],
      ["other", 0.17],
    ]);
  });

  it("are in the order of their priors, whatever the order in which they were added", () => {
    assert.deepEqual(names(byCoverage(columns, 4)), ["best", "second", "other", "weak"]);
  });

  it("weigh questions by their similarity", () => {
    // By hand: W = 3.25; `best` has 2 of it. The open 0.769 of the third question's 0.25 and of the last one's 1 count.
    const found = byCoverage({ best: "1100", third: "0010", last: "0001" }, 2, [1, 1, 0.25, 1]);
    assert.deepEqual(names(found), ["best", "last"]);
    assert.deepEqual(names(byCoverage({ best: "1100", third: "0010", last: "0001" }, 2, [1, 1, 1, 0.25])), [
      "best",
      "third",
    ]);
  });

  it("are those with the highest prior where one by one leads to less", () => {
    // `last` adds more to `first` than the others do, but `second` and `third` together add more than `last` and one of them.
    const columns = { first: "11111010", second: "10110011", third: "01011110", last: "00010111" };
    assert.deepEqual(names(byCoverage(columns, 2)), ["first", "last"]);
    assert.deepEqual(names(byCoverage(columns, 3)), ["first", "second", "third"]);
  });

  it("count a half right answer as a chance of a half", () => {
    assert.deepEqual(rounded(byCoverage({ a: "hh", b: "hh" }, 2)), [
      ["a", 0.5],
      ["b", 0.25],
    ]);
  });

  it("count weak evidence by its weight, and the rest by the model's own share", () => {
    // By hand: what is known of w, with half of the weight, is all right; so each of its outcomes is 0.5 * 1 + 0.5 * 1.
    assert.deepEqual(rounded(byCoverage({ a: "ww", b: "10" }, 2)), [
      ["a", 1],
      ["b", 0],
    ]);
  });

  it("take a model that is not evaluated for as good an addition as the others on average", () => {
    // By hand: of the 4.0 that are open, 1.0 is where `same` is right, and the prior of `new` is the mean of 0.6 and 0.5.
    assert.deepEqual(rounded(byCoverage({ best: "1111110000", same: "1111100000", new: "??????????" }, 2)), [
      ["best", 0.6],
      ["new", 0.16],
    ]);
  });

  it("do not depend on the outcomes of a model of which too few are known", () => {
    const with3 = (few: string) => ({ best: "111111000000", last: "000000001111", new: `${few}?????????` });
    const found = byCoverage(with3("111"), 3);
    assert.equal(found.length, 3);
    assert.deepEqual(found, byCoverage(with3("000"), 3));
  });

  it("take what is known of a model on the open questions for all of them", () => {
    // By hand: `sparse` is right on 1.25 of the 4.75 that are open and known of it, and its prior is 5 / 13.
    const columns = { best: "11111111110000000000", sparse: "1111100000000???????" };
    assert.deepEqual(rounded(byCoverage(columns, 2)), [
      ["best", 0.5],
      ["sparse", 0.161943],
    ]);
  });

  const cell = fc.constantFrom("0", "1", "h");
  const complete = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }))
    .chain(([models, questions]) =>
      fc.record({
        columns: fc.array(
          fc.array(cell, { minLength: questions, maxLength: questions }).map((cells) => cells.join("")),
          { minLength: models, maxLength: models },
        ),
        similarities: fc.array(fc.constantFrom(0.25, 0.5, 1), { minLength: questions, maxLength: questions }),
        count: fc.integer({ min: 1, max: 7 }),
      }),
    );
  const named = (columns: readonly string[]): Columns =>
    Object.fromEntries(columns.map((column, index) => [`m${index}`, column]));
  /** The chance itself, straight from its definition. */
  const chance = (columns: Columns, chosen: readonly string[], similarities: readonly number[]): number => {
    const covered = similarities.map((similarity, row) => {
      const wrong = chosen.map((model) => {
        const outcomes = Array.from(columns[model] ?? "", (outcome) => Number(outcomeOf[outcome]));
        const weighed = outcomes.map((outcome, at) => outcome * (similarities[at] ?? 0));
        return 1 - ((outcomes[row] ?? 0) + sum(weighed) / sum(similarities)) / 2;
      });
      return similarity * (1 - wrong.reduce((product, one) => product * one, 1));
    });
    return sum(covered) / sum(similarities);
  };

  it("add up to the chance that at least one is right, never below that of the highest priors", () => {
    fc.assert(
      fc.property(complete, ({ columns: all, similarities, count }) => {
        const columns = named(all);
        const chosen = byCoverage(columns, count, similarities);
        const { ranked } = worldOf(columns, similarities);
        assert.equal(chosen.length, Math.min(count, all.length));
        const reached = chance(columns, names(chosen), similarities);
        assert.ok(Math.abs(sum(chosen.map(({ adds }) => adds)) - reached) < 1e-5);
        assert.ok(reached >= chance(columns, names(ranked.slice(0, count)), similarities) - 1e-6);
        assert.ok(chosen.every(({ adds }) => adds >= 0));
        assert.equal(names(byCoverage(columns, 1, similarities))[0], ranked[0]?.model);
        assert.equal(chosen[0]?.model, ranked[0]?.model);
      }),
    );
  });

  it("have no smaller chance when there are more of them", () => {
    fc.assert(
      fc.property(complete, ({ columns: all, similarities, count }) => {
        const columns = named(all);
        const reached = (size: number) => chance(columns, names(byCoverage(columns, size, similarities)), similarities);
        assert.ok(reached(count + 1) >= reached(count) - 1e-6);
      }),
    );
  });

  it("do not depend on the order in which models are given", () => {
    fc.assert(
      fc.property(complete, ({ columns: all, similarities, count }) => {
        const columns = named(all);
        const reversed = Object.fromEntries(Object.entries(columns).toReversed());
        assert.deepEqual(byCoverage(reversed, count, similarities), byCoverage(columns, count, similarities));
      }),
    );
  });
});

describe("the models of objective value", () => {
  const columns = { best: "1111110000", other: "0000111100", third: "0000000011" };
  const free = { budget: 0, deadline: 0 };
  const costs = { best: free, other: free, third: free };
  const added = byCoverage(columns, 3).find(({ model }) => model === "third")?.adds ?? Number.NaN;

  it("are those of objective coverage if they cost nothing", () => {
    assert.deepEqual(byValue(columns, 3, costs), ["best", "other", "third"]);
    assert.deepEqual(byValue(columns, 1, costs), ["best"]);
  });

  it("are in the order of their priors", () => {
    const three = { best: "1111110000", second: "1111100000", other: "0000111100" };
    const all = { best: free, second: free, other: free };
    assert.deepEqual(
      [byValue(three, 2, all), byValue(three, 3, all)],
      [
        ["best", "other"],
        ["best", "second", "other"],
      ],
    );
  });

  it("have the one with the highest prior among them, whatever it costs", () => {
    assert.deepEqual(byValue(columns, 2, { ...costs, best: { budget: 0.9, deadline: 0 } }), ["best", "other"]);
  });

  it("leave out a further model that takes more of the budget than it adds", () => {
    const at = (budget: number) => ({ ...costs, third: { budget, deadline: 0 } });
    assert.deepEqual(byValue(columns, 3, at(added - 0.01)), ["best", "other", "third"]);
    assert.deepEqual(byValue(columns, 3, at(added + 0.01)), ["best", "other"]);
  });

  it("are no more than add something", () => {
    const { best, third } = { best: "1".repeat(10), third: "0000000011" };
    assert.deepEqual(byValue({ best, other: third, third }, 3, costs), ["best", "other"]);
  });

  it("prefer a cheaper model that adds a little less", () => {
    const both = { best: "1111110000", dear: "0000011110", cheap: "0000011100" };
    const at = (budget: number) => ({ best: free, dear: { budget, deadline: 0 }, cheap: free });
    assert.deepEqual(byValue(both, 2, at(0.01)), ["best", "dear"]);
    assert.deepEqual(byValue(both, 2, at(0.15)), ["best", "cheap"]);
  });

  it("count only the time beyond the slowest model so far", () => {
    const at = (slowest: number) => ({
      ...costs,
      best: { budget: 0, deadline: slowest },
      third: { budget: 0, deadline: 0.5 },
    });
    assert.deepEqual(byValue(columns, 3, at(0)), ["best", "other"]);
    assert.deepEqual(byValue(columns, 3, at(0.5 - added / 2)), ["best", "other", "third"]);
  });

  it("are two even if the second is not worth its cost", () => {
    const dear = { budget: 0.9, deadline: 0.9 };
    assert.deepEqual(byValue(columns, 3, { best: dear, other: dear, third: dear }), ["best", "other"]);
  });

  it("ignore what is unknown", () => {
    const unknown = { budget: null, deadline: null };
    const all = { best: unknown, other: unknown, third: unknown };
    assert.deepEqual(byValue(columns, 3, all), byValue(columns, 3, costs));
  });
});
