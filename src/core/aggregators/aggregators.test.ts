import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf, type Row } from "../../../test/support/core/banks.ts";
import { fails, member } from "../../../test/support/core/scripted-model.ts";
import type { AggregatorStudy } from "./aggregator-study.ts";
import { type AggregatorRanking, type ConfiguredAggregators, healthyFirst, rankAggregators } from "./aggregators.ts";
import { isNamed } from "../member-named.ts";

const pool = ["coder", "writer", "stranger"].map((name) => member(name, fails()));
/**
 * Returns questions of a domain. For each model, the first `known` questions have a known outcome, and the first
 * `right` of these are right.
 */
function questions(domain: string, models: Readonly<Record<string, readonly [right: number, known: number]>>): Row[] {
  const most = Math.max(...Object.values(models).map(([, known]) => known));
  return Array.from({ length: most }, (_, row) => {
    const known = Object.entries(models).filter(([, counts]) => row < counts[1]);
    return { domain, outcomes: Object.fromEntries(known.map(([name, [right]]) => [name, row < right ? 1 : 0])) };
  });
}
const bank = bankOf([
  ...questions("coding", { coder: [20, 20], writer: [10, 20] }),
  ...questions("instructions", { coder: [2, 10], writer: [9, 10] }),
]);
const rank = (coding: boolean, configured: Partial<ConfiguredAggregators> = {}, questions = bank) =>
  rankAggregators(pool, questions, { aggregator: "auto", codingAggregator: "auto", coding, ...configured });
const names = ({ members }: AggregatorRanking): string[] => members.map(({ name }) => name);

