import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normaliseModelName } from "../../core/model-names/index.ts";
import { findServed, paperEndpointModel, paperModels } from "./paper-models.ts";
import { parseSettings } from "../../core/settings/index.ts";

const template = { bankModels: [], longOutputs: false };
const said = (id: string) => ({ id, contextTokens: null, prices: null });
const named = (name: string) => {
  const model = paperModels.find((one) => one.name === name);
  assert.ok(model);
  return model;
};

describe("the paper's models", () => {
  it("are fifteen, eight of which think, each under a name of its own", () => {
    assert.equal(paperModels.length, 15);
    assert.equal(paperModels.filter(({ thinks }) => thinks).length, 8);
    for (const key of ["name", "huggingFace"] as const) {
      assert.equal(new Set(paperModels.map((model) => normaliseModelName(model[key]))).size, 15);
    }
  });

  it("have the same name in the bank by name and by Hugging Face's id", () => {
    for (const { name, huggingFace } of paperModels)
      assert.equal(normaliseModelName(huggingFace), normaliseModelName(name));
  });

  it("make an endpoint that the settings take", () => {
    const models = paperModels.map((model) => paperEndpointModel(model, said(model.huggingFace), template));
    const endpoint = { name: "paper", kind: "vllm", baseUrl: "http://127.0.0.1:8000/v1", models };
    const { endpoints } = parseSettings({ "smcs.endpoints": [endpoint] });
    assert.deepEqual(endpoints[0]?.models, models);
  });

  it("are found whatever a server calls them", () => {
    const served = [{ id: "qwq-32b-awq" }, { id: "someone/Qwen3-32B-GGUF" }, { id: "qwen/qwen3-32b" }];
    assert.equal(findServed(named("Qwen3-32B"), served)?.id, "qwen/qwen3-32b");
    assert.equal(findServed(named("QwQ-32B"), served)?.id, "qwq-32b-awq");
    assert.equal(findServed(named("HuatuoGPT-o1-72B"), served), undefined);
  });

  it("have what the server says of them, and the paper's names in the bank that has those", () => {
    const prices = { promptUsdPerMTok: 0.1, completionUsdPerMTok: 0.4 };
    const served = { id: "deepseek/deepseek-r1-distill-llama-70b", contextTokens: 8000, prices };
    const model = named("DeepSeek-R1-Distill-Llama-70B");
    const released = { ...template, bankModels: ["R1-distill-llama70b"] };
    const { name } = model;
    assert.deepEqual(paperEndpointModel(model, served, template), {
      id: served.id,
      name,
      contextTokens: 8000,
      ...prices,
    });
    assert.equal(paperEndpointModel(model, served, released).capabilityOf, "R1-distill-llama70b");
    const both = { ...template, bankModels: ["R1-distill-llama70b", name] };
    assert.equal(paperEndpointModel(model, served, both).capabilityOf, undefined);
  });

  it("think long where that is wanted and their context has room", () => {
    const outputs = (name: string, contextTokens: number | null) =>
      paperEndpointModel(named(name), { ...said("x"), contextTokens }, { ...template, longOutputs: true })
        .maxOutputTokens;
    assert.equal(outputs("DeepSeek-R1-Distill-Qwen-32B", null), 32_768);
    assert.equal(outputs("QwQ-32B", null), 24_576);
    assert.equal(outputs("QwQ-32B", 10_000), 5000);
    assert.equal(outputs("Llama-3.3-70B-Instruct", null), undefined);
  });
});
