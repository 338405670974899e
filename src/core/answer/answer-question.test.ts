import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ofType } from "../../../test/support/core/call-context.ts";
import { collaborate, merged, stopAt, three } from "../../../test/support/core/collaboration.ts";
import { after, answers, fails, hangs, member, type Step, turns } from "../../../test/support/core/scripted-model.ts";
import { answer, seedDrawing, type Told } from "../../../test/support/core/world.ts";
import { replyOf } from "../record/index.ts";

const all = Object.values(three);
const indexOf = ({ events }: Told, type: string): number => events.findIndex((event) => event.type === type);

describe("a question", () => {
  it("goes from selection over draws, references and candidates to a winner", async () => {
    const told = await collaborate(all, merged);
    const { record, events } = told;
    const stages = ["run-start", "selection-end", "subsets-drawn", "reference-start", "reference-end"];
    const places = [...stages, "candidate-start", "candidate-end", "request-end", "scores", "run-end"].map((type) =>
      indexOf(told, type),
    );
    assert.ok(places.every((place, index) => place > (places[index - 1] ?? -1)));
    assert.equal(places.at(-1), events.length - 1);
    assert.deepEqual(record.selection?.referencers, ["a", "b", "c"]);
    assert.deepEqual([record.outcome, record.error, record.fallback, record.warnings], ["done", null, null, []]);
    assert.ok(record.candidates.every(({ score, status }) => status === "finished" && score !== null));
    assert.equal(record.candidates.length, 4);
    // Three references and two requests at a quarter dollar each.
    assert.equal(record.totals.costUsd, 1.25);
  });

  it("makes one request of equal draws", async () => {
    const { record, agg } = await collaborate(all, merged);
    const draws = record.requests.map((request) => request.draws);
    const choices = agg.asked.map((request) => request.choices);
    const texts = record.candidates.map(({ text }) => text);
    assert.deepEqual(record.subsets.map(String), ["a,b", "a,c", "a,b", "a,b"]);
    assert.deepEqual(
      [draws, choices],
      [
        [[0, 2, 3], [1]],
        [3, 1],
      ],
    );
    assert.deepEqual(texts, ["one", "one", "two", "three"]);
  });

  it("aggregates a subset before an unrelated slow reference arrives", async () => {
    const told = await collaborate([three.a, three.b, after(turns(300), three.c)], merged);
    const late = told.events.findIndex((event) => event.type === "reference-end" && event.model === "c");
    assert.ok(indexOf(told, "candidate-end") < late);
    assert.equal(told.record.candidates.length, 4);
  });

  it("never shows a reference's thinking to the aggregator", async () => {
    const { agg, record } = await collaborate(
      [answers({ text: "from a", thinking: "SECRET" }), three.b, three.c],
      merged,
    );
    assert.equal(record.references[0]?.thinking, "SECRET");
    assert.ok(agg.asked[0]!.messages[0]!.content.includes("from a"));
    assert.doesNotMatch(JSON.stringify(agg.asked), /SECRET/);
  });

  it("is answered with K = 1, n = 1, or a single model", async () => {
    const one = await collaborate(all, merged, { parameters: { referencers: 1, dropCount: 0 } });
    assert.deepEqual(
      [one.record.references.length, one.record.requests.length, one.record.candidates.length],
      [1, 1, 4],
    );
    const single = await collaborate(all, merged, { parameters: { aggregations: 1 } });
    assert.deepEqual([single.record.winner, single.record.candidates.map(({ similarity }) => similarity)], [0, [1]]);
    const alone = await answer([member("solo", answers("mine"), merged)]);
    assert.deepEqual([alone.record.outcome, alone.record.winner, alone.record.parameters.dropCount], ["done", 0, 0]);
  });

  it("goes over to Self-MoA with a single model, and says so: it answers K times, and all answers are merged", async () => {
    const solo = member("solo", answers("mine"), merged);
    const { record, events } = await answer([solo]);
    assert.match(record.warnings.join(), /Only one model is available: it answers 3 times.*Self-MoA/);
    assert.deepEqual([record.selection?.referencers, record.references.length], [["solo", "solo", "solo"], 3]);
    assert.ok(record.references.every(({ status, text }) => status === "finished" && text === "mine"));
    assert.equal(new Set(solo.asked.slice(0, 3).map(({ seed }) => seed)).size, 3);
    assert.deepEqual(
      ofType(events, "reference-end").map(({ sample }) => sample),
      [undefined, 1, 2],
    );
    assert.deepEqual(
      record.requests.map(({ draws }) => draws),
      [[0, 1, 2, 3]],
    );
    assert.equal(solo.asked[3]?.messages[0]?.content.match(/### Response/g)?.length, 3);
  });

  it("shows the answer that came when a single model could merge nothing", async () => {
    const steps = [fails(), answers("good answer"), answers("another")];
    const each: Step = (...call) => (steps.shift() ?? fails())(...call);
    const { record } = await answer([member("solo", each, fails())]);
    assert.deepEqual([record.fallback, record.winner], ["best-reference", 1]);
    assert.equal(replyOf(record), "good answer");
  });

  it("keeps what was settled, whatever comes afterwards", async () => {
    const talkative: Step = async (request, onDelta, ...rest) => {
      const reply = await answers("first")(request, () => undefined, ...rest);
      reply.choices.forEach((ended, choice) => {
        onDelta({ choice, text: ended.text, thinking: "", ended });
        onDelta({ choice, text: " tail", thinking: "" });
      });
      return reply;
    };
    const { record } = await collaborate(all, talkative);
    assert.deepEqual(
      record.candidates.map(({ text, status }) => [text, status]),
      Array(4).fill(["first", "finished"]),
    );
  });

  it("uses the coding aggregator for a coding question, and says when it is not there", async () => {
    const run = { aggregator: "a", codingAggregator: "agg" };
    assert.equal((await collaborate(all, merged, { run })).record.candidates[0]?.model, "a");
    const gone = await collaborate(all, merged, { run: { aggregator: "fake/gone" } });
    assert.match(gone.record.warnings.join(), /fake\/gone, which .* is not available; a merges/);
  });
});

describe("a failure", () => {
  it("of a reference leaves it out of every draw", async () => {
    const { record, agg } = await collaborate([fails(), three.b, three.c], merged);
    const references = record.candidates.map((candidate) => candidate.references.join());
    assert.deepEqual(references, ["b", "c", "b", "b"]);
    assert.doesNotMatch(JSON.stringify(agg.asked), /from a/);
    assert.match(record.warnings.join(), /2 of 3 models answered/);
    assert.equal(record.outcome, "done");
  });

  it("of every reference fails the run, with each endpoint's error", async () => {
    const { record, agg } = await collaborate([fails("connect"), fails("timeout"), fails()], merged);
    assert.deepEqual([record.outcome, record.winner, record.candidates, agg.asked], ["failed", null, [], []]);
    assert.match(record.error ?? "", /No model answered/);
    const errors = record.references.map(({ error }) => error?.split(": ")[1]);
    assert.deepEqual(errors, ["connect.", "timeout.", "server."]);
  });

  it("that empties every draw leads to new draws from what arrived", async () => {
    const world = { parameters: { dropCount: 2, aggregations: 1 }, run: { seed: seedDrawing(["a"]) } };
    const { record, events } = await collaborate([fails(), three.b, three.c], merged, world);
    const [first, second] = ofType(events, "subsets-drawn").map(({ subsets }) => subsets.flat());
    assert.deepEqual(first, ["a"]);
    assert.ok(second?.length === 1 && ["b", "c"].includes(second[0]!));
    assert.deepEqual([record.outcome, record.subsets, record.candidates[0]?.references], ["done", [second], second]);
  });

  it("of the aggregator hands over to the next; perplexity is left out where two have written", async () => {
    const onlyWithB: Step = (request, onDelta, signal) =>
      (request.messages[0]!.content.includes("from b") ? merged : fails())(request, onDelta, signal);
    const { record } = await collaborate(all, onlyWithB);
    const writers = record.candidates.map(({ model }) => model);
    assert.deepEqual(writers, ["agg", "a", "agg", "agg"]);
    assert.ok(record.candidates.every(({ score, similarity }) => score === similarity));
    assert.match(record.warnings.join(), /agg could not merge.*more than one aggregator/);
  });

  it("of every aggregation shows the best reference that arrived", async () => {
    const pool = [member("a", fails()), member("b", answers("from b")), member("c", answers("from c"))];
    const { record } = await answer(pool);
    assert.deepEqual([record.outcome, record.fallback, record.winner], ["done", "best-reference", 1]);
    assert.match(record.warnings.join(), /best single answer/);
  });

  it("of bank or embedder, or an empty pool, fails the run with a message", async () => {
    const embed = () => Promise.reject(new Error("no embedder"));
    const broken = await collaborate(all, merged, { embedding: { space: "s", embed } });
    assert.deepEqual([broken.record.outcome, broken.record.error], ["failed", "no embedder"]);
    const empty = await answer([]);
    assert.equal(empty.record.outcome, "failed");
    assert.match(empty.record.error ?? "", /No model can be asked/);
  });
});

describe("a run that is stopped", () => {
  it("by the user is aborted and has no winner", async () => {
    for (const type of ["reference-end", "candidate-start"]) {
      const steps = [three.a, three.b, hangs("half")];
      const { record } = await collaborate(steps, hangs(), stopAt(type));
      assert.deepEqual([record.outcome, record.error, record.winner], ["aborted", null, null]);
      assert.deepEqual([record.fallback, record.warnings], [null, []]);
      assert.deepEqual([record.references[2]?.status, record.references[2]?.text], ["aborted", "half"]);
    }
  });

  it("by the user before anybody was asked is aborted, not failed", async () => {
    const signal = AbortSignal.abort();
    const embed = () => Promise.reject(new Error("aborted"));
    const { record } = await collaborate(all, merged, { signal, embedding: { space: "s", embed } });
    assert.deepEqual([record.outcome, record.error], ["aborted", null]);
  });
});

describe("two runs with the same seed, replies, clock and run id", () => {
  it("have the same record, byte for byte, in whatever order the replies arrive", async () => {
    const delayed = async (delays: readonly number[]): Promise<string> => {
      const steps = [three.a, fails(), three.c, answers({ text: "from d", thinking: "hm" })];
      const late = steps.map(
        (step, index): Step =>
          (...call) =>
            after(turns(delays[index]!), step)(...call),
      );
      const aggregation: Step = (...call) => after(turns(delays[call[0].choices]!), merged)(...call);
      const { record } = await collaborate(late, aggregation, { parameters: { referencers: 4, dropCount: 2 } });
      return JSON.stringify(record);
    };
    const expected = await delayed([0, 0, 0, 0, 0]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30), { minLength: 5, maxLength: 5 }), async (delays) => {
        assert.equal(await delayed(delays), expected);
      }),
      { numRuns: 50 },
    );
  });
});