describe("the ranking of aggregators", () => {
  it("goes by the bank's instruction questions, for coding questions too", () => {
    for (const coding of [true, false]) assert.deepEqual(names(rank(coding)), ["writer", "coder", "stranger"]);
  });

  it("says why, with the interval of what is known", () => {
    const { choice } = rank(false);
    assert.equal(choice?.model, "writer");
    assert.match(choice.reason, /follows instructions best.* 10 known outcomes/);
    assert.match(choice.reason, /1 model with fewer than 10 of them stands behind it/);
    assert.equal(choice.accuracy, 0.9);
    // Wilson by hand: (0.9 + 1.9208 / 10 -+ 1.96 * sqrt(0.09 / 10 + 0.9604 / 100)) / (1 + 3.8415 / 10).
    assert.deepEqual(
      choice.interval?.map((end) => end.toFixed(3)),
      ["0.596", "0.982"],
    );
  });

  it("takes 135 of 150 before 1 of 1, and before 9 of 9", () => {
    for (const lucky of [
      [1, 1],
      [9, 9],
    ] as const) {
      const rows = questions("instructions", { stranger: lucky, writer: [135, 150], coder: [100, 150] });
      const elsewhere = questions("math", { stranger: [40, 40], writer: [10, 40], coder: [10, 40] });
      const ranking = rank(false, {}, bankOf([...rows, ...elsewhere]));
      assert.deepEqual(names(ranking), ["writer", "coder", "stranger"]);
      assert.match(ranking.choice?.reason ?? "", /150 known outcomes/);
    }
  });

  it("ranks by the lower end of the interval, so that few lucky outcomes do not lead", () => {
    // Lower ends by hand: 10 of 10 has 0.722, 135 of 150 has 0.841.
    const rows = questions("instructions", { coder: [10, 10], writer: [135, 150] });
    assert.deepEqual(names(rank(false, {}, bankOf(rows))), ["writer", "coder", "stranger"]);
  });

  it("counts weak evidence by its weight", () => {
    const weak = Array.from({ length: 39 }, () => ({
      domain: "instructions",
      outcomes: { coder: [1, 0.25] } as const,
    }));
    const rows = [...weak, ...questions("instructions", { writer: [5, 10] })];
    assert.equal(rank(false, {}, bankOf(rows)).choice?.model, "writer");
    const one = { domain: "instructions", outcomes: { coder: [1, 0.25] } } as const;
    assert.equal(rank(false, {}, bankOf([...rows, one])).choice?.model, "coder");
  });

  it("goes by overall accuracy where no model has 10 instruction questions, and says so", () => {
    const rows = [
      ...questions("instructions", { coder: [9, 9], stranger: [9, 9] }),
      ...questions("math", { writer: [30, 40], coder: [11, 31] }),
    ];
    const ranking = rank(true, {}, bankOf(rows));
    assert.deepEqual(names(ranking), ["writer", "coder", "stranger"]);
    assert.match(
      ranking.choice?.reason ?? "",
      /No model has 10 known outcomes on instruction questions.*most accurate/,
    );
    assert.equal(ranking.choice?.accuracy, 0.75);
  });

  it("goes by price and name where no model has 10 outcomes at all", () => {
    const ranking = rank(true, {}, bankOf(questions("math", { writer: [9, 9] })));
    assert.deepEqual(names(ranking), ["coder", "stranger", "writer"]);
    assert.match(ranking.choice?.reason ?? "", /No model has 10 known outcomes.*price and name/);
    assert.deepEqual([ranking.choice?.accuracy, ranking.choice?.interval], [null, null]);
  });

  it("goes by price, then by name, in an empty bank", () => {
    const priced = [...pool, { ...member("cheap", fails()), price: 1 }];
    const auto = { aggregator: "auto", codingAggregator: "auto" };
    const ranking = rankAggregators(priced, bankOf([]), { ...auto, coding: true });
    assert.deepEqual(names(ranking), ["cheap", "coder", "stranger", "writer"]);
    assert.match(ranking.choice?.reason ?? "", /price and name/);
    assert.equal(ranking.choice?.interval, null);
  });

  it("is led by the configured aggregator, by reference or by bank name", () => {
    assert.deepEqual(names(rank(true, { aggregator: "fake/stranger" })), ["stranger", "writer", "coder"]);
    const { choice } = rank(false, { aggregator: "coder" });
    assert.deepEqual([choice?.model, choice?.reason], ["coder", "It is set in smcs.aggregator."]);
    assert.equal(isNamed(pool[0]!, "fake/writer"), false);
  });

  it("takes the better of the coding aggregator and the best instruction follower for a coding question", () => {
    assert.equal(rank(true, { codingAggregator: "coder" }).choice?.model, "coder");
    assert.equal(rank(false, { codingAggregator: "coder" }).choice?.model, "writer");
    const instructed = questions("instructions", { writer: [10, 10], coder: [0, 10] });
    const worse = bankOf([...instructed, ...questions("coding", { writer: [18, 20], coder: [12, 20] })]);
    const { choice } = rank(true, { codingAggregator: "coder" }, worse);
    assert.equal(choice?.model, "writer");
    assert.match(choice.reason, /better on the bank's coding questions than coder/);
    // A user who names both aggregators wants the coding aggregator that is named.
    assert.equal(rank(true, { codingAggregator: "coder", aggregator: "writer" }, worse).choice?.model, "coder");
  });

  it("leaves the coding aggregator of the settings where little speaks against it", () => {
    const instructed = questions("instructions", { writer: [10, 10], coder: [0, 10] });
    for (const coding of [
      { writer: [3, 3], coder: [0, 3] },
      { writer: [9, 9], coder: [0, 20] },
      { writer: [20, 20], coder: [0, 9] },
      // Lower end of 18 of 20 by hand: 0.699, below the other's 0.75.
      { writer: [18, 20], coder: [15, 20] },
    ] as const) {
      const close = bankOf([...instructed, ...questions("coding", coding)]);
      assert.equal(rank(true, { codingAggregator: "coder" }, close).choice?.model, "coder", JSON.stringify(coding));
    }
  });

  it("takes a coding aggregator of which nothing is known at its user's word", () => {
    assert.equal(rank(true, { codingAggregator: "stranger" }).choice?.model, "stranger");
  });

  it("does not mind a configured aggregator that the pool does not have", () => {
    assert.deepEqual(rank(true, { aggregator: "fake/gone", codingAggregator: "gone" }), rank(true));
  });

  it("holds models that never answer themselves", () => {
    const only = { ...member("only", fails()), referencer: false };
    const auto = { aggregator: "auto", codingAggregator: "auto" };
    assert.deepEqual(rankAggregators([only], bank, { ...auto, coding: false }).members, [only]);
    assert.deepEqual(rankAggregators([], bank, { ...auto, coding: false }), { members: [], choice: null });
  });

  it("holds every model once, in an order that the pool's does not change", () => {
    const configured = fc.constantFrom("auto", "coder", "fake/writer", "gone");
    const order = fc.shuffledSubarray(pool, { minLength: pool.length, maxLength: pool.length });
    fc.assert(
      fc.property(order, configured, configured, fc.boolean(), (shuffled, aggregator, codingAggregator, coding) => {
        const wanted = { aggregator, codingAggregator };
        const found = names(rankAggregators(shuffled, bank, { ...wanted, coding }));
        assert.deepEqual(found, names(rank(coding, wanted)));
        assert.equal(new Set(found).size, pool.length);
      }),
    );
  });
});

describe("the ranking of aggregators that were compared", () => {
  const merged = (questions: number, right: number) => ({ questions, right });
  const none = merged(0, 0);
  const study = {
    models: [
      { model: "coder", coding: merged(20, 18), other: merged(40, 10) },
      { model: "writer", coding: merged(20, 12), other: merged(40, 36) },
    ],
  };
  const compared = (coding: boolean, configured: Partial<ConfiguredAggregators> = {}, found: AggregatorStudy = study) =>
    rankAggregators(pool, bank, { aggregator: "auto", codingAggregator: "auto", coding, ...configured }, found);

  it("goes by how they merged questions of the same kind, before instruction following", () => {
    const ranking = compared(true);
    assert.deepEqual(names(ranking), ["coder", "writer", "stranger"]);
    assert.equal(ranking.choice?.accuracy, 0.9);
    assert.match(ranking.choice.reason, /Of 2 models .* merged best, on 20 coding questions/);
    assert.ok(ranking.choice.interval![0] < 0.75 && ranking.choice.interval![1] > 0.95);
    assert.match(compared(false).choice?.reason ?? "", /on 40 questions other than coding/);
    assert.equal(compared(false).choice?.model, "writer");
  });

  it("goes by all questions where those of the kind are fewer than 20, and by the bank where all are", () => {
    const few = study.models.map((each) => ({ ...each, coding: merged(19, 0) }));
    const ranking = compared(true, {}, { models: few });
    assert.match(ranking.choice?.reason ?? "", /on 59 questions\./);
    assert.equal(ranking.choice?.model, "writer");
    const tooFew = study.models.map(({ model }) => ({
      model,
      coding: none,
      other: merged(19, model === "coder" ? 19 : 0),
    }));
    assert.deepEqual(compared(true, {}, { models: tooFew }), rank(true));
  });

  it("does not go by a study that compares no two models of the pool", () => {
    const alone = [study.models[0]!, { ...study.models[1]!, model: "gone" }];
    assert.deepEqual(compared(true, {}, { models: alone }), rank(true));
  });

  it("ranks by the lower end of the interval, and leaves the coding aggregator where the difference is small", () => {
    const unequal = [
      { model: "coder", coding: merged(20, 20), other: none },
      { model: "writer", coding: merged(100, 97), other: none },
    ];
    // Lower ends by hand: 20 of 20 has 0.839, 97 of 100 has 0.915.
    const ranking = compared(true, {}, { models: unequal });
    assert.equal(ranking.choice?.model, "writer");
    // 0.915 is below the coder's share of 1: nothing shows that the coder merges worse.
    assert.equal(compared(true, { codingAggregator: "coder" }, { models: unequal }).choice?.model, "coder");
  });

  it("has models that were not compared last, though they follow instructions well", () => {
    const others = study.models.map((each) => ({ ...each, model: each.model === "writer" ? "stranger" : each.model }));
    assert.deepEqual(names(compared(true, {}, { models: others })), ["coder", "stranger", "writer"]);
  });

  it("decides whether the configured coding aggregator leads", () => {
    const { choice } = compared(true, { codingAggregator: "writer" });
    assert.equal(choice?.model, "coder");
    assert.match(choice.reason, /merges better than writer.* on 20 coding questions/);
    assert.equal(compared(true, { codingAggregator: "writer", aggregator: "writer" }).choice?.model, "writer");
    // Nothing is known about a stranger, but the user wants it.
    assert.equal(compared(true, { codingAggregator: "stranger" }).choice?.model, "stranger");
  });
});

describe("the aggregators of a run", () => {
  const asked = ["coder", "writer"];
  const inOrder = async (...references: Promise<unknown>[]) =>
    (await healthyFirst(pool, asked, references)).map(({ name }) => name);

  it("have those last that failed to answer themselves", async () => {
    assert.deepEqual(await inOrder(Promise.resolve(null), Promise.resolve("fine")), ["writer", "stranger", "coder"]);
    assert.deepEqual(await inOrder(Promise.resolve(null), Promise.resolve(null)), ["stranger", "coder", "writer"]);
  });

  it("have failed only when every one of their own answers failed", async () => {
    const twice = ["coder", "coder", "writer"];
    const ranked = await healthyFirst(
      pool,
      twice,
      [null, "fine", "fine"].map((one) => Promise.resolve(one)),
    );
    assert.equal(ranked[0]?.name, "coder");
  });

  it("do not wait for answers behind the first healthy one", async () => {
    const never = new Promise<unknown>(() => undefined);
    assert.deepEqual(await inOrder(Promise.resolve("fine"), never), ["coder", "writer", "stranger"]);
  });
});
