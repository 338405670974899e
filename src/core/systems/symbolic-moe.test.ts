import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { ofType } from "../../../test/support/core/call-context.ts";
import { inTime, stopAt, takes } from "../../../test/support/core/collaboration.ts";
import { answers, fails, hangs } from "../../../test/support/core/scripted-model.ts";
import { askSystem, isForKeywords, says, type Trio } from "../../../test/support/core/systems.ts";
import { fixedEmbedder, QUESTION } from "../../../test/support/core/world.ts";
import { symbolicMoe } from "./symbolic-moe.ts";
import { nameOfRecorded } from "../system-names.ts";

/**
 * The question resembles those on law, on which a is always right and b and c never are. By hand: on SQL, b has 8, c 4
 * and a -10. Overall, a has 0, b -2 and c -6, so their strengths are 7, 5 and 1, squared 49, 25 and 1. On SQL,
 * therefore, b has 200 of 204, and c 4.
 */
const bank = bankOf([
  ...Array.from({ length: 10 }, (_, row) => ({
    skills: ["sql"],
    vector: [0, 1],
    outcomes: { a: 0, b: row < 9 ? 1 : 0, c: row < 7 ? 1 : 0 },
  })),
  ...Array.from({ length: 10 }, () => ({ skills: ["law"], outcomes: { a: 1, b: 0, c: 0 } })),
]);
const embedding = fixedEmbedder({ databases: [1, 9], sql: [0, 1], law: [1, 0] });
const keywords = answers('["databases"]', '["databases", "tables"]', "I am not sure.", '["tables"]', '["rows"]');
const trio: Trio = { a: says("1"), b: says("2"), c: says("3"), keywords };

