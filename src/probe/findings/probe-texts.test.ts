import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { serverOf } from "../../servers/index.ts";
import { parseModelList } from "../../server-facts/index.ts";
import type { ModelProbe } from "../testing/model-probe.ts";
import { budgetText, groupedNotes, modelCells, modelColumns } from "./probe-cells.ts";
import { probeCost, probeCostSentence } from "../testing/probe-cost.ts";
import { reportText } from "./report-text.ts";
import { settingsOffers, withOffers } from "./settings-offers.ts";
import type { EndpointSurvey } from "../testing/survey-endpoint.ts";
import { plainTable, wrapped } from "../../report-page/index.ts";

const probe: ModelProbe = {
  endpoint: "mine",
  model: "m",
  kind: "openai",
  origin: "https://models.example",
  testedAt: "2026-01-01T00:00:00.000Z",
  outcome: "partly",
  streaming: true,
  logprobs: "refused",
  choices: "given",
  thinking: false,
  embeddings: null,
  contextTokens: 32768,
  prices: { promptUsdPerMTok: 0.1, completionUsdPerMTok: 0.4 },
  firstTokenMs: 1234,
  costUsd: null,
  refusedFields: [],
  notes: [],
};

function surveyOf(endpoint: Endpoint, list: readonly object[] | null): EndpointSurvey {
  const listed = list === null ? null : parseModelList({ data: list });
  const models = [{ id: "a" }, { id: "b", promptUsdPerMTok: 2, completionUsdPerMTok: 4 }];
  return { endpoint, server: serverOf(endpoint, null), listed, models, budget: null, problems: [] };
}

describe("what a test costs", () => {
  const hosted: Endpoint = { name: "hosted", kind: "openai", baseUrl: "https://models.example/v1", models: "*" };

  it("is the worst case of every priced model, and names those without a price", () => {
    const cost = probeCost([surveyOf(hosted, null)]);
    assert.deepEqual(cost, { requests: 2, highUsd: (100 * 2 + 2 * 256 * 4) / 1e6, unpriced: ["hosted/a"] });
    assert.match(probeCostSentence(cost) ?? "", /2 tiny requests .*\$0\.0022 and the unknown prices of hosted\/a/);
  });

  it("takes the server's prices where the settings have none, and one choice from OpenRouter", () => {
    const openRouter: Endpoint = { name: "or", kind: "openrouter", models: ["a"] };
    const list = [{ id: "a", pricing: { prompt: "0.000001", completion: "0.000001" } }];
    const cost = probeCost([surveyOf(openRouter, list)]);
    assert.deepEqual(cost, { requests: 2, highUsd: (100 + 256 + 100 * 2 + 256 * 4) / 1e6, unpriced: [] });
    assert.match(probeCostSentence(cost) ?? "", /at most \$0\.0016 together/);
  });

  it("is nothing on servers of one's own", () => {
    const cost = probeCost([surveyOf({ ...hosted, baseUrl: "http://10.0.0.5:8000/v1" }, null)]);
    assert.equal(probeCostSentence(cost), null);
  });
});

