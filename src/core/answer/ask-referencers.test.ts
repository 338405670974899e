import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { heardContext, ofType } from "../../../test/support/core/call-context.ts";
import { after, answers, fails, hangs, member, type Step, turns } from "../../../test/support/core/scripted-model.ts";
import { QUESTION } from "../../../test/support/core/world.ts";
import { askReferencers } from "./ask-referencers.ts";
import { judged, spentOnFailure } from "../calls/index.ts";
import { referencePrompt } from "../messages/index.ts";
import { ChatError, type ChatFailureKind } from "../errors.ts";

const ask = async (...steps: Step[]) => {
  const context = heardContext();
  const members = steps.map((step, index) => member(`m${index}`, step));
  const references = await Promise.all(askReferencers(QUESTION, members, context));
  return { references, members, context, ends: ofType(context.events, "reference-end") };
};

describe("the referencers", () => {
  it("are all asked at once, and answer in their own order however they finish", async () => {
    const { references, context } = await ask(after(turns(9), answers("slow")), answers("quick"));
    assert.deepEqual(references, [
      { model: "m0", text: "slow" },
      { model: "m1", text: "quick" },
    ]);
    assert.deepEqual(
      context.events.filter(({ type }) => type !== "reference-delta").map(({ type }) => type),
      ["reference-start", "reference-start", "reference-end", "reference-end"],
    );
    assert.deepEqual(
      ofType(context.events, "reference-end").map(({ model }) => model),
      ["m1", "m0"],
    );
  });

  it("get the question for one choice without log-probabilities, each with a seed of its own", async () => {
    const { members } = await ask(answers("a"), answers("b"));
    const [first, second] = members.map(({ asked }) => asked[0]!);
    assert.deepEqual(first!.messages, referencePrompt(QUESTION));
    assert.deepEqual([first!.choices, first!.logprobs, first!.sampling.maxOutputTokens], [1, false, 8192]);
    assert.notEqual(first!.seed, second!.seed);
    const again = await ask(answers("a"));
    assert.equal(again.members[0]!.asked[0]!.seed, first!.seed);
  });

  it("use a model's own output limit", async () => {
    const long = { ...member("long", answers("a")), maxOutputTokens: 32768 };
    await Promise.all(askReferencers(QUESTION, [long], heardContext()));
    assert.equal(long.asked[0]?.sampling.maxOutputTokens, 32768);
  });

  it("keep their thinking apart from the reference", async () => {
    const { references, ends } = await ask(answers({ text: "So.", thinking: "Hm." }));
    assert.deepEqual(references, [{ model: "m0", text: "So." }]);
    assert.equal(ends[0]?.thinking, "Hm.");
  });

  it("report text as it comes, its cost, and how long they took", async () => {
    const { context, ends } = await ask(answers("Hi."));
    const deltas = ofType(context.events, "reference-delta");
    assert.deepEqual(deltas, [{ type: "reference-delta", model: "m0", text: "Hi.", thinking: "", firstTokenMs: 3 }]);
    // The clock is read at the start (0), when the request is sent (1 and 2), at the first token (3) and at the end (4).
    const { sentMs, firstTokenMs, durationMs, costUsd, servedBy } = ends[0]!;
    assert.deepEqual([sentMs, firstTokenMs, durationMs, costUsd, servedBy], [2, 3, 4, 0.25, "fake/model"]);
  });

  it("that fail are null and marked, with their error, and never reject", async () => {
    const { references, ends } = await ask(fails("server"), answers("fine"));
    assert.deepEqual(references, [null, { model: "m1", text: "fine" }]);
    const failed = ends.find(({ model }) => model === "m0");
    assert.deepEqual([failed?.status, failed?.error], ["failed", "It failed: server."]);
  });

  it("that are stopped or empty are no references, but their text stays", async () => {
    const { references, ends } = await ask(answers({ text: "odd", finish: "other" }), answers(" \n"));
    assert.deepEqual(references, [null, null]);
    assert.deepEqual(
      ends.map(({ text, status }) => [text, status]),
      [
        ["odd", "failed"],
        [" \n", "failed"],
      ],
    );
  });

  it("that are cut off are references where they hold an answer, and are marked either way", async () => {
    const { references, ends } = await ask(
      answers({ text: "half of it", finish: "length" }),
      answers({ text: "", thinking: "Hm, and", finish: "length" }),
    );
    assert.deepEqual(references, [{ model: "m0", text: "half of it", cutOff: true }, null]);
    assert.deepEqual(
      ends.map(({ text, status, holdsAnswer }) => [text, status, holdsAnswer]),
      [
        ["half of it", "truncated", true],
        ["", "truncated", false],
      ],
    );
    assert.match(ends[0]?.error ?? "", /^Cut off at the output limit.* What there is of it is used\.$/);
    assert.match(ends[1]?.error ?? "", /^Cut off at the output limit.* It holds no answer yet\.$/);
  });

  it("that are cut off before there is code are no references to a coding question", async () => {
    const context = { ...heardContext(), coding: true };
    const code = "```python\ndef f():\n    return 1\n```\nIt is";
    const members = [code, "First we"].map((text, index) => member(`m${index}`, answers({ text, finish: "length" })));
    const references = await Promise.all(askReferencers(QUESTION, members, context));
    assert.deepEqual(references, [{ model: "m0", text: code, cutOff: true }, null]);
  });

  it("that are aborted keep what had arrived, labelled", async () => {
    const stop = new AbortController();
    const context = heardContext(stop.signal);
    const [reference] = askReferencers(QUESTION, [member("m", hangs("half a"))], context);
    stop.abort();
    assert.equal(await reference, null);
    const [end] = ofType(context.events, "reference-end");
    assert.deepEqual([end?.status, end?.text, end?.costUsd], ["aborted", "half a", null]);
  });

  it("are nobody in an empty pool", () => {
    assert.deepEqual(askReferencers(QUESTION, [], heardContext()), []);
  });
});

describe("a choice", () => {
  it("is finished only when the model itself ended it with some text", () => {
    const statusOf = (text: string, finish: "stop" | "length" | "other") =>
      judged({ text, thinking: "t", finish, logprobs: null, failure: null }).status;
    assert.equal(statusOf("x", "stop"), "finished");
    assert.equal(statusOf("x", "length"), "truncated");
    assert.equal(statusOf("x", "other"), "failed");
    assert.equal(statusOf(" ", "stop"), "failed");
    assert.equal(judged(undefined).status, "failed");
  });
});

describe("a failed call", () => {
  it("cost nothing when it was turned away, and an unknown amount otherwise", () => {
    const costOf = (kind: ChatFailureKind) => spentOnFailure(new ChatError("", { kind, model: "e/m" })).costUsd;
    const free = ["connect", "unauthorized", "not-found", "rejected", "rate-limited"] as const;
    assert.deepEqual(free.map(costOf), [0, 0, 0, 0, 0]);
    assert.deepEqual((["timeout", "server", "stream", "aborted"] as const).map(costOf), [null, null, null, null]);
    assert.deepEqual(spentOnFailure(new Error("")), { usage: null, costUsd: null });
  });
});
