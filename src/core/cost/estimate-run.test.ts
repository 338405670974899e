import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Planned, planned, priced, served } from "../../../test/support/core/priced-calls.ts";
import { needsConfirmation } from "./confirmation.ts";
import { estimateRun } from "./estimate-run.ts";
import { estimateText } from "./estimate-text.ts";
import { aggregationPromptBytes, referencePromptBytes } from "./planned-calls.ts";

const prices = (promptUsdPerMTok: number, completionUsdPerMTok: number) => ({ promptUsdPerMTok, completionUsdPerMTok });
/** Returns a server on which only output costs something: a dollar per million tokens. */
const writer = (name: string, server = {}) => served(name, priced({ prices: prices(0, 1), ...server }));
/** Returns a server on which only input costs something. */
const reader = (name: string, server = {}) => served(name, priced({ prices: prices(1, 0), ...server }));
const [a, b, c] = [writer("a"), writer("b"), writer("c")];
const near = (actual: readonly number[] | null, expected: readonly number[]) => {
  const close = actual?.every((value, index) => Math.abs(value - expected[index]!) < 1e-12);
  assert.ok(close, `${String(actual)} for ${String(expected)}`);
};
const estimate = (given: Planned) => estimateRun(planned(given));
const twice = [
  [[0, 1], 3],
  [[0, 2], 1],
] as const;

describe("the estimate of a run", () => {
  it("is from short answers to the longest possible, for each reference and each draw", () => {
    const { costUsd, knownUsd, requests } = estimate({ referencers: [a, b, c], subsets: twice });
    near(costUsd, [7 * 400e-6, 7 * 1000e-6]);
    assert.deepEqual([knownUsd, requests], [costUsd, 5]);
  });

  it("pays for a prompt once for all its choices, or at worst once for each, with one token a byte", () => {
    const given = { referencers: [b, a], aggregators: [reader("r")], subsets: [[[0, 1], 3]] as const };
    const bytes = aggregationPromptBytes(planned(given), 2);
    const { costUsd } = estimate(given);
    near(costUsd, [(2 * 400 + bytes / 4 + 2 * 400) / 1e6, (2 * 1000 + 3 * (bytes + 64 + 2 * 1000)) / 1e6]);
  });

  it("begins with the first model alone in a cascade, and ends with a correction", () => {
    const given = { referencers: [a, b, c], subsets: twice };
    const calls = planned(given);
    const usual = estimateRun(calls);
    const inTurn = estimateRun({ ...calls, cascade: true });
    near(inTurn.costUsd, [400e-6, usual.costUsd![1]]);
    const mayCorrect = estimateRun({ ...calls, repair: true });
    near(mayCorrect.costUsd, [usual.costUsd![0], usual.costUsd![1] + 1000e-6]);
    assert.deepEqual([inTurn.requests, mayCorrect.requests], [usual.requests, usual.requests]);
  });

  it("counts what goes along with the question", () => {
    const reading = { referencers: [reader("r")], aggregators: [] };
    const [short, long] = ["How?", "How?".repeat(500)].map((text) => planned({ ...reading, text }));
    const more = referencePromptBytes(long!) - referencePromptBytes(short!);
    assert.ok(more > 1900);
    const [without, along] = [short!, long!].map((calls) => estimateRun(calls).costUsd!);
    near([along![0] - without![0], along![1] - without![1]], [more / 4 / 1e6, more / 1e6]);
  });

  it("is for whichever models may be drawn where keywords are asked for first, and has that request", () => {
    const cheap = writer("cheap", { prices: prices(0, 0.5) });
    const dear = writer("dear", { prices: prices(0, 3) });
    const calls = planned({ referencers: [a, a, b], aggregators: [c] });
    const { costUsd, requests } = estimateRun({ ...calls, before: { keywords: a, eligible: [cheap, a, dear] } });
    // Five replies with keywords, three answers of one of the three models, and one merged answer.
    near(costUsd, [5 * 30e-6 + 3 * 200e-6 + 400e-6, 5 * 1000e-6 + 3 * 3000e-6 + 1000e-6]);
    assert.equal(requests, 5);
    const thinker = { ...a, maxOutputTokens: 30_000 };
    const alone = { ...calls, referencers: [], groups: [], before: { keywords: thinker, eligible: [a] } };
    near(estimateRun(alone).costUsd, [5 * 30e-6, 5 * 2048e-6]);
    const unknown = served("unknown", priced({ prices: null }));
    const some = estimateRun({ ...calls, before: { keywords: a, eligible: [a, unknown] } });
    assert.deepEqual([some.costUsd, some.unpriced], [null, ["unknown"]]);
  });

  it("adds the servers that may stand in and second requests to the upper end only", () => {
    const spare = served("a", priced({ prices: prices(0, 1) }), priced({ prices: prices(0, 5), name: "spare" }));
    near(estimate({ referencers: [spare], aggregators: [] }).costUsd, [400e-6, 6000e-6]);
    const hedged = estimate({ referencers: [spare], aggregators: [], policy: { hedge: "always" } });
    near(hedged.costUsd, [400e-6, 12_000e-6]);
    const selfHosted = estimate({ referencers: [spare], aggregators: [], policy: { hedge: "self-hosted" } });
    near(selfHosted.costUsd, [400e-6, 6000e-6]);
  });

  it("goes by a model's own limits", () => {
    const short = { ...a, maxOutputTokens: 100 };
    near(estimate({ referencers: [short], aggregators: [] }).costUsd, [100e-6, 100e-6]);
    const own = writer("a", { ownOutputTokens: 5000 });
    near(estimate({ referencers: [own], aggregators: [] }).costUsd, [400e-6, 5000e-6]);
  });

  it("pays a server by the hour from 200 tokens a second to 20", () => {
    const gpu = served("gpu", priced({ prices: null, costPerHourUsd: 3.6 }));
    const { costUsd } = estimate({ referencers: [gpu], aggregators: [], text: "" });
    assert.ok(costUsd !== null && costUsd[0] > 400 * 5e-6 && costUsd[0] < 450 * 5e-6, String(costUsd));
    assert.ok(costUsd[1] > 1000 * 50e-6 && costUsd[1] < 1050 * 50e-6, String(costUsd));
  });

  it("never exceeds the cap", () => {
    const { costUsd, capUsd } = estimate({ referencers: [a], aggregators: [], policy: { budgetUsd: 0.0005 } });
    assert.deepEqual(capUsd, 0.0005);
    near(costUsd, [0.0004, 0.0005]);
  });

  it("is unknown where one price is, names the models, and keeps what is known", () => {
    const far = served("far", priced({ prices: null }));
    const here = served("here", priced({ prices: null, onThisMachine: true }));
    const { costUsd, knownUsd, unpriced, unpricedHere } = estimate({ referencers: [a, far, here], aggregators: [far] });
    assert.deepEqual([costUsd, unpriced, unpricedHere], [null, ["far"], ["here"]]);
    near(knownUsd, [400e-6, 1000e-6]);
    assert.deepEqual(estimate({ referencers: [here], aggregators: [] }).costUsd, [0, 0], "on this machine");
    const endless = estimate({ referencers: [writer("a", { ownOutputTokens: Infinity })], aggregators: [] });
    assert.deepEqual([endless.costUsd, endless.unpriced], [null, ["a"]]);
  });

  it("of nobody is nothing", () => {
    assert.deepEqual(estimate({ referencers: [], subsets: [] }).costUsd, [0, 0]);
  });
});

