import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, embedded } from "../../../test/support/core/banks.ts";
import { recordOf } from "../../../test/support/core/world.ts";
import { presets } from "../parameters.ts";
import type { RunEvent } from "./run-events.ts";
import { applyEvent, type RunRecord } from "./run-record.ts";
import { selectReferencers } from "../selection/index.ts";

type Of<Type extends RunEvent["type"]> = Extract<RunEvent, { type: Type }>;

const question = { text: "How?", context: [], conversation: [] };
const pool = ["a", "b", "c"].map((name) => ({ name, price: null }));
const selection = selectReferencers({ text: "How?", embedding: embedded(1, 0) }, bankOf([]), pool, presets.coding);
const start: RunEvent[] = [
  { type: "run-start", runId: "r1", seed: 7, question, system: "smcs", parameters: presets.paper, simulated: false },
  { type: "selection-end", selection, parameters: presets.coding },
  {
    type: "subsets-drawn",
    subsets: [
      ["a", "b"],
      ["b", "c"],
      ["a", "b"],
    ],
  },
];
const referenceEnd = (model: string, rest: Partial<Of<"reference-end">> = {}): RunEvent => ({
  type: "reference-end",
  model,
  status: "finished",
  text: `from ${model}`,
  thinking: "",
  error: null,
  servedBy: `fake/${model}`,
  usage: { promptTokens: 10, completionTokens: 2 },
  costUsd: 0.25,
  firstTokenMs: 5,
  durationMs: 9,
  ...rest,
});
const candidateStart = (draw: number, aggregator = "agg"): RunEvent => ({
  type: "candidate-start",
  draw,
  subset: ["a", "b"],
  aggregator,
});
const candidateEnd = (draw: number, rest: Partial<Of<"candidate-end">> = {}): RunEvent => {
  const measured = { error: null, perplexity: 1.5, meanLogprob: -0.4, costUsd: 0.5 };
  return { type: "candidate-end", draw, status: "finished", text: `text ${draw}`, thinking: "", ...measured, ...rest };
};
const requestEnd = (draws: number[], costUsd: number | null = 0.5): RunEvent => {
  return { type: "request-end", draws, usage: { promptTokens: 30, completionTokens: 4 }, costUsd, durationMs: 3 };
};
const fold = (...events: RunEvent[]): RunRecord => recordOf([...start, ...events]);

