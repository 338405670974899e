import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { heardContext, ofType } from "../../../test/support/core/call-context.ts";
import { after, answers, fails, hangs, member, turns } from "../../../test/support/core/scripted-model.ts";
import type { ScriptedMember, Step } from "../../../test/support/core/scripted-model.ts";
import { QUESTION } from "../../../test/support/core/world.ts";
import { aggregateSubsets } from "./aggregate-subsets.ts";
import type { Reference } from "../enhancement/index.ts";
import { aggregationPrompt } from "../messages/index.ts";
import { presets } from "../parameters.ts";

const aggregator = (step: Step, name = "agg"): ScriptedMember => member(name, fails(), step);
const arrived = (...models: (string | null)[]): Promise<Reference>[] =>
  models.map((model) => Promise.resolve(model === null ? null : { model, text: `from ${model}` }));

async function aggregate(
  subsets: readonly (readonly number[])[],
  references: readonly Promise<Reference>[],
  aggregators: readonly ScriptedMember[],
  context = heardContext(),
) {
  const candidates = await aggregateSubsets(subsets, {
    question: QUESTION,
    references,
    aggregators: Promise.resolve(aggregators),
    context,
  });
  return { candidates, context, asked: aggregators.map(({ asked }) => asked) };
}

describe("the aggregations", () => {
  it("merge their own subsets, in the order of the priors, and come by draw", async () => {
    const slowFirst: Step = async (request, onDelta, signal) => {
      const both = request.messages[0]!.content.includes("from b");
      await turns(both ? 9 : 0);
      return answers(both ? "ab" : "ac")(request, onDelta, signal);
    };
    const { candidates, asked } = await aggregate(
      [
        [0, 1],
        [0, 2],
      ],
      arrived("a", "b", "c"),
      [aggregator(slowFirst)],
    );
    assert.deepEqual(
      candidates.map(({ draw, subset, text }) => [draw, subset, text]),
      [
        [0, ["a", "b"], "ab"],
        [1, ["a", "c"], "ac"],
      ],
    );
    assert.deepEqual(asked[0]![0]!.messages, aggregationPrompt(QUESTION, ["from a", "from b"]));
    assert.equal(asked[0]![0]!.logprobs, true);
  });

  it("of equal draws are one request whose choices belong to the draws in order", async () => {
    const { candidates, asked, context } = await aggregate([[0], [1], [0]], arrived("a", "b"), [
      aggregator(answers("first", "second")),
    ]);
    const draws = ofType(context.events, "request-end").map((request) => request.draws);
    const choices = asked[0]!.map((request) => request.choices);
    const texts = candidates.map(({ text }) => text);
    assert.deepEqual(
      [draws, choices],
      [
        [[0, 2], [1]],
        [2, 1],
      ],
    );
    assert.deepEqual(texts, ["first", "first", "second"]);
  });

  it("start as soon as their own subset is complete", async () => {
    const never = new Promise<Reference>(() => undefined);
    const context = heardContext();
    void aggregateSubsets([[0], [1]], {
      question: QUESTION,
      references: [...arrived("a"), never],
      aggregators: Promise.resolve([aggregator(answers("done"))]),
      context,
    });
    await turns(30);
    assert.deepEqual(
      ofType(context.events, "candidate-end").map(({ draw, text }) => [draw, text]),
      [[0, "done"]],
    );
  });

  it("leave out a reference that failed, and drop a draw with nothing left", async () => {
    const { candidates, context } = await aggregate([[0, 1], [1]], arrived("a", null), [aggregator(answers("x"))]);
    const merged = candidates.map(({ draw, subset }) => [draw, subset]);
    assert.deepEqual(merged, [[0, ["a"]]]);
    assert.deepEqual(ofType(context.events, "candidate-dropped"), [{ type: "candidate-dropped", draw: 1 }]);
  });

  it("share the cost of a request by tokens", async () => {
    const step = answers({ text: "x", logprobs: [-1] }, { text: "x", logprobs: [-1, -1, -1] });
    const { context } = await aggregate([[0], [0]], arrived("a"), [aggregator(step)]);
    // 0.25 dollar for 1 + 3 tokens.
    const [end] = ofType(context.events, "request-end");
    assert.deepEqual(end?.shares, [0.0625, 0.1875]);
  });

  it("may use the tokens that the preset gives to thinking models", async () => {
    const context = { ...heardContext(), parameters: presets["paper-32k"] };
    const { asked } = await aggregate([[0]], arrived("a"), [aggregator(answers("x"))], context);
    assert.equal(asked[0]![0]!.sampling.maxOutputTokens, 32768);
  });

  it("have a perplexity where the server sent log-probabilities", async () => {
    const step = answers({ text: "x", logprobs: [Math.log(0.5)] }, { text: "y", logprobs: null });
    const { candidates } = await aggregate([[0], [0]], arrived("a"), [aggregator(step)]);
    const perplexities = candidates.map(({ perplexity }) => perplexity);
    assert.deepEqual(perplexities, [2, null]);
  });

  it("that came back empty or broken off are no candidates; truncated ones are", async () => {
    const step = answers(
      { finish: "length" },
      { text: "cut", finish: "length" },
      { text: "odd", finish: "other" },
      "good",
    );
    const { candidates } = await aggregate([[0], [0], [0], [0]], arrived("a"), [aggregator(step)]);
    assert.deepEqual(
      candidates.map(({ draw, status }) => [draw, status]),
      [
        [1, "truncated"],
        [3, "finished"],
      ],
    );
  });
});