describe("the estimate in words", () => {
  const far = (name: string) => served(name, priced({ prices: null }));
  const here = served("here", priced({ prices: null, onThisMachine: true }));
  const text = (given: Planned) => estimateText(estimate(given));

  it("is a range, with the cap where there is one", () => {
    assert.equal(
      text({ referencers: [a], aggregators: [], subsets: [] }),
      "It costs $0.0004 to $0.0010, in 1 request.",
    );
    assert.match(
      text({ referencers: [a, b], aggregators: [], subsets: [], policy: { budgetUsd: 0.5 } }),
      /in 2 requests\. It never costs more than \$0\.5000 \(smcs\.budget\.perQuestionUsd\)\.$/,
    );
  });

  it("says what is not known, of whom, and what is", () => {
    assert.equal(
      text({ referencers: [far("x"), a, here], aggregators: [], subsets: [] }),
      "The cost is not known: no price is known for x. The others cost $0.0004 to $0.0010. here runs on this machine and has no price in the settings, which counts as free.",
    );
    assert.equal(
      text({ referencers: [here], aggregators: [], subsets: [] }),
      "It is free, in 1 request. here runs on this machine and has no price in the settings, which counts as free.",
    );
    assert.match(
      text({ referencers: ["p", "q", "r", "s", "t", "u", "v"].map(far) }),
      /for p, q, r, s, t and 2 more\.$/,
    );
    assert.match(text({ referencers: [], subsets: [] }), /^No model is asked/);
  });
});

describe("a confirmation", () => {
  it("is needed when what is known may cost more than a quarter of a dollar", () => {
    const of = (maxOutputTokens: number, budgetUsd: number | null = null) =>
      needsConfirmation(
        estimate({
          referencers: [writer("a", { prices: prices(0, 100) }), served("x", priced({ prices: null }))],
          aggregators: [],
          parameters: { maxOutputTokens },
          policy: { budgetUsd },
        }),
      );
    assert.deepEqual([of(2500), of(2501), of(2501, 0.25)], [false, true, false]);
  });
});

describe("the estimate of answers that are read by others", () => {
  it("pays for them as the models that read them do, at most with every token that they were allowed", () => {
    const [r, s] = [reader("r"), reader("s")];
    const calls = { ...planned({ referencers: [r, s, r, s], aggregators: [] }), reads: [[], [], [0, 1], [0, 1]] };
    const [bare, along] = [referencePromptBytes(calls), referencePromptBytes(calls, 2)];
    assert.ok(along > bare);
    const low = (2 * bare + 2 * along) / 4 + 2 * 2 * 400;
    const high = 2 * (bare + 64) + 2 * (along + 64 + 2 * 1000);
    near(estimateRun(calls).costUsd, [low / 1e6, high / 1e6]);
  });
});
