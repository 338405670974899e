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
  const columns = { best: "1111110000", second: "1111100000", other: "0000001100", weak: "0000000001" };

  it("are right where the best one is wrong, each with what it adds", () => {
    assert.deepEqual(rounded(byCoverage(columns, 2)), [
      ["best", 0.6],
      ["other", 0.2],
    ]);
  });

  it("are in the order of their priors, whatever the order in which they were added", () => {
    assert.deepEqual(names(byCoverage(columns, 4)), ["best", "second", "other", "weak"]);
    assert.deepEqual(rounded(byCoverage(columns, 4))[1], ["second", 0]);
  });

  it("weigh questions by their similarity", () => {
    // By hand: of 1 + 1 + 0.25 + 1 the best covers 2; `other` adds 0.25, and `weak` adds 1.
    const similarities = [1, 1, 0.25, 1];
    const found = byCoverage({ best: "1100", other: "0010", weak: "0001" }, 2, similarities);
    assert.deepEqual(rounded(found), [
      ["best", 0.615385],
      ["weak", 0.307692],
    ]);
  });

  it("are those with the highest prior where one by one leads to less", () => {
    // `greedy` adds most to `first`, five of the eight open questions; `left` and `right` together add all eight.
    const closed = "1".repeat(12);
    const columns = {
      first: `${closed}00000000`,
      left: `11110000000011110000`,
      right: `00001111000000001111`,
      greedy: `00000000000011101100`,
    };
    assert.deepEqual(names(byCoverage(columns, 2)), ["first", "greedy"]);
    assert.deepEqual(names(byCoverage(columns, 3)), ["first", "left", "right"]);
  });

  it("count a half right answer as a chance of a half", () => {
    assert.deepEqual(rounded(byCoverage({ a: "hh", b: "hh" }, 2)), [
      ["a", 0.5],
      ["b", 0.25],
    ]);
  });

  it("count weak evidence by its weight, and the rest by the model's own share", () => {
    // By hand: w is right with weight 0.5; its known share is 1, so each of its outcomes is 0.5 * 1 + 0.5 * 1.
    assert.deepEqual(rounded(byCoverage({ a: "ww", b: "10" }, 2)), [
      ["a", 1],
      ["b", 0],
    ]);
  });

  it("take a model that is not evaluated for as good an addition as the others on average", () => {
    // `same` adds nothing to `best` and `other` adds 0.4, so `new` adds 0.2: less than `other`, more than `same`.
    const columns = { best: "1111110000", same: "1111110000", other: "0000001111", new: "??????????" };
    assert.deepEqual(names(byCoverage(columns, 2)), ["best", "other"]);
    const { other: _, ...three } = columns;
    assert.deepEqual(names(byCoverage({ ...three, third: "1111100001" }, 2)), ["best", "third"]);
  });

  it("take what is known of a model on the open questions for all of them", () => {
    // `sparse` is wrong on the three questions that `best` leaves open and that it was evaluated on.
    const columns = {
      best: "11111111110000000000",
      sparse: "1111100000000???????",
      other: "00000000000000000111",
    };
    assert.deepEqual(rounded(byCoverage(columns, 3)), [
      ["best", 0.5],
      ["sparse", 0],
      ["other", 0.15],
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
      const wrong = chosen.map((model) => 1 - Number(outcomeOf[columns[model]?.charAt(row) ?? "0"]));
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
  const columns = { best: "1111110000", other: "0000001100", third: "0000000010", same: "1111100000" };
  const free = { budget: 0, deadline: 0 };
  const costs = { best: free, other: free, third: free, same: free };

  it("are no more than add something, even if they cost nothing", () => {
    assert.deepEqual(byValue(columns, 4, costs), ["best", "other", "third"]);
  });

  it("leave out a further model that takes more of the budget than it adds", () => {
    const at = (budget: number) => ({ ...costs, third: { budget, deadline: 0 } });
    assert.deepEqual(byValue(columns, 4, at(0.09)), ["best", "other", "third"]);
    assert.deepEqual(byValue(columns, 4, at(0.11)), ["best", "other"]);
  });

  it("prefer a cheaper model that adds a little less", () => {
    const both = { best: "1111110000", dear: "0000001110", cheap: "0000001100" };
    const at = (budget: number) => ({ best: free, dear: { budget, deadline: 0 }, cheap: free });
    assert.deepEqual(byValue(both, 2, at(0.05)), ["best", "dear"]);
    assert.deepEqual(byValue(both, 2, at(0.15)), ["best", "cheap"]);
  });

  it("count only the time beyond the slowest model so far", () => {
    const at = (slowest: number) => ({
      ...costs,
      best: { budget: 0, deadline: slowest },
      third: { budget: 0, deadline: 0.5 },
    });
    assert.deepEqual(byValue(columns, 4, at(0)), ["best", "other"]);
    assert.deepEqual(byValue(columns, 4, at(0.45)), ["best", "other", "third"]);
  });

  it("are two even if the second is not worth its cost", () => {
    const dear = { budget: 0.9, deadline: 0.9 };
    assert.deepEqual(byValue(columns, 4, { best: dear, other: dear, third: dear, same: dear }), ["best", "other"]);
    assert.deepEqual(byValue(columns, 1, costs), ["best"]);
  });

  it("ignore what is unknown", () => {
    const unknown = { budget: null, deadline: null };
    const all = { best: unknown, other: unknown, third: unknown, same: unknown };
    assert.deepEqual(byValue(columns, 4, all), byValue(columns, 4, costs));
  });
});
