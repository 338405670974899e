import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { matchModels } from "../../core/model-names/index.ts";
import { configuredModels } from "../../core/endpoints/index.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { aggregationPromptFingerprint, keepAggregatorStudy } from "./aggregator-study-file.ts";
import { mergingModels, ShareTally, surveyModels } from "./merging-models.ts";

const outcome = (value: number) => ({ value, weight: 1, evidence: "checked" }) as const;

/** Creates `known` questions of a domain with outcomes of a model: the first `right` ones are right. */
function questions(model: string, right: number, known: number, changes: Partial<BankQuestion> = {}): BankQuestion[] {
  const least = { id: "q", source: "s", split: "bank", question: "Q?", task: { kind: "open" } } as const;
  return Array.from({ length: known }, (_, row) => {
    return { ...least, capability: { [model]: outcome(row < right ? 1 : 0) }, domain: "instructions", ...changes };
  });
}

function merging(known: readonly BankQuestion[], changes: object = {}) {
  const endpoint = { name: "mine", kind: "openai", baseUrl: "http://127.0.0.1:8000/v1", models: ["sure", "lucky"] };
  const settings = parseSettings({ "smcs.endpoints": [{ ...endpoint, ...changes }] });
  const tally = new ShareTally();
  for (const question of known) tally.add(question);
  const { configured } = matchModels(configuredModels(settings.endpoints), ["sure", "lucky"]);
  return mergingModels(settings, configured, tally.shares, null);
}

/** Returns the models that merge for an empty bank with a kept comparison for the prompt "Merge {references}". */
async function afterComparison(folder: string, promptTemplates: object) {
  const aggregation = { system: "Merge {references}", user: "{question}" };
  const [good, bad] = [20, 2].map((right) => ({ questions: 20, right }));
  const models = [
    { model: "sure", coding: good!, other: good! },
    { model: "lucky", coding: bad!, other: bad! },
  ];
  const prompt = aggregationPromptFingerprint({ aggregation });
  await keepAggregatorStudy(folder, { simulated: false, at: "2026-01-01", prompt, embedder: "e", models });
  const endpoint = { name: "mine", kind: "openai", baseUrl: "http://127.0.0.1:8000/v1", models: ["lucky", "sure"] };
  const settings = parseSettings({ "smcs.endpoints": [endpoint], "smcs.promptTemplates": promptTemplates });
  return (await surveyModels("e", Readable.from([]), { bankFolder: folder, settings })).merging?.other;
}

describe("who merges, as far as the bank decides", () => {
  const known = [...questions("lucky", 1, 1), ...questions("sure", 135, 150)];

  it("is the model with 135 of 150 instruction questions, not the one with 1 of 1", () => {
    const { other, coding } = merging(known) ?? {};
    assert.equal(other?.model, "sure");
    assert.equal(other.accuracy, 0.9);
    assert.match(other.reason, /150 known outcomes on the bank's instruction questions/);
    assert.deepEqual(coding, other);
  });

  it("leaves test questions out", () => {
    const tested = questions("lucky", 200, 200, { split: "test" });
    assert.equal(merging([...known, ...tested])?.other.model, "sure");
  });

  it("is not said where the settings do not list the models", () => {
    assert.equal(merging(known, { models: "*" }), null);
    assert.equal(merging(known, { enabled: false }), null);
  });

  it("goes by a comparison that was made with the aggregation prompt of the settings, and by no other", async (t) => {
    const folder = await temporaryFolder(t);
    const aggregation = { system: "Merge {references}", user: "{question}" };
    const held = await afterComparison(folder, { aggregation });
    assert.equal(held?.model, "sure");
    assert.match(held.reason, /compared as aggregators/);
    assert.match((await afterComparison(folder, {}))?.reason ?? "", /price and name decided/);
  });

  it("takes the cheaper model where the bank says nothing", () => {
    const models = [{ id: "lucky" }, { id: "sure", promptUsdPerMTok: 1, completionUsdPerMTok: 1 }];
    assert.equal(merging([], { models })?.other.model, "sure");
  });
});
