import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ConfiguredModel, matchModel, matchModels } from "./match-models.ts";
import { findBankName, normaliseModelName, spelledName } from "./model-name.ts";

const bank = ["GLM-Z1-32B-0414", "Llama-3.3-70B-Instruct", "Qwen2.5-Coder-32B-Instruct", "Qwen3-32B"];
const model = (id: string, rest: Partial<ConfiguredModel> = {}): ConfiguredModel => {
  return { reference: `one/${id}`, id, ...rest };
};
const found = (bankName: string, by: string) => ({ bankName, by, known: true, suggestions: [] });

describe("a configured model", () => {
  const matchOf = (configured: ConfiguredModel) => {
    const { reference, ...match } = matchModel(configured, bank);
    assert.equal(reference, configured.reference);
    return match;
  };

  it("takes the bank name that its id follows", () => {
    assert.deepEqual(matchOf(model("Qwen/Qwen3-32B-AWQ")), found("Qwen3-32B", "id"));
  });

  it("takes what its name says before what its id says", () => {
    assert.deepEqual(matchOf(model("Qwen/Qwen3-32B", { name: "llama 3.3 70b instruct" })), found(bank[1]!, "name"));
    assert.deepEqual(matchOf(model("Qwen/Qwen3-32B", { name: "my favourite" })), found("Qwen3-32B", "id"));
  });

  it("takes what capabilityOf names before both, in the bank's spelling", () => {
    const override = model("Qwen/Qwen3-32B", { name: "Qwen3-32B", capabilityOf: "glm-z1-32b-0414" });
    assert.deepEqual(matchOf(override), found("GLM-Z1-32B-0414", "override"));
  });

  it("is told when capabilityOf names nothing that the bank knows", () => {
    const { bankName, by, known, suggestions } = matchOf(model("m", { capabilityOf: "GLM-Z1-32B" }));
    assert.deepEqual([bankName, by, known, suggestions], ["GLM-Z1-32B", "override", false, ["GLM-Z1-32B-0414"]]);
  });

  it("keeps its own name where nothing matches, with what may be meant", () => {
    const { bankName, by, known, suggestions } = matchOf(model("meta-llama/Meta-Llama-3.3-70B"));
    assert.deepEqual([bankName, by, known, suggestions], ["Meta-Llama-3.3-70B", "none", false, []]);
    assert.deepEqual(matchOf(model("llama-3.3-70b")).suggestions, ["Llama-3.3-70B-Instruct"]);
    assert.deepEqual(matchOf(model("meta-llama-3.3-70b-instruct")).suggestions, ["Llama-3.3-70B-Instruct"]);
    assert.deepEqual(matchOf(model("gpt-5")).suggestions, []);
  });

  it("is not suggested a name that cuts a number in two, or one for a name of three letters", () => {
    assert.deepEqual(matchModel(model("qwen3-3"), ["Qwen3-32B"]).suggestions, []);
    assert.deepEqual(matchModel(model("glm"), bank).suggestions, []);
  });

  it("is suggested the nearest names, three at most", () => {
    const names = ["solar-a-b-c-d", "solar-a", "solar-a-b", "solar-a-b-c"];
    assert.deepEqual(matchModel(model("solar"), names).suggestions, ["solar-a", "solar-a-b", "solar-a-b-c"]);
  });
});

describe("matching all models", () => {
  it("lists the bank's models that nobody configured", () => {
    const { configured, unconfigured } = matchModels([model("qwen3-32b"), model("x/glm-z1-32b-0414-fp8")], bank);
    assert.deepEqual(
      configured.map(({ bankName }) => bankName),
      ["Qwen3-32B", "GLM-Z1-32B-0414"],
    );
    assert.deepEqual(unconfigured, ["Llama-3.3-70B-Instruct", "Qwen2.5-Coder-32B-Instruct"]);
  });

  const word = fc.constantFrom("qwen", "Llama", "3", "32B", "70b", "Instruct", "AWQ", "gguf", ":free", "x/");
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join("-"));

  it("agrees with the pool's rule, and every name is either taken or listed", () => {
    fc.assert(
      fc.property(fc.array(name), fc.uniqueArray(name), (ids, bankModels) => {
        const models = ids.map((id) => model(id));
        const { configured, unconfigured } = matchModels(models, bankModels);
        const taken = new Set(configured.flatMap(({ known, bankName }) => (known ? [bankName] : [])));
        assert.deepEqual(new Set([...taken, ...unconfigured]), new Set(bankModels));
        assert.ok(unconfigured.every((one) => !taken.has(one)));
        configured.forEach(({ bankName, known, by }, index) => {
          assert.equal(bankName, findBankName(ids[index]!, bankModels) ?? spelledName(ids[index]!));
          assert.equal(known, bankModels.includes(bankName));
          assert.equal(by, known ? "id" : "none");
          if (known) assert.equal(normaliseModelName(bankName), normaliseModelName(ids[index]!));
        });
      }),
    );
  });
});
