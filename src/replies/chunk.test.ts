import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readChunk } from "./chunk.ts";

describe("the figures of a chunk", () => {
  const usage = (figure: string) =>
    readChunk(`{"usage":{"prompt_tokens":${figure},"completion_tokens":${figure},"cost":${figure}}}`)?.usage;

  it("are unknown where they cannot be", () => {
    for (const figure of ["-100", "1e999", '"1"', "null"])
      assert.deepEqual(usage(figure), { prompt_tokens: null, completion_tokens: null, cost: null }, figure);
    assert.deepEqual(usage("0"), { prompt_tokens: 0, completion_tokens: 0, cost: 0 });
  });
});