describe("a failing aggregator", () => {
  it("is replaced by the next in line, with one warning however many requests failed", async () => {
    const aggregators = [aggregator(fails(), "first"), aggregator(answers("saved"), "second")];
    const { candidates, context } = await aggregate([[0], [1]], arrived("a", "b"), aggregators);
    assert.deepEqual(
      candidates.map(({ model, text }) => [model, text]),
      [
        ["second", "saved"],
        ["second", "saved"],
      ],
    );
    const warnings = ofType(context.events, "warning");
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!.message, /^first could not merge/);
  });

  it("that answers nothing but empty texts has failed", async () => {
    const aggregators = [aggregator(answers(" "), "first"), aggregator(answers("saved"), "second")];
    assert.equal((await aggregate([[0]], arrived("a"), aggregators)).candidates[0]?.model, "second");
  });

  it("is replaced as often as it takes", async () => {
    const dead = ["1", "2", "3", "4"].map((name) => aggregator(fails(), name));
    const { candidates } = await aggregate([[0]], arrived("a"), [...dead, aggregator(answers("merged"), "alive")]);
    assert.equal(candidates[0]?.model, "alive");
  });

  it("leaves no candidate when nobody takes over, but an end for every request", async () => {
    const { candidates, context } = await aggregate([[0]], arrived("a"), [aggregator(fails("timeout"))]);
    assert.deepEqual(candidates, []);
    assert.deepEqual(
      ofType(context.events, "candidate-end").map(({ status, error }) => [status, error]),
      [["failed", "It failed: timeout."]],
    );
    assert.deepEqual(
      ofType(context.events, "request-end").map(({ costUsd, usage }) => [costUsd, usage]),
      [[null, null]],
    );
  });
});

describe("aborted aggregations", () => {
  it("keep what had arrived and ask nobody else", async () => {
    const stop = new AbortController();
    const context = heardContext(stop.signal);
    const second = aggregator(answers("no"), "second");
    const running = aggregate([[0]], arrived("a"), [aggregator(hangs("half"), "first"), second], context);
    await turns(30);
    stop.abort();
    await running;
    const [end] = ofType(context.events, "candidate-end");
    assert.deepEqual([end?.status, end?.text, second.asked.length], ["aborted", "half", 0]);
    assert.deepEqual(ofType(context.events, "warning"), []);
  });

  it("count a choice that its server had not begun as broken off, not as failed", async () => {
    const stop = new AbortController();
    const context = heardContext(stop.signal);
    const oneByOne: Step = (request, onDelta, signal) => {
      stop.abort();
      return answers("whole", { failure: "agg: stopped." })(request, onDelta, signal);
    };
    const { candidates } = await aggregate([[0], [0]], arrived("a"), [aggregator(oneByOne)], context);
    assert.deepEqual(
      ofType(context.events, "candidate-end").map(({ status, error }) => [status, error]),
      [
        ["finished", null],
        ["aborted", "agg: stopped."],
      ],
    );
    assert.deepEqual(
      candidates.map(({ text }) => text),
      ["whole"],
    );
  });

  it("wait for references that are late", async () => {
    const { candidates } = await aggregate(
      [[0]],
      [turns(20).then(() => ({ model: "a", text: "late" }))],
      [aggregator(after(turns(5), answers("merged")))],
    );
    assert.equal(candidates[0]?.text, "merged");
  });
});
