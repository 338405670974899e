import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import {
  scriptedModel,
  scriptedWorker,
  until,
  watchWorkers,
  type WorkerScript,
} from "../support/embedding/scripted-model.ts";
import { normalise } from "../../src/core/embedding.ts";
import { EmbeddingError } from "../../src/core/errors.ts";
import { noInstructions } from "../../src/embedding/instructions.ts";
import type { LocalModel } from "../../src/embedding/model-files/local-model.ts";
import type { ModelLimits } from "../../src/embedding/local/shared-model.ts";
import { closeEmbedders, transformersEmbedder } from "../../src/embedding/local/transformers-embedder.ts";

function embedderOf(t: TestContext, model: LocalModel, limits: Partial<ModelLimits> = {}) {
  const options = { instructions: noInstructions, workerFile: scriptedWorker, ...limits };
  const embedder = transformersEmbedder(model, options);
  t.after(() => embedder.close());
  return {
    space: embedder.space,
    close: () => embedder.close(),
    embed: async (texts: readonly string[], signal?: AbortSignal) =>
      (await embedder.embed(texts, "query", signal)).map(({ vector }) => [...vector]),
  };
}

async function scripted(t: TestContext, scripts: readonly WorkerScript[], limits: Partial<ModelLimits> = {}) {
  const { model, ...done } = await scriptedModel(t, ...scripts);
  return { model, ...done, ...embedderOf(t, model, limits) };
}

/** Returns the scripted worker's vector of a text of one window. */
const expected = (text: string) => [...normalise([text.length, text.charCodeAt(0), 1])];

/** Returns a check for an error for the user whose message matches. */
const refusal = (words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof EmbeddingError);
  assert.match(error.message, words);
  return true;
};

describe("a model's worker", () => {
  it("starts with the first text, not before, and serves all calls and embedders of the model", async (t) => {
    const workers = watchWorkers(t);
    const { model, embed, starts } = await scripted(t, [{}]);
    const other = embedderOf(t, model);
    await setImmediate();
    assert.equal(workers.started(), 0);
    assert.deepEqual(await embed([]), []);
    assert.equal(workers.started(), 0);
    assert.deepEqual(await Promise.all([embed(["a", "bc"]), other.embed(["d"])]), [
      [expected("a"), expected("bc")],
      [expected("d")],
    ]);
    assert.equal(starts(), 1);
  });

  it("gives a long text the mean of its windows by their lengths", async (t) => {
    const { embed } = await scripted(t, [{}]);
    const [vector] = await embed(["ab|c"]);
    assert.deepEqual(vector, [...normalise([(2 * 2 + 1) / 3, (2 * 97 + 99) / 3, 1].map(Math.fround))]);
  });

  it("takes calls in turns, window by window", async (t) => {
    const { embed, windows } = await scripted(t, [{}]);
    const many = embed(["b0|b1|b2", "b3", "b4", "b5", "b6"]);
    await embed(["q"]);
    assert.ok(windows().indexOf("q") <= 1, windows().join(" "));
    await many;
    assert.deepEqual(windows().toSorted(), ["b0", "b1", "b2", "b3", "b4", "b5", "b6", "q"]);
  });

  it("ends when nothing came for a while, and starts again with the next text", async (t) => {
    const workers = watchWorkers(t);
    const { embed, starts } = await scripted(t, [{}], { idleMs: 5 });
    await embed(["a"]);
    await until(workers.allEnded);
    assert.deepEqual(await embed(["b"]), [expected("b")]);
    assert.equal(starts(), 2);
  });
});