describe("the record of a run", () => {
  it("has the question's keywords, without which Symbolic-MoE was the one by retrieval", () => {
    const [begun, ...rest] = start as [Of<"run-start">, ...RunEvent[]];
    const symbolic = { ...begun, system: "symbolic-moe" };
    const keywords = { model: "agg", named: ["joins"], matched: ["sql"] };
    const asked = recordOf([symbolic, requestEnd([]), { type: "keywords-end", ...keywords }, ...rest]);
    assert.deepEqual([asked.system, asked.keywords, asked.totals.costUsd], ["symbolic-moe", keywords, 0.5]);
    const old = recordOf([symbolic, ...rest]);
    assert.deepEqual([old.system, old.keywords], ["symbolic-moe-retrieval", null]);
    assert.deepEqual([fold().system, recordOf([symbolic]).system], ["smcs", "symbolic-moe"]);
  });

  it("starts with what was asked and nothing known", () => {
    const { selection: none, references, winner, totals, outcome, question: text } = recordOf(start.slice(0, 1));
    assert.deepEqual([none, references, winner, outcome, text], [null, [], null, "running", "How?"]);
    assert.deepEqual(totals, { costUsd: null, promptTokens: null, completionTokens: null, durationMs: null });
  });

  it("lists the references in the order of the priors, waiting, with the parameters that fit the pool", () => {
    const { references, parameters, subsets } = fold();
    const waiting = references.map(({ model, status }) => [model, status]);
    assert.deepEqual(waiting, [
      ["a", "waiting"],
      ["b", "waiting"],
      ["c", "waiting"],
    ]);
    assert.equal(parameters, presets.coding);
    assert.equal(subsets.length, 3);
  });

  it("gathers what a reference says until its end replaces it", () => {
    const delta = (text: string, thinking = ""): RunEvent => ({ type: "reference-delta", model: "b", text, thinking });
    const events: RunEvent[] = [
      { type: "reference-start", model: "b" },
      delta("", "hm "),
      delta("so ", "well"),
      delta("far"),
    ];
    const { text, thinking, status } = fold(...events).references[1]!;
    assert.deepEqual([text, thinking, status], ["so far", "hm well", "streaming"]);
    const { type: _, ...ended } = referenceEnd("b") as Of<"reference-end">;
    const pause = { reason: "the rate limit is reached", milliseconds: 500 };
    const paused = fold(...events, { type: "reference-pause", model: "b", ...pause }).references[1];
    assert.deepEqual(paused?.pause, pause);
    const whole = fold(...events, { type: "reference-hedged", model: "b" }, referenceEnd("b")).references[1];
    const own = { pause: null, hedged: true, retries: 0, checked: null, own: [], rating: null };
    assert.deepEqual(whole, { ...ended, failure: null, ...own });
  });

  it("knows when a reference began before it has ended", () => {
    const delta: RunEvent = { type: "reference-delta", model: "b", text: "so", thinking: "" };
    const { references } = fold({ ...delta, firstTokenMs: 7 }, delta);
    assert.equal(references[1]?.firstTokenMs, 7);
  });

  it("goes on when a reference is asked for again, and keeps winner and choice with their draws", () => {
    const won = fold(
      referenceEnd("b", { status: "failed", error: "It failed." }),
      ...[1, 2].flatMap((draw) => [candidateStart(draw), candidateEnd(draw)]),
      { type: "scores", candidates: [{ draw: 1, similarity: 1, score: 1 }], winner: 1 },
      { type: "choice", draw: 2 },
      { type: "warning", message: "1 of 3 models answered." },
      { type: "run-end", outcome: "done", error: null, durationMs: 9 },
    );
    const resumed = applyEvent(won, { type: "run-resume", model: "b", withdrawn: won.warnings });
    assert.deepEqual([resumed.outcome, resumed.warnings, resumed.winner, resumed.choice], ["running", [], 0, 1]);
    const { status, error, retries } = resumed.references[1]!;
    assert.deepEqual([status, error, retries], ["waiting", null, 1]);
    const first = [candidateStart(0), candidateEnd(0)].reduce(applyEvent, resumed);
    assert.deepEqual([first.winner, first.choice], [1, 2]);
    const dropped = applyEvent(first, { type: "candidate-dropped", draw: 2 });
    assert.deepEqual([dropped.winner, dropped.choice], [1, null]);
  });

  it("says what it replaces and which preset was chosen for it", () => {
    const [first] = start as [Of<"run-start">];
    assert.deepEqual([fold().replaces, fold().preset], [null, null]);
    const { replaces, preset } = recordOf([{ ...first, replaces: "r0", preset: "paper" }]);
    assert.deepEqual([replaces, preset], ["r0", "paper"]);
  });

  it("keeps several answers of one model apart", () => {
    const { references } = fold(
      { type: "selection-end", selection: { ...selection, referencers: ["b", "b"] }, parameters: presets.coding },
      referenceEnd("b", { text: "first" }),
      referenceEnd("b", { text: "second", sample: 1 }),
    );
    assert.deepEqual(
      references.map(({ model, text }) => [model, text]),
      [
        ["b", "first"],
        ["b", "second"],
      ],
    );
  });

  it("orders candidates by draw, requests by their first draw, however they came", () => {
    const { candidates, requests } = fold(
      candidateStart(2),
      candidateStart(1),
      candidateStart(0),
      requestEnd([1]),
      requestEnd([0, 2]),
    );
    assert.deepEqual(
      candidates.map(({ subset }) => subset),
      [0, 1, 2],
    );
    assert.deepEqual(
      requests.map(({ draws }) => draws),
      [[1], [0, 2]].reverse(),
    );
  });

  it("knows that candidates of a free request that broke off were free", () => {
    const costs = (costUsd: number | null): (number | null)[] =>
      fold(
        candidateStart(0),
        candidateStart(1),
        candidateEnd(0),
        candidateEnd(1),
        requestEnd([0, 1], costUsd),
      ).candidates.map((one) => one.costUsd);
    assert.deepEqual(costs(0), [0, 0]);
    assert.deepEqual(costs(0.5), costs(null));
  });

  it("forgets a candidate's failed attempt when another aggregator starts it again", () => {
    const failed = candidateEnd(0, { status: "failed", error: "It failed.", text: "half" });
    const { candidates } = fold(candidateStart(0, "first"), failed, candidateStart(0, "second"));
    const [{ model, text, error, status }] = candidates as [RunRecord["candidates"][number]];
    assert.deepEqual([candidates.length, model, text, error, status], [1, "second", "", null, "streaming"]);
  });

  it("names the winner and the choice by their place among the candidates, not by their draw", () => {
    const scored = [1, 2].map((draw) => ({ draw, similarity: draw / 4, score: draw / 8 }));
    const events: RunEvent[] = [candidateStart(1), candidateStart(2), candidateEnd(1), candidateEnd(2)];
    const { winner, candidates, choice, fallback } = fold(
      ...events,
      { type: "candidate-dropped", draw: 0 },
      { type: "scores", candidates: scored, winner: 2 },
      { type: "choice", draw: 2 },
      { type: "choice", draw: 1 },
    );
    assert.deepEqual([winner, choice, fallback], [1, 0, null]);
    assert.deepEqual(
      candidates.map(({ similarity, score }) => [similarity, score]),
      [
        [0.25, 0.125],
        [0.5, 0.25],
      ],
    );
  });

  it("keeps ratings with the replies that they are about, until these are asked for again", () => {
    const rate = (of: Of<"rating">["of"], rating: Of<"rating">["rating"]): RunEvent => ({ type: "rating", of, rating });
    const events = [referenceEnd("a"), referenceEnd("b"), candidateStart(1), candidateEnd(1), candidateStart(2)];
    const ratings = ({ references, candidates }: RunRecord) =>
      [...references, ...candidates].map(({ rating }) => rating).join();
    const rated = [...events, rate({ model: "b" }, "bad"), rate({ draw: 2 }, "good"), rate({ draw: 1 }, "bad")];
    assert.equal(ratings(fold(...rated)), ",bad,,bad,good");
    assert.equal(ratings(fold(...rated, rate({ draw: 1 }, null), rate({ draw: 9 }, "good"))), ",bad,,,good");
    const resumed: RunEvent = { type: "run-resume", model: "b", withdrawn: [] };
    assert.equal(ratings(fold(...rated, resumed, candidateStart(2))), ",,,bad,");
  });

  it("has no choice when the chosen draw is not there", () => {
    assert.equal(fold({ type: "choice", draw: 5 }).choice, null);
  });

  it("points at the best reference in a fallback", () => {
    const { winner, fallback } = fold(referenceEnd("b"), { type: "fallback", model: "b" });
    assert.deepEqual([winner, fallback], [1, "best-reference"]);
  });

  it("keeps the warnings and the outcome", () => {
    const end: RunEvent = { type: "run-end", outcome: "failed", durationMs: 12, error: "No model answered." };
    const { warnings, outcome, error, totals } = fold(
      { type: "warning", message: "one" },
      { type: "warning", message: "two" },
      end,
    );
    assert.deepEqual(
      [warnings, outcome, error, totals.durationMs],
      [["one", "two"], "failed", "No model answered.", 12],
    );
  });
});

