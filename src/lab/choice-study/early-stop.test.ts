import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, firstWordEmbedder } from "../../../test/support/lab/choice-study.ts";
import type { KnownCandidate } from "./candidate-sets.ts";
import { type StoppedEarly, stoppedEarly, textsToCompare } from "./early-stop.ts";
import { replyEmbedder } from "./reply-embedder.ts";

const right = candidate({ text: "same", correct: true });
const wrong = candidate({ text: "other", correct: false });

/** Lets candidates arrive in these orders. */
async function arriving(candidates: readonly KnownCandidate[], ...orders: number[][]): Promise<StoppedEarly> {
  const embedder = replyEmbedder(firstWordEmbedder(), new AbortController().signal);
  const set = { questionId: "q", question: "", candidates, passed: candidates.map(() => null) };
  const embeddings = await embedder.embedReplies(textsToCompare(set));
  return stoppedEarly({ ...set, embeddings }, orders, embedder);
}

describe("the early stop", () => {
  it("ends once more than half have arrived and all of them agree", async () => {
    const stopped = await arriving([right, right, right, wrong], [0, 1, 2, 3]);
    assert.deepEqual(stopped, { accuracy: 1, stopped: 1, notWaitedFor: 1 / 4 });
    const five = await arriving([right, right, right, right, right, right, right, wrong], [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(five, { accuracy: 1, stopped: 1, notWaitedFor: 3 / 8 });
  });

  it("waits for all while one of them disagrees, and means over the orders", async () => {
    const candidates = [right, right, right, wrong];
    assert.deepEqual(await arriving(candidates, [3, 0, 1, 2]), { accuracy: 1, stopped: 0, notWaitedFor: 0 });
    const mean = await arriving(candidates, [3, 0, 1, 2], [0, 1, 2, 3], [2, 1, 0, 3], [0, 3, 2, 1]);
    assert.deepEqual(mean, { accuracy: 1, stopped: 1 / 2, notWaitedFor: 1 / 8 });
  });

  it("never ends early with two candidates: more than half of them is all", async () => {
    assert.deepEqual(await arriving([right, right], [0, 1]), { accuracy: 1, stopped: 0, notWaitedFor: 0 });
  });

  it("chooses among those that arrived", async () => {
    const late = candidate({ text: "same", correct: true, prior: 0.9 });
    const candidates = [wrong, wrong, wrong, late].map((one) => ({ ...one, text: "same" }));
    assert.equal((await arriving(candidates, [0, 1, 2, 3])).accuracy, 0);
    assert.equal((await arriving(candidates, [3, 0, 1, 2])).accuracy, 1);
  });
});