describe("Symbolic-MoE", () => {
  it("asks three experts that are drawn by the question's keywords, and merges their answers once", async () => {
    const counts = { a: 0, b: 0, c: 0 };
    const seeds = 100;
    for (let seed = 0; seed < seeds; seed++) {
      const agreed = answers('["sql"]');
      const { record } = await askSystem(
        "symbolic-moe",
        { ...trio, keywords: agreed },
        { bank, embedding, run: { seed } },
      );
      const experts = record.selection!.referencers;
      assert.deepEqual([experts.length, record.subsets, record.candidates.length], [3, [experts], 1]);
      for (const expert of experts) counts[expert as keyof typeof counts] += 1;
    }
    const p = 200 / 204;
    assert.equal(counts.a, 0);
    assert.ok(Math.abs(counts.b / (3 * seeds) - p) < 4 * Math.sqrt((p * (1 - p)) / (3 * seeds)), `${counts.b}`);
    assert.equal(counts.b + counts.c, 3 * seeds);
  });

  it("takes keywords that two of five replies name, and the bank's nearest in their place", async () => {
    const { record, pool, events } = await askSystem("symbolic-moe", trio, { bank, embedding });
    assert.deepEqual(record.keywords, { model: "agg", named: ["databases", "tables"], matched: ["sql", "law"] });
    const [request, ...others] = pool[3]!.asked.filter(isForKeywords);
    assert.deepEqual([request!.choices, request!.logprobs, others.length], [5, false, 0]);
    assert.equal(request!.messages.at(-1)!.content, QUESTION.text);
    const order = events.map(({ type }) => type);
    assert.ok(order.indexOf("keywords-end") < order.indexOf("selection-end"));
    assert.deepEqual(record.warnings, []);
  });

  it("counts what the keywords cost, and has it in the record", async () => {
    const { record } = await askSystem("symbolic-moe", trio, { bank, embedding });
    assert.deepEqual(
      record.requests.map(({ draws, costUsd }) => [draws, costUsd]),
      [
        [[], 0.25],
        [[0], 0.25],
      ],
    );
    assert.equal(record.totals.costUsd, 5 * 0.25);
  });

  it("asks the model of smcs.skillModel, and nobody where the keywords are known", async () => {
    const a: Trio["a"] = (request, ...rest) =>
      (isForKeywords(request) ? answers('["sql"]') : says("1"))(request, ...rest);
    const named = await askSystem("symbolic-moe", { ...trio, a }, { bank, embedding, run: { skillModel: "a" } });
    assert.deepEqual(named.record.keywords, { model: "a", named: ["sql"], matched: ["sql"] });
    const known = await askSystem("symbolic-moe", trio, { bank, embedding, run: { keywords: ["sql"] } });
    assert.deepEqual(known.record.keywords, { model: null, named: ["sql"], matched: ["sql"] });
    assert.equal(known.record.totals.costUsd, 4 * 0.25);
    assert.ok(!known.pool.flatMap(({ asked }) => asked).some(isForKeywords));
  });

  it("says so when the model of smcs.skillModel is not there, and asks the aggregator", async () => {
    const run = { skillModel: "gone/model" };
    const { record } = await askSystem("symbolic-moe", trio, { bank, embedding, run });
    assert.equal(record.keywords?.model, "agg");
    assert.deepEqual(record.warnings, [
      "The model gone/model, which smcs.skillModel names for keywords, is not available; agg names them instead.",
    ]);
    const other = await askSystem("smcs", trio, { bank, embedding, run });
    assert.deepEqual(other.record.warnings, []);
  });

  it("lets a model answer as often as it was drawn, each answer for itself", async () => {
    const world = { bank, embedding, run: { keywords: ["law"] } };
    const { record, pool } = await askSystem("symbolic-moe", trio, world);
    // Only a is right more often than wrong on law.
    assert.deepEqual(record.selection?.referencers, ["a", "a", "a"]);
    assert.equal(new Set(pool[0]!.asked.map(({ seed }) => seed)).size, 3);
    assert.deepEqual([record.parameters.referencers, record.parameters.dropCount], [3, 0]);
  });

  it("draws the same experts in whatever order the pool is, as a replay has it", async () => {
    for (const keywords of [["sql"], []]) {
      const world = { bank, embedding, run: { keywords } };
      const { record } = await askSystem("symbolic-moe", trio, world);
      const { seed, parameters } = record;
      const selection = record.selection!;
      for (const names of [
        ["a", "b", "c"],
        ["c", "b", "a"],
        ["b", "a", "c"],
      ]) {
        const pool = names.map((name) => ({ name, reference: name, price: null }));
        const choice = symbolicMoe.choose({ selection, bank, pool, parameters, seed, keywords });
        assert.deepEqual(choice.referencers, selection.referencers, names.join());
      }
    }
  });

  it("draws by chance, and says why, where no keyword is named or known", async () => {
    const reasons = [
      [fails(), /Nobody named the keywords of the question\. agg: It failed: server\./],
      [answers("It depends."), /No two replies of agg share one\. Another model in smcs\.skillModel may do better/],
    ] as const;
    for (const [step, reason] of reasons) {
      const drawn = new Set<string>();
      for (let seed = 0; seed < 12; seed++) {
        const given = { ...trio, keywords: step };
        const { record } = await askSystem("symbolic-moe", given, { bank, embedding, run: { seed } });
        assert.equal(record.outcome, "done");
        assert.match(record.warnings.join(" "), reason);
        assert.match(record.warnings.join(" "), /drawn by chance, since no keywords of the question are known/);
        for (const expert of record.selection!.referencers) drawn.add(expert);
      }
      assert.deepEqual([...drawn].toSorted(), ["a", "b", "c"]);
    }
    const unknown = bankOf([{ skills: ["sql"], outcomes: {} }]);
    const { record } = await askSystem("symbolic-moe", trio, { bank: unknown, embedding });
    assert.match(record.warnings.join(" "), /none has been evaluated on bank questions with these keywords/);
  });

  it("waits for keywords a quarter of the time that references have", async () => {
    const world = inTime({ deadlineMs: 60_000 }, { bank, embedding });
    const slow = (value: string) => takes(world.time, 1_000, says(value));
    const given = { a: slow("1"), b: slow("2"), c: slow("3"), keywords: hangs() };
    const { record } = await askSystem("symbolic-moe", given, world);
    assert.deepEqual([record.outcome, record.requests[0]?.durationMs], ["done", 11_250]);
    assert.match(record.warnings.join(" "), /agg: It took longer than 11\.25 s/);
  });

  it("is stopped by the user while keywords are named", async () => {
    const world = stopAt("run-start");
    const { record } = await askSystem("symbolic-moe", { ...trio, keywords: hangs() }, { ...world, bank, embedding });
    assert.deepEqual([record.outcome, record.selection, record.references, record.warnings], ["aborted", null, [], []]);
  });

  it("tells the keywords in an event, which a record without is of an older version", async () => {
    const { events } = await askSystem("symbolic-moe", trio, { bank, embedding });
    assert.equal(ofType(events, "keywords-end").length, 1);
    assert.equal(nameOfRecorded("symbolic-moe", true), "symbolic-moe");
    assert.equal(nameOfRecorded("symbolic-moe", false), "symbolic-moe-retrieval");
    assert.equal(nameOfRecorded("smcs", false), "smcs");
  });
});
