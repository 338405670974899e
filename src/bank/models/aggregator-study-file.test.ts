import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { temporaryFolder } from "../../../test/bank/sample-bank.ts";
import {
  aggregationPromptFingerprint,
  keepAggregatorStudy,
  keptAggregatorStudy,
  type KeptStudy,
} from "./aggregator-study-file.ts";

const merged = { questions: 20, right: 12.5 };
const study: KeptStudy = {
  simulated: false,
  at: "2026-01-01T00:00:00.000Z",
  prompt: aggregationPromptFingerprint(),
  embedder: "built-in",
  models: [{ model: "a", coding: merged, other: merged }],
};

const unexpected = (notice: string): void => {
  assert.equal(notice, "");
};

describe("the kept comparison of aggregators", () => {
  it("is there for the kind of models that it was measured with", async (t) => {
    const folder = await temporaryFolder(t);
    assert.equal(await keptAggregatorStudy(folder, false, {}, unexpected), null);
    await keepAggregatorStudy(folder, study);
    assert.deepEqual((await keptAggregatorStudy(folder, false, {}, unexpected))?.models, study.models);
    assert.equal(await keptAggregatorStudy(folder, true, {}, unexpected), null);
  });

  it("takes the place of the one before it, and leaves that of the other kind", async (t) => {
    const folder = await temporaryFolder(t);
    await keepAggregatorStudy(folder, study);
    await keepAggregatorStudy(folder, { ...study, simulated: true });
    await keepAggregatorStudy(folder, { ...study, models: [] });
    assert.deepEqual((await keptAggregatorStudy(folder, false, {}, unexpected))?.models, []);
    assert.deepEqual((await keptAggregatorStudy(folder, true, {}, unexpected))?.models, study.models);
  });

  it("holds for the aggregation prompt that it was measured with, whoever wrote that", async (t) => {
    const folder = await temporaryFolder(t);
    const aggregation = { system: "{references}", user: "{question}" };
    await keepAggregatorStudy(folder, { ...study, prompt: aggregationPromptFingerprint({ aggregation }) });
    const notices: string[] = [];
    const kept = (templates: object) => keptAggregatorStudy(folder, false, templates, (notice) => notices.push(notice));
    assert.deepEqual((await kept({ aggregation, tasks: {} }))?.models, study.models);
    assert.equal(await kept({ aggregation: { ...aggregation, reference: "{response}" } }), null);
    assert.equal(await kept({}), null);
    assert.equal(notices.length, 2);
  });

  it("is not used, with a notice, when the prompt has changed or the file is broken", async (t) => {
    const folder = await temporaryFolder(t);
    const notices: string[] = [];
    const kept = () => keptAggregatorStudy(folder, false, {}, (notice) => notices.push(notice));
    await keepAggregatorStudy(folder, { ...study, prompt: "other" });
    assert.equal(await kept(), null);
    const file = path.join(folder, "aggregators.json");
    const whole = await readFile(file, "utf8");
    for (const broken of [whole.slice(0, -9), whole.replace("12.5", "25"), "[]", ""]) {
      await writeFile(file, broken);
      assert.equal(await kept(), null);
    }
    assert.match(notices[0]!, /another aggregation prompt.*again/);
    assert.equal(notices.length, 5);
    for (const notice of notices.slice(1)) assert.match(notice, /aggregators\.json cannot be used: .*again/);
    // A new comparison replaces the unusable file.
    await keepAggregatorStudy(folder, study);
    assert.notEqual(await kept(), null);
  });
});
