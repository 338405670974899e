import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, merged, three } from "../../../test/support/core/collaboration.ts";
import { after, answers, fails, member, type Step, turns } from "../../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, QUESTION } from "../../../test/support/core/world.ts";

const all = Object.values(three);

describe("a follow-up question", () => {
  it("is retrieved together with the question before it", async () => {
    const embedding = fixedEmbedder();
    const conversation = [
      { role: "user", content: "Earlier question" },
      { role: "assistant", content: "Reply" },
    ] as const;
    await collaborate(all, merged, { embedding, run: { question: { ...QUESTION, conversation } } });
    assert.match(embedding.seen[0]!, /^Earlier question\nHow\?$/);
  });
});

describe("the record does not depend on when something failed:", () => {
  it("a reference of the configured aggregator, early or late", async () => {
    const record = async (delay: number): Promise<string> => {
      const failing: Step = (...call) => after(turns(delay), fails())(...call);
      const [a, b] = [three.a, three.b].map(
        (quick): Step =>
          (...call) =>
            after(turns(50), quick)(...call),
      );
      const pool = [member("a", a!, answers("by a")), member("b", b!), member("c", failing, answers("by c"))];
      return JSON.stringify((await answer(pool, { run: { aggregator: "c" } })).record);
    };
    assert.equal(await record(200), await record(0));
  });

  it("an aggregator that fails on one subset, whichever subset comes first", async () => {
    const failsWithB: Step = (request, ...rest) =>
      (request.messages[0]!.content.includes("from b") ? fails() : merged)(request, ...rest);
    const record = async (b: number, c: number): Promise<string> => {
      const late = [three.a, after(turns(b), three.b), after(turns(c), three.c)];
      return JSON.stringify((await collaborate(late, failsWithB)).record);
    };
    assert.equal(await record(0, 200), await record(200, 0));
  });
});