describe("the totals of a run", () => {
  it("add up references and aggregation requests, not candidates", () => {
    const { totals } = fold(referenceEnd("a"), referenceEnd("b"), candidateStart(0), candidateEnd(0), requestEnd([0]));
    assert.deepEqual(totals, { costUsd: 1, promptTokens: 50, completionTokens: 8, durationMs: null });
  });

  it("are unknown, never 0, as soon as one part is unknown", () => {
    const { totals } = fold(referenceEnd("a", { costUsd: null }), referenceEnd("b", { usage: null }), requestEnd([0]));
    assert.deepEqual([totals.costUsd, totals.promptTokens, totals.completionTokens], [null, null, null]);
    assert.equal(fold(referenceEnd("a"), requestEnd([0], null)).totals.costUsd, null);
    assert.equal(fold(referenceEnd("a"), requestEnd([0], null)).totals.promptTokens, 40);
  });

  it("do not wait for references that are still on their way", () => {
    assert.equal(fold({ type: "reference-start", model: "b" }, referenceEnd("a")).totals.costUsd, 0.25);
  });
});

describe("the fold of a run's events", () => {
  const events = [...start, referenceEnd("a"), candidateStart(0), candidateEnd(0), requestEnd([0])];

  it("gives the same bytes for the same events, also when they come from disk", () => {
    const fromDisk = JSON.parse(JSON.stringify(events)) as RunEvent[];
    assert.equal(JSON.stringify(recordOf(fromDisk)), JSON.stringify(recordOf(events)));
  });

  it("gives the same bytes when independent events change places", () => {
    const swapped = [...start, candidateStart(0), candidateEnd(0), requestEnd([0]), referenceEnd("a")];
    assert.equal(JSON.stringify(recordOf(swapped)), JSON.stringify(recordOf(events)));
  });
});
