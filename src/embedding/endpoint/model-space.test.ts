import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { linqEmbedMistral } from "../../core/question-bank/index.ts";
import { noInstructions, spaceSuffix } from "../instructions.ts";
import { modelSpace } from "./model-space.ts";

const spaceOf = (id: string, more: object = {}) => modelSpace({ id, ...more }, noInstructions);

describe("the space of a model behind an endpoint", () => {
  it("is the same whichever server serves it", () => {
    assert.equal(spaceOf("Linq-AI-Research/Linq-Embed-Mistral"), linqEmbedMistral);
    assert.equal(spaceOf("linq-embed-mistral:latest"), linqEmbedMistral);
    assert.equal(spaceOf("Qwen/Qwen3-Embedding-0.6B"), spaceOf("qwen3-embedding:0.6b"));
    assert.equal(spaceOf("openai/text-embedding-3-small"), "text-embedding-3-small");
  });

  it("is another one for other weights, another length and another instruction for documents", () => {
    const instructions = { query: "", document: "passage: " };
    const spaces = [
      spaceOf("e5"),
      spaceOf("e5-GGUF"),
      spaceOf("e5", { parameters: { dimensions: 256 } }),
      modelSpace({ id: "e5" }, instructions),
    ];
    assert.equal(new Set(spaces).size, spaces.length);
    assert.deepEqual(spaces.slice(2), ["e5/256", `e5${spaceSuffix(instructions)}`]);
  });

  it("follows the model's name, and neither its query instruction nor its other parameters", () => {
    assert.equal(spaceOf("served-as-this", { name: "Linq-Embed-Mistral" }), linqEmbedMistral);
    assert.equal(modelSpace({ id: "e5", parameters: { user: "me" } }, { query: "query: ", document: "" }), "e5");
    assert.equal(spaceOf("..."), "...");
  });
});
