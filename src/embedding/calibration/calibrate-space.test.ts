import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalise } from "../../core/embedding.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../core/ports.ts";
import { similarityThresholds } from "../../core/similarity-thresholds.ts";
import { builtInEmbedder } from "../built-in/built-in-embedder.ts";
import { calibrateSpace, judgedPairs } from "./calibrate-space.ts";
import { judgedQuestions } from "./judged-questions.ts";
import { judgedReplies } from "./judged-replies.ts";

const judged = { replies: judgedReplies, questions: judgedQuestions };

/** Returns an embedder that gives each text the direction of its numbers. */
function embedder(directionOf: (text: string) => readonly number[]): EmbeddingModel {
  const space = "fake";
  return {
    space,
    embed: (texts) => Promise.resolve(texts.map((text) => ({ space, vector: normalise(directionOf(text)) }))),
  };
}

const meanings = [...judgedReplies, ...judgedQuestions].flatMap(({ same, different }) => [
  same,
  ...different.map((text) => [text]),
]);
const oneHot = (place: number) => meanings.map((_, at) => (at === place ? 1 : 0));

describe("the judged texts", () => {
  for (const [kind, sets] of Object.entries(judged)) {
    it(`are at least forty ${kind} of each judgement, all different`, () => {
      const { same, different } = judgedPairs(sets);
      assert.ok(same.length >= 40 && different.length >= 40, `${same.length}, ${different.length}`);
      const texts = sets.flatMap((set) => [...set.same, ...set.different]);
      assert.equal(new Set(texts).size, texts.length);
    });
  }

  it("are paired within what is the same, and with what differs from it", () => {
    const pairs = judgedPairs([{ same: ["a", "b", "c"], different: ["x"] }]);
    assert.deepEqual(pairs.same, [
      ["a", "b"],
      ["a", "c"],
      ["b", "c"],
    ]);
    assert.deepEqual(pairs.different, [
      ["a", "x"],
      ["b", "x"],
      ["c", "x"],
    ]);
  });
});

describe("the calibration of a space", () => {
  it("gives the lowest bounds to an embedder that sees meaning", async () => {
    const seeing = embedder((text) => oneHot(meanings.findIndex((texts) => texts.includes(text))));
    assert.deepEqual(await calibrateSpace(seeing), { agreement: 0.9, nearDuplicate: 0.95, measured: true });
  });

  it("stays careful with an embedder that sees nothing", async () => {
    assert.deepEqual(await calibrateSpace(embedder(() => [1])), similarityThresholds("unmeasured"));
  });

  it("comes near what real data gave for the built-in embedder, and not below", async () => {
    const model = builtInEmbedder();
    const [found, real] = [await calibrateSpace(model), similarityThresholds(model.space)];
    for (const kind of ["agreement", "nearDuplicate"] as const) {
      assert.ok(
        found[kind] >= real[kind] && found[kind] <= real[kind] + 0.025,
        `${kind}: ${found[kind]}, ${real[kind]}`,
      );
    }
  });

  it("embeds documents, and stops with the signal", async () => {
    const purposes = new Set<EmbeddingPurpose>();
    const inner = builtInEmbedder();
    const watched: EmbeddingModel = {
      space: inner.space,
      embed: (texts, purpose, signal) => {
        purposes.add(purpose);
        return inner.embed(texts, purpose, signal);
      },
    };
    await calibrateSpace(watched);
    assert.deepEqual([...purposes], ["document"]);
    await assert.rejects(calibrateSpace(watched, AbortSignal.abort()), { name: "AbortError" });
  });

  it("refuses a model that leaves texts out", async () => {
    await assert.rejects(calibrateSpace({ space: "short", embed: () => Promise.resolve([]) }), /short returned 0/);
  });
});