describe("the table", () => {
  it("shows every column, what is not known as not known, and how old an outcome is", () => {
    const cells = modelCells(probe, "2026-01-03T00:00:00.000Z");
    assert.equal(cells.length, modelColumns.length);
    assert.deepEqual(cells.slice(0, 4), ["mine/m", "partly", "refused", "given"]);
    assert.deepEqual(cells.slice(6), ["32,768", "0.1 / 0.4", "1.2 s", "-", "2026-01-01"]);
    assert.equal(modelCells(probe, "2026-01-09T00:00:00.000Z").at(-1), "2026-01-01, long ago");
    assert.equal(modelCells(probe, probe.testedAt).at(-1), "now");
    const nothing = { ...probe, prices: null, contextTokens: null, firstTokenMs: null, logprobs: null, choices: null };
    assert.deepEqual(modelCells(nothing, probe.testedAt).slice(6, 9), ["?", "?", "?"]);
  });

  it("says once what holds for several models", () => {
    const noted = (model: string, ...notes: string[]) => ({ ...probe, model, notes });
    assert.deepEqual(groupedNotes([noted("a", "x", "y"), noted("b"), noted("c", "x", "y"), noted("d", "x")]), [
      { models: ["mine/a", "mine/c"], notes: ["x", "y"] },
      { models: ["mine/d"], notes: ["x"] },
    ]);
  });

  it("says what is left on a key", () => {
    assert.equal(budgetText({ limitUsd: 10, usedUsd: 2.5, leftUsd: 7.5 }), "$7.50 of $10.00 left on the key");
    assert.match(budgetText({ limitUsd: null, usedUsd: 2.5, leftUsd: null }), /\$2\.50 used, no limit/);
  });

  it("keeps what servers say on its line and in its cell", () => {
    const report = {
      name: "mine",
      kind: "openai",
      address: "http://h/v1",
      enabled: true,
      listed: null,
      budget: null,
      models: [],
    } as const;
    const text = reportText([{ ...report, problems: ["broken\n a \u001b[31mred"] }], [], probe.testedAt);
    assert.match(text, /^mine .* broken a \[31mred$/m);
    assert.ok(!text.includes("\u001b"));
  });

  it("says once what holds for several models", () => {
    const noted = (model: string, ...notes: string[]) => ({ ...probe, model, notes });
    assert.deepEqual(groupedNotes([noted("a", "x", "y"), noted("b"), noted("c", "x", "y"), noted("d", "x")]), [
      { models: ["mine/a", "mine/c"], notes: ["x", "y"] },
      { models: ["mine/d"], notes: ["x"] },
    ]);
  });

  it("is aligned, and its prose fits a screen", () => {
    assert.deepEqual(plainTable(["a", "bb"], [["long", "x"]]), ["a     bb", "long  x"]);
    const sentence = "word ".repeat(50).trim();
    const lines = wrapped(sentence, "  ");
    assert.ok(lines.length > 1 && lines.every((line) => line.startsWith("  ") && line.length <= 100));
    assert.equal(lines.map((line) => line.trim()).join(" "), sentence);
  });
});

describe("what could stand in the settings", () => {
  const endpoint = (models: Endpoint["models"]): Endpoint => {
    return { name: "mine", kind: "openai", baseUrl: "https://models.example/v1", models };
  };

  it("is what the settings leave out, and nothing that stands there", () => {
    const refusing = { ...probe, refusedFields: ["seed"] };
    const [offer] = settingsOffers([endpoint(["m"])], [refusing]);
    assert.deepEqual(offer?.settings, { contextTokens: 32768, ...probe.prices, parameters: { seed: null } });
    const set = { id: "m", contextTokens: 1, promptUsdPerMTok: 5, parameters: { top_p: 1 } };
    assert.deepEqual(settingsOffers([endpoint([set])], [refusing])[0]?.settings, {
      parameters: { top_p: 1, seed: null },
    });
    assert.deepEqual(settingsOffers([endpoint([{ ...set, completionUsdPerMTok: 1 }])], [probe]), []);
    assert.deepEqual(settingsOffers([endpoint("*"), { ...endpoint(["m"]), name: "other" }], [probe]), []);
  });

  it("is written where it belongs, and settings stay as they were elsewhere", () => {
    const endpoints = [endpoint(["x", "m"]), { ...endpoint(["m"]), name: "other" }];
    const changed = withOffers(endpoints, settingsOffers(endpoints, [probe]));
    assert.deepEqual(changed[0]?.models, ["x", { id: "m", contextTokens: 32768, ...probe.prices }]);
    assert.deepEqual(changed[1], endpoints[1]);
    assert.doesNotThrow(() => parseSettings({ "smcs.endpoints": changed }));
    assert.deepEqual(settingsOffers(changed, [probe]), []);
  });
});
