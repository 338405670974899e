import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import { answers, member, ownServer, type ScriptedMember } from "../../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, type World } from "../../../test/support/core/world.ts";
import type { ModelSpeed } from "../model-speed.ts";
import type { RunRecord } from "../record/index.ts";
import { replay } from "../replay/index.ts";

/** By prior: a, b, c, d; c adds 0.17 to a, and then d adds 0.1005 and b less. */
const columns = { a: "1111110000", b: "1101110000", c: "0101000011", d: "1000100101" };
const bank = bankOf(
  Array.from({ length: 10 }, (_, row) => ({
    outcomes: Object.fromEntries(Object.entries(columns).map(([model, column]) => [model, Number(column[row])])),
  })),
);
const embedding = fixedEmbedder();
const pool = Object.keys(columns).map((name) => member(name, answers(`from ${name}`), answers("merged")));

async function asked(world: World, models: readonly ScriptedMember[] = pool): Promise<RunRecord> {
  return (await answer(models, { ...world, bank, embedding })).record;
}

/** Returns the parts that a replay finds different, from the record as read from disk. */
async function differences(record: RunRecord): Promise<readonly string[]> {
  const { parts } = await replay(JSON.parse(JSON.stringify(record)) as RunRecord, { embedding, bank });
  return parts.flatMap(({ part, verdict, details }) => (verdict === "agrees" ? [] : [`${part}: ${details.join()}`]));
}

describe("a run with an objective", () => {
  it("says that tuned selection does not count beside another objective", async () => {
    const both = await asked({ parameters: { objective: "coverage", selection: "tuned" } });
    assert.match(both.warnings.join(), /^smcs\.objective is coverage, so models are chosen by similar questions alone/);
    const neither = await asked({ parameters: { objective: "coverage" } });
    assert.doesNotMatch(neither.warnings.join(), /smcs\.selection/);
  });

  it("asks the models that cover most, and records what each adds", async () => {
    const record = await asked({ parameters: { objective: "coverage" } });
    assert.deepEqual(record.selection?.referencers, ["a", "c", "d"]);
    const adds = record.selection.chosen?.map(({ adds }) => Number(adds.toFixed(6)));
    assert.deepEqual(adds, [0.6, 0.17, 0.1005]);
    assert.deepEqual(await differences(record), []);
  });

  it("asks those with the highest prior, and records nothing more, with the paper's own", async () => {
    const record = await asked({});
    assert.deepEqual(record.selection?.referencers, ["a", "b", "c"]);
    assert.ok(!("chosen" in record.selection) && record.selection.prior.every((prior) => !("costs" in prior)));
  });

  it("says so in its parameters when the system chooses in another way", async () => {
    const record = await asked({ parameters: { objective: "coverage" }, run: { system: "mixture-of-agents" } });
    assert.equal(record.parameters.objective, "prior");
    assert.ok(record.selection !== null && !("chosen" in record.selection));
    assert.deepEqual(await differences(record), []);
  });

  it("finds changed additions in a replay", async () => {
    const record = await asked({ parameters: { objective: "coverage" } });
    const chosen = record.selection?.chosen?.map((one) => ({ ...one, adds: 0.5 })) ?? [];
    const changed = { ...record, selection: { ...record.selection!, chosen } };
    assert.match((await differences(changed)).join(), /^selection: what a adds: recorded 0\.5, now 0\.6/);
  });

  const value = (world: World, models?: readonly ScriptedMember[]) =>
    asked({ ...world, parameters: { objective: "value", ...world.parameters } }, models);
  const policy = { ...plainPolicy, budgetUsd: 4 };
  // 400 output tokens of 1,000 dollars per million are a tenth of the budget.
  const priced = (name: string, perMTok: number): ScriptedMember => {
    const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: perMTok };
    return { ...member(name, answers(`from ${name}`), answers("merged")), servers: [{ ...ownServer, prices }] };
  };
  const free = (...names: string[]): ScriptedMember[] => names.map((name) => priced(name, 0));

  it("of value asks no model that adds less than its share of the budget, and drops no more than it can", async () => {
    const record = await value({ run: { policy } }, [...free("a", "c"), priced("d", 1010)]);
    assert.deepEqual(record.selection?.referencers, ["a", "c"]);
    assert.deepEqual([record.parameters.referencers, record.parameters.dropCount], [2, 1]);
    assert.deepEqual(await differences(record), []);
    const cheaper = await value({ run: { policy } }, [...free("a", "c"), priced("d", 990)]);
    assert.deepEqual(cheaper.selection?.referencers, ["a", "c", "d"]);
  });

  it("of value prefers a cheaper model, and its replay reckons with the recorded costs", async () => {
    const two = { run: { policy }, parameters: { referencers: 2 } };
    const record = await value(two, [...free("a", "b"), priced("c", 1500)]);
    assert.deepEqual(record.selection?.referencers, ["a", "b"]);
    assert.deepEqual(await differences(record), []);
    assert.deepEqual((await value(two, free("a", "b", "c"))).selection?.referencers, ["a", "c"]);
  });

  const speed = (durationMs: number, tokens: number | null = null): ModelSpeed => {
    return { replies: 1, firstTokenMs: null, durationMs, tokens, tokensPerSecond: null };
  };

  it("of value asks no slow model that adds less than the time it takes longer", async () => {
    const known = new Map([
      ["a", speed(10_000)],
      ["c", speed(10_000)],
      ["d", speed(21_000)],
    ]);
    const under = { speeds: { known, keep: () => Promise.resolve() } };
    const three = free("a", "c", "d");
    const record = await value({ ...under, run: { policy: { ...plainPolicy, deadlineMs: 100_000 } } }, three);
    assert.deepEqual([record.selection?.referencers, record.selection?.warnings], [["a", "c"], []]);
    assert.deepEqual(await differences(record), []);
    const later = await value({ ...under, run: { policy: { ...plainPolicy, deadlineMs: 120_000 } } }, three);
    assert.deepEqual(later.selection?.referencers, ["a", "c", "d"]);
  });

  it("of value reckons with the length of the replies that a model has given", async () => {
    const known = new Map([["d", speed(1, 100)]]);
    const models = [...free("a", "c"), priced("d", 2000)];
    const record = await value({ speeds: { known, keep: () => Promise.resolve() }, run: { policy } }, models);
    assert.deepEqual(record.selection?.referencers, ["a", "c", "d"]);
  });

  it("of value says whose time does not count", async () => {
    const speeds = { known: new Map<string, ModelSpeed>(), keep: () => Promise.resolve() };
    const record = await value({ speeds, run: { policy: { ...plainPolicy, deadlineMs: 1e9 } } });
    assert.match(record.warnings.join("\n"), /How long these models take is not known yet.*: a, b, c, d\./);
    assert.deepEqual(record.selection?.referencers, ["a", "c", "d"]);
  });
});
