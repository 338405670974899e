import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { part } from "../../../test/support/deep.ts";
import { builtInEmbedder } from "./built-in-embedder.ts";

const model = builtInEmbedder();
const many = Array.from({ length: 3000 }, (_, i) =>
  `Question ${i}: how do I sort a list of records by several keys? `.repeat(5),
);

describe("the built-in embedder under load", () => {
  it("starts nothing when the signal is already aborted", async () => {
    const reason = new Error("stopped by the test");
    await assert.rejects(model.embed(["text"], "query", AbortSignal.abort(reason)), reason);
  });

  it("lets others run between texts, who may abort it", async () => {
    const controller = new AbortController();
    setImmediate(() => {
      controller.abort();
    });
    await assert.rejects(model.embed(many, "document", controller.signal), { name: "AbortError" });
  });

  // Quadratic time would take many minutes here; the limit leaves room for slow machines.
  const repeated = ["word ", "aB", "a-", "+", "'a", "日本語", "a\u0315\u0300", "\u0315\u0300", "😀", "1", "ab"];
  for (const text of part(repeated, 4)) {
    it(`embeds a megabyte of ${JSON.stringify(text)} within seconds`, { timeout: 20_000 }, async () => {
      const [embedding] = await model.embed([text.repeat(2 ** 20 / text.length)], "document");
      assert.ok(embedding?.vector.every(Number.isFinite));
    });
  }
});