describe("a worker that fails", () => {
  for (const deed of ["exit", "throw", "fail", "nonsense", "wrong answer"] as const) {
    it(`is replaced once, and the text is tried again: ${deed}`, async (t) => {
      const { embed, starts, windows } = await scripted(t, [{ deeds: { b: deed } }, {}]);
      assert.deepEqual(await embed(["a", "b", "c"]), ["a", "b", "c"].map(expected));
      assert.equal(starts(), 2);
      assert.deepEqual(windows(), ["a", "b", "b", "c"]);
    });
  }

  it("is left alone after failing twice in one call: later calls are refused with the same words, and nothing starts", async (t) => {
    const { model, embed, starts } = await scripted(t, [{ deeds: { b: "exit" } }]);
    await assert.rejects(embed(["a", "b"]), refusal(/scripted\/model .* code 7\. It is not used for 10 minutes\. If/));
    const words = await embed(["a"]).catch((error: unknown) => (error as Error).message);
    await assert.rejects(embedderOf(t, model).embed(["a"]), { name: "EmbeddingError", message: words });
    assert.equal(starts(), 2);
  });

  it("is tried again when it was left alone for long enough", async (t) => {
    const { embed, starts } = await scripted(t, [{ deeds: { a: "exit" } }, { deeds: { a: "exit" } }, {}], {
      pauseMs: 0,
    });
    await assert.rejects(embed(["a"]), EmbeddingError);
    assert.deepEqual(await embed(["a"]), [expected("a")]);
    assert.equal(starts(), 3);
  });

  it("refuses everybody who waits, too", async (t) => {
    const { embed, starts } = await scripted(t, [{ deeds: { b: "exit" } }]);
    const calls = await Promise.allSettled([embed(["b"]), embed(["c|d|e|f|g|h|i"])]);
    assert.deepEqual(
      calls.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(starts(), 2);
  });

  it("does so at its start: it is tried twice and says why", async (t) => {
    const { embed, starts } = await scripted(t, [{ loading: "fail" }]);
    await assert.rejects(embed(["a"]), refusal(/does not work: the weights are cut off\. .* smcs\.embedding\.backend/));
    assert.equal(starts(), 2);
  });

  it("has no script: the call is refused", async (t) => {
    const { model } = await scriptedModel(t, {});
    const workerFile = new URL("../../src/embedding/local/not-there.mjs", import.meta.url);
    const embedder = transformersEmbedder(model, { instructions: noInstructions, workerFile });
    await assert.rejects(embedder.embed(["a"], "query"), refusal(/not-there/));
  });
});

describe("a worker that hangs", () => {
  it("is ended when it takes too long to load, and left alone", async (t) => {
    const workers = watchWorkers(t);
    const { embed, starts } = await scripted(t, [{ loading: "hang" }], { loadMs: 100 });
    await assert.rejects(embed(["a"]), refusal(/loading it took longer than 0\.1 s/));
    await assert.rejects(embed(["a"]), refusal(/loading it took longer than 0\.1 s/));
    await until(workers.allEnded);
    assert.ok(starts() <= 1);
  });

  it("is ended when it takes too long over one window, and left alone", async (t) => {
    const workers = watchWorkers(t);
    const { embed, starts } = await scripted(t, [{ deeds: { a: "hang" } }], { textMs: 200 });
    await assert.rejects(embed(["a"]), refusal(/one piece of text took longer than 0\.2 s/));
    await until(workers.allEnded);
    assert.equal(starts(), 1);
  });
});

describe("vectors that are none", () => {
  it("are an error of the call, not a vector", async (t) => {
    const { embed, starts } = await scripted(t, [{ deeds: { n: "not a number", l: "wrong length" } }]);
    await assert.rejects(embed(["a", "n"]), refusal(/gave no vector for a text/));
    await assert.rejects(embed(["l"]), refusal(/4 values after one of 3/));
    assert.deepEqual(await embed(["a"]), [expected("a")]);
    assert.equal(starts(), 1);
  });
});

describe("stopping", () => {
  const reason = new Error("stopped by the user");

  it("rejects at once with the signal's reason, and others get their own vectors afterwards", async (t) => {
    const { embed, hanging, windows } = await scripted(t, [{ deeds: { d: "dawdle" } }]);
    const stop = new AbortController();
    const call = embed(["d", "never"], stop.signal);
    await hanging();
    stop.abort(reason);
    await assert.rejects(call, reason);
    assert.deepEqual(await embed(["a", "b"]), [expected("a"), expected("b")]);
    assert.deepEqual(windows(), ["d", "a", "b"]);
  });

  it("needs no answer of a worker that hangs, and is no reason to leave the model alone", async (t) => {
    const { embed, hanging } = await scripted(t, [{ deeds: { h: "hang" } }, {}], { textMs: 1500 });
    const stop = new AbortController();
    const call = embed(["h"], stop.signal);
    await hanging();
    stop.abort(reason);
    await assert.rejects(call, reason);
    assert.deepEqual(await embed(["a"]), [expected("a")]);
  });

  it("starts nothing when it came first", async (t) => {
    const { embed, starts } = await scripted(t, [{}]);
    await assert.rejects(embed(["a"], AbortSignal.abort(reason)), reason);
    assert.equal(starts(), 0);
  });

  it("takes back texts that still wait for their turn", async (t) => {
    const { embed, hanging, windows } = await scripted(t, [{ deeds: { d: "dawdle" } }]);
    const first = embed(["d"]);
    await hanging();
    const stop = new AbortController();
    const second = embed(["waiting"], stop.signal);
    stop.abort(reason);
    await assert.rejects(second, reason);
    await first;
    assert.deepEqual(windows(), ["d"]);
  });
});

describe("closing", () => {
  it("ends the worker whatever it does, and refuses what the embedder is at and is asked later", async (t) => {
    const workers = watchWorkers(t);
    const { embed, close, hanging, starts } = await scripted(t, [{ deeds: { h: "hang" } }]);
    const call = assert.rejects(embed(["h"]), refusal(/closed/));
    await hanging();
    await close();
    assert.ok(workers.allEnded());
    await call;
    await assert.rejects(embed(["a"]), refusal(/closed/));
    assert.equal(starts(), 1);
  });

  it("leaves other embedders of the model at work: they get a worker again", async (t) => {
    const { model, embed, hanging, starts } = await scripted(t, [{ deeds: { d: "hang" } }, {}]);
    const other = embedderOf(t, model);
    const call = embed(["d", "a"]);
    await hanging();
    await other.close();
    assert.deepEqual(await call, [expected("d"), expected("a")]);
    assert.equal(starts(), 2);
  });

  it("may be done for all at once; models that had failed may then start again", async (t) => {
    const workers = watchWorkers(t);
    const scripts = await scripted(t, [{ deeds: { h: "hang" } }, { loading: "fail" }, { loading: "fail" }, {}]);
    const call = assert.rejects(scripts.embed(["h"]), refusal(/closed/));
    await scripts.hanging();
    await closeEmbedders();
    assert.ok(workers.allEnded());
    await call;
    const later = embedderOf(t, scripts.model);
    await assert.rejects(later.embed(["a"]), refusal(/cut off/));
    await closeEmbedders();
    assert.deepEqual(await embedderOf(t, scripts.model).embed(["a"]), [expected("a")]);
  });
});
