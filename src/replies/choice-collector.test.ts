import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ChoiceCollector } from "./choice-collector.ts";
import { parseChunk } from "./chunk.ts";

const part = (content: string, finish: string | null = null) => {
  const logprobs = { content: [{ token: content, logprob: -1 }] };
  return parseChunk({ choices: [{ delta: { content }, finish_reason: finish, logprobs }] })!.choices[0]!;
};

describe("a choice", () => {
  it("is what had come when the server called it complete, whatever comes afterwards", () => {
    const collector = new ChoiceCollector(2);
    const ended = collector.add(part("first", "stop"))?.ended;
    assert.equal(ended?.text, "first");
    assert.equal(collector.add(part(" tail")), null);
    assert.equal(collector.add(part("", "length")), null);
    assert.deepEqual(collector.result(), ended);
  });
});
