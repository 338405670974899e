import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { presets } from "../../../core/parameters.ts";
import type { TablesContext } from "./context.ts";
import { spread } from "./points.ts";
import { tableNames, variantsFor } from "./tables.ts";
import { context } from "../../../../test/support/lab/tables.ts";
import { smcs, smcsWith, withOutputLimit } from "./variants.ts";

const pool = (count: number): TablesContext => ({
  ...context,
  models: Array.from({ length: count }, (_, index) => ({ name: `m${index}`, pool: true })),
  bankAccuracy: [],
  parameters: presets.paper,
  bankSize: 5000,
});

describe("the variants of all tables", () => {
  it("are each there once, SMCS among them, and their ids say what they are", () => {
    const ids = variantsFor(tableNames, pool(15)).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of [
      "smcs",
      "mixture-of-agents",
      "single/m3",
      "smcs/pool=3",
      "smcs/bank=none",
      "smcs/bank=single-domain",
      "smcs/bank=out-of-domain",
      "self-moa/bank=out-of-domain",
      "smcs/drop=uniform",
      "smcs/Kdrop=0",
      "smcs/tokens=32768",
      "smcs/aggregator=m0",
      "smcs/seed=2",
      "smcs/K=1,Kdrop=0",
      "smcs/K=15,Kdrop=0",
      "smcs/n=16",
      "smcs/Nsup=200",
      "smcs/gamma=0.9",
      "smcs/bank=1250",
    ]) {
      assert.ok(ids.includes(id), id);
    }
    for (const usual of ["K=7", "n=8", "Nsup=400", "gamma=0.95", "Kdrop=1", "seed=1"])
      assert.ok(!ids.includes(`smcs/${usual}`), usual);
  });

  it("take MoA with one layer for the components, however many the settings have", () => {
    const layersOf = (layers: number): (number | undefined)[] =>
      variantsFor(["table-10"], { ...pool(4), parameters: { ...presets.paper, layers } })
        .filter(({ system }) => system === "mixture-of-agents")
        .map(({ parameters }) => parameters.layers);
    assert.deepEqual(layersOf(1), [undefined]);
    assert.deepEqual(layersOf(3), [1]);
  });

  it("never ask for more models than there are", () => {
    for (const count of [1, 2, 3, 6]) {
      for (const { id, parameters, pool: models } of variantsFor(tableNames, pool(count))) {
        assert.ok((parameters.referencers ?? 1) <= count, id);
        assert.ok((parameters.dropCount ?? 0) < (parameters.referencers ?? count), id);
        assert.ok((models?.length ?? 1) <= count, id);
      }
    }
  });

  it("are those of the named tables only", () => {
    const ids = (names: readonly string[]): string[] => variantsFor(names, context).map(({ id }) => id);
    assert.deepEqual(ids(["lambda", "final-choice", "figure-5"]), ["smcs"]);
    assert.deepEqual(ids(["table-3"]), ["smcs", "smcs/bank=single-domain", "smcs/bank=none"]);
    assert.deepEqual(ids(["table-0"]), []);
  });

  it("of SMCS are SMCS where nothing differs", () => {
    assert.equal(smcsWith(pool(15), { referencers: 7, dropDistribution: "paper" }), smcs);
    // With four models, K = 7 is K = 4.
    assert.equal(smcsWith(pool(4), { referencers: 4 }), smcs);
    assert.equal(withOutputLimit(smcs, pool(4), 8192), smcs);
    // If a model has a limit of its own, the settings' limit does not apply to all models.
    assert.equal(withOutputLimit(smcs, { ...pool(4), ownOutputLimits: true }, 8192).id, "smcs/tokens=8192");
    assert.deepEqual(withOutputLimit(smcs, pool(4), 32_768).parameters, { maxOutputTokens: 32_768 });
  });
});

describe("points between two numbers", () => {
  it("end at the highest and stay few", () => {
    assert.deepEqual(spread(1, 15, 5), [3, 6, 9, 12, 15]);
    assert.deepEqual(spread(1, 3, 5), [1, 2, 3]);
    assert.deepEqual(spread(1, 1, 5), [1]);
    assert.deepEqual(spread(1, 0, 5), []);
  });
});
