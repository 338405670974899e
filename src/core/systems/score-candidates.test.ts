import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { heardContext, ofType } from "../../../test/support/core/call-context.ts";
import { bankOf, embedded } from "../../../test/support/core/banks.ts";
import { fixedEmbedder } from "../../../test/support/core/world.ts";
import type { Candidate } from "./candidate.ts";
import { presets } from "../parameters.ts";
import type { ReplyEmbedder } from "../ports.ts";
import { scoreCandidates } from "./score-candidates.ts";
import { type Selection, selectReferencers } from "../selection/index.ts";

const candidate = (draw: number, text: string, rest: Partial<Candidate> = {}): Candidate => ({
  draw,
  subset: ["a"],
  model: "agg",
  text,
  status: "finished",
  perplexity: 1,
  ...rest,
});

/** Returns a selection in which model a has prior 1 and model b prior 0. */
const selectionOf = (domain: string): Selection =>
  selectReferencers(
    { text: "How?", embedding: embedded(1, 0) },
    bankOf([{ domain, outcomes: { a: 1, b: 0 } }]),
    ["a", "b"].map((name) => ({ name, price: null })),
    presets.economy,
  );

async function score(candidates: readonly Candidate[], embedding = fixedEmbedder(), domain = "math", lambda = 1) {
  const { emit, events } = heardContext();
  const embedder: ReplyEmbedder = {
    embedReplies: (texts) => embedding.embed(texts, "document"),
    agreementThreshold: () => 0.9,
  };
  const parameters = { ...presets.coding, perplexityWeight: lambda };
  const done = await scoreCandidates(candidates, { selection: selectionOf(domain), parameters, embedder }, emit);
  return {
    done,
    scores: ofType(events, "scores")[0],
    warnings: ofType(events, "warning").map(({ message }) => message),
  };
}

describe("scoring the candidates", () => {
  it("names the winner by its draw, with the parts of its score", async () => {
    const vectors = { one: [1, 0], two: [3, 4], three: [0, 1] };
    const { scores, warnings } = await score(
      [candidate(1, "one"), candidate(4, "two"), candidate(6, "three")],
      fixedEmbedder(vectors),
    );
    assert.equal(scores?.winner, 4);
    // (0.6 + 1 + 0.8) / 3 = 0.8, and PPL 1 subtracts nothing.
    assert.ok(Math.abs(scores.candidates[1]!.similarity - 0.8) < 1e-6);
    assert.deepEqual(
      scores.candidates.map(({ draw, score: total, similarity }) => [draw, total - similarity]),
      [
        [1, 0],
        [4, 0],
        [6, 0],
      ],
    );
    assert.deepEqual(warnings, []);
  });

  it("has nothing to say about no candidates", async () => {
    const embedding = fixedEmbedder();
    const { done, scores } = await score([], embedding);
    assert.deepEqual([done, scores, embedding.seen], [null, undefined, []]);
  });

  it("scores truncated candidates only when there is no other", async () => {
    const cut = candidate(0, "cut", { status: "truncated" });
    const mixed = await score([cut, candidate(1, "whole", { perplexity: 9 })]);
    assert.deepEqual(
      mixed.scores?.candidates.map(({ draw }) => draw),
      [1],
    );
    const alone = await score([cut, candidate(2, "cut too", { status: "truncated", perplexity: 9 })]);
    assert.deepEqual([alone.scores?.candidates.length, alone.scores?.winner], [2, 0]);
  });

  it("weighs perplexity by lambda, and says when it is left out", async () => {
    const candidates = [candidate(0, "x", { perplexity: 2 }), candidate(1, "y", { subset: ["b"] })];
    assert.equal((await score(candidates)).scores?.winner, 1);
    assert.equal((await score(candidates, fixedEmbedder(), "math", 0)).scores?.winner, 0);
    const without = await score([...candidates, candidate(2, "z", { perplexity: null })]);
    assert.equal(without.scores?.winner, 0);
    assert.match(without.warnings.join(), /log-probabilities/);
    const unweighed = await score([...candidates, candidate(2, "z", { perplexity: null })], fixedEmbedder(), "math", 0);
    assert.deepEqual(unweighed.warnings, []);
  });

  it("decides between two that agree by the prior of their subsets", async () => {
    const { scores } = await score([candidate(0, "x", { subset: ["b"] }), candidate(1, "y", { subset: ["b", "a"] })]);
    assert.equal(scores?.winner, 1);
  });

  it("compares code with code for a coding question, whole responses otherwise", async () => {
    const code = "Text.\n\n```\nrun();\n```";
    for (const [domain, compared] of [
      ["coding", "run();\n"],
      ["math", code],
    ] as const) {
      const embedding = fixedEmbedder();
      await score([candidate(0, code)], embedding, domain);
      assert.deepEqual(embedding.seen, [compared]);
    }
  });

  it("tells which candidates say what the winner says", async () => {
    const block = (code: string, words: string): string => `${words}\n\n\`\`\`\n${code}\n\`\`\``;
    const vectors = { "left\n": [1, 0], "right\n": [0, 1], "  left \n": [0, 1] };
    const texts = [block("left", "So:"), block("right", "Thus:"), block("  left ", "In other words:")];
    const candidates = texts.map((text, index) => candidate(index + 3, text, { perplexity: index + 1 }));
    const { scores } = await score(candidates, fixedEmbedder(vectors), "coding", 1);
    assert.deepEqual([scores?.winner, scores?.agreeing], [3, [3, 5]], "the same code, however far its embedding");
    const alike = { one: [1, 0], two: [20, 1], three: [0, 1] };
    const prose = ["one", "two", "three"].map((text, index) => candidate(index, text));
    assert.deepEqual((await score(prose, fixedEmbedder(alike))).scores?.agreeing, [0, 1]);
    const boxed = ["\\boxed{4}", "so \\boxed{4}", "\\boxed{5}"].map((text, index) => candidate(index, text));
    const far = Object.fromEntries(
      boxed.map(({ text }, index) => [text, [index === 0 ? 1 : 0, index === 1 ? 1 : 0, index === 2 ? 1 : 0]]),
    );
    assert.deepEqual((await score(boxed, fixedEmbedder(far))).scores?.agreeing?.length, 2);
  });
});
