import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { fixedEmbedder } from "../../../test/support/core/world.ts";
import type { EmbeddingModel, QuestionBank } from "../ports.ts";
import { RunEmbedder } from "./run-embedder.ts";

const { signal } = new AbortController();
const broken = (space = "model"): EmbeddingModel => ({
  space,
  embed: () => Promise.reject(new Error("The model crashed.")),
});
const bankIn = (space: string): QuestionBank => ({ load: () => Promise.resolve({ ...bankOf([]), space }) });

function embedderWith(embedding: EmbeddingModel, standIn: EmbeddingModel | null) {
  const told: string[] = [];
  const embedder = new RunEmbedder(
    {
      embedding,
      bank: bankIn(embedding.space),
      standIn: standIn && { embedding: standIn, bank: bankIn(standIn.space) },
    },
    (message) => told.push(message),
  );
  return { embedder, told };
}

const standIn = (): ReturnType<typeof fixedEmbedder> => fixedEmbedder();

describe("the embedder of a run", () => {
  it("gives the question and the bank in one space, the stand-in's once the embedder has failed", async () => {
    const sound = embedderWith(fixedEmbedder(), broken());
    assert.equal((await sound.embedder.embedQuestion("How?", signal)).bank.space, fixedEmbedder().space);

    const { embedder, told } = embedderWith(broken(), standIn());
    const { asked, bank } = await embedder.embedQuestion("How?", signal);
    assert.deepEqual([asked.space, bank.space], [standIn().space, standIn().space]);
    assert.deepEqual(told, [`The model crashed. ${standIn().space} stands in for model in this run.`]);
  });

  it("stands in for a bank that cannot be had in the embedder's space too", async () => {
    const { embedder } = embedderWith(fixedEmbedder(), null);
    const noBank = { load: () => Promise.reject(new Error("No vectors.")) };
    const withStandIn = new RunEmbedder(
      {
        embedding: { ...fixedEmbedder(), space: "model" },
        bank: noBank,
        standIn: { embedding: standIn(), bank: bankIn(standIn().space) },
      },
      () => undefined,
    );
    assert.equal((await withStandIn.embedQuestion("How?", signal)).asked.space, standIn().space);
    await assert.doesNotReject(embedder.embedQuestion("How?", signal));
  });

  it("never mixes two spaces, whenever the embedder fails", async () => {
    let calls = 0;
    const failsLater: EmbeddingModel = {
      space: "model",
      embed: (texts, purpose) =>
        (calls += 1) === 1
          ? fixedEmbedder()
              .embed(texts, purpose)
              .then((made) => made.map((one) => ({ ...one, space: "model" })))
          : Promise.reject(new Error("The model crashed.")),
    };
    const { embedder, told } = embedderWith(failsLater, standIn());
    assert.deepEqual(
      (await embedder.embedReplies(["a", "b"])).map(({ space }) => space),
      ["model", "model"],
    );
    const both = await Promise.all([embedder.embedReplies(["a", "b", "c"]), embedder.embedReplies(["b", "d"])]);
    const spaces = both.map((embedded) => new Set(embedded.map(({ space }) => space)));
    for (const ofOne of spaces) assert.deepEqual([...ofOne], [standIn().space]);
    assert.equal(told.length, 1);
  });

  it("embeds no text twice, and takes up what was begun ahead", async () => {
    const model = fixedEmbedder();
    const { embedder } = embedderWith(model, null);
    embedder.expect("a", signal);
    await embedder.embedReplies(["a", "b", "a"]);
    await embedder.embedReplies(["b", "c"]);
    assert.deepEqual(model.seen, ["a", "b", "c"]);
  });

  it("tries again what failed ahead of time, on the stand-in", async () => {
    const { embedder, told } = embedderWith(broken(), standIn());
    embedder.expect("a", signal);
    assert.equal((await embedder.embedReplies(["a"]))[0]?.space, standIn().space);
    assert.equal(told.length, 1);
  });

  it("fails when nobody stands in, or the stand-in fails too", async () => {
    await assert.rejects(embedderWith(broken(), null).embedder.embedReplies(["a"]), /The model crashed/);
    await assert.rejects(embedderWith(broken(), broken("other")).embedder.embedReplies(["a"]), /The model crashed/);
    const forgetful = { space: "model", embed: () => Promise.resolve([]) };
    await assert.rejects(embedderWith(forgetful, null).embedder.embedReplies(["a"]), /0 embeddings for 1 texts/);
  });

  it("hands nothing over when the run is stopped", async () => {
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    const { embedder, told } = embedderWith(broken(), standIn());
    await assert.rejects(embedder.embedReplies(["a"], stop.signal), /stopped/);
    await assert.rejects(embedder.embedQuestion("How?", stop.signal), /stopped/);
    assert.deepEqual(told, []);
  });

  it("hands nothing over for what was begun ahead and broken off", async () => {
    const stop = new AbortController();
    const slow: EmbeddingModel = {
      space: "model",
      embed: (_texts, _purpose, until) =>
        new Promise((_, reject) => {
          until?.addEventListener("abort", () => {
            reject(until.reason as Error);
          });
        }),
    };
    const { embedder, told } = embedderWith(slow, standIn());
    embedder.expect("a", stop.signal);
    const compared = embedder.within(stop.signal).embedReplies(["a"]);
    stop.abort(new Error("stopped"));
    await assert.rejects(compared, /stopped/);
    assert.deepEqual(told, []);
  });
});
