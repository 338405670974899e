import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers, fails, type Step } from "../../../../test/support/core/scripted-model.ts";
import type { ServedMember } from "../../../chat/index.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import type { Imported } from "../imported/imported.ts";
import type { Outcome } from "../outcome.ts";
import { choiceQuestion, served } from "../../../../test/support/lab/benchmark.ts";
import type { Variant } from "../variant.ts";
import { publishedMembers } from "./published-replies.ts";
import { runVariants } from "./run-variants.ts";
import { meansOver, splitOf, variant } from "../../../../test/support/lab/runs.ts";

const split = splitOf(["one", "two"].map((id) => choiceQuestion(id)));
const verdicts = { judge: (_: unknown, reply: string) => Promise.resolve(reply.includes("(A)") ? 1 : 0) };
const asked: ReplySource = {
  async reply(member, request) {
    const { signal } = new AbortController();
    return { reply: await member.chat.chat(request, () => undefined, signal), durationMs: 1 };
  },
};

async function outcomesOf(members: readonly ServedMember[], ...variants: Variant[]): Promise<readonly Outcome[]> {
  const { outcomes, problems } = await runVariants({
    variants,
    split,
    means: { ...meansOver(members, split), replies: asked, published },
    verdicts,
    atOnce: 1,
    isOver: () => false,
    onRun: () => undefined,
    signal: new AbortController().signal,
  });
  assert.deepEqual(problems, []);
  return outcomes;
}

const ofAlpha = { text: "The answer is (A).", thinking: "", usage: null, costUsd: null, durationMs: null, correct: 1 };
const published: Imported = {
  models: ["alpha"],
  problems: [],
  dataSetOf: () => null,
  reply: (model) => Promise.resolve(model === "alpha" ? ofAlpha : null),
  asPosed: (posed) => posed,
};

const ends = (text: string, finish: "stop" | "length" = "stop"): Step => answers({ text, finish });
const single = (name: string): Variant =>
  variant(`single/${name}`, { system: "single", parameters: { singleModel: name }, pool: [name] });

describe("what was cut off at the output limit", () => {
  const right = served("right", ends("The answer is (A). To be sure, let", "length"));
  const early = served("early", ends("Let us look at", "length"));
  const thinks = served("thinks", answers({ text: "", thinking: "Hm, and", finish: "length" }));
  const whole = served("whole", ends("The answer is (A)."));

  it("is judged as it stands, as in the bank: right where the answer came before the end", async () => {
    const members = [right, early, thinks, whole];
    const outcomes = await outcomesOf(members, ...members.map(({ name }) => single(name)));
    const rows = ["right", "early", "thinks", "whole"].map((name) => {
      const own = outcomes.filter((one) => one.variant === `single/${name}`);
      return [name, own.map(({ correct }) => correct), own.map(({ replies }) => replies)];
    });
    const [cut, none] = [
      { known: 1, cutOff: 1, unknown: 0 },
      { known: 1, cutOff: 0, unknown: 0 },
    ];
    assert.deepEqual(rows, [
      ["right", [1, 1], [cut, cut]],
      ["early", [0, 0], [cut, cut]],
      ["thinks", [0, 0], [cut, cut]],
      ["whole", [1, 1], [none, none]],
    ]);
    const errors = outcomes.filter(({ error }) => error !== null).map((one) => one.variant);
    assert.deepEqual(errors, ["single/thinks", "single/thinks"], "only what has no text is no answer");
  });

  it("is counted among references and merged answers alike", async () => {
    // The first choice of each request is cut off; three draws without dropping are one request.
    const merges: Step = (request, ...rest) =>
      answers({ text: "The answer is (A).", finish: "length" }, "The answer is (A).")(request, ...rest);
    const merger = { ...served("merger", merges), referencer: false };
    const parameters = { referencers: 3, dropCount: 0, aggregations: 3 };
    const [outcome] = await outcomesOf([right, early, whole, merger], variant("smcs", { parameters }));
    // References: right and early of three. Candidates: choices 0 and 2 of three, because scripts repeat their first
    // choice.
    assert.deepEqual(outcome?.replies, { known: 6, cutOff: 4, unknown: 0 });
    assert.deepEqual(
      outcome.candidates.map(({ cutOff, subset }) => [cutOff, subset]),
      [
        [true, ["right", "whole"]],
        [false, ["right", "whole"]],
        [true, ["right", "whole"]],
      ],
    );
    assert.equal(outcome.winner, 1, "a merged answer that is whole goes before");
  });

  it("is counted once where the references themselves stand for election", async () => {
    const [outcome] = await outcomesOf([right, early, whole], variant("vote", { system: "majority-voting" }));
    assert.deepEqual(outcome?.replies, { known: 3, cutOff: 2, unknown: 0 });
    assert.equal(outcome.correct, 1);
  });

  it("is not known of published replies, nor of a model that did not answer", async () => {
    const [alpha] = publishedMembers(published, [], ["alpha"]) as [ServedMember];
    const down = served("down", fails("server"));
    const vote = variant("vote", { system: "majority-voting" });
    const [outcome] = await outcomesOf([alpha, right, down], vote);
    assert.deepEqual(outcome?.replies, { known: 1, cutOff: 1, unknown: 1 });
  });
});
