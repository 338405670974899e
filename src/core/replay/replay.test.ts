import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { collaborate, merged, stopAt, three } from "../../../test/support/core/collaboration.ts";
import { answers, fails, hangs, member, type Step } from "../../../test/support/core/scripted-model.ts";
import {
  answer,
  fixedEmbedder,
  QUESTION,
  rankedBank,
  seedDrawing,
  type World,
} from "../../../test/support/core/world.ts";
import { packed, SPACE, vectorOf } from "../../../test/support/core/kinds-bank.ts";
import { randomStream } from "../random.ts";
import { tune, type TunedSource, tuningBank } from "../tuned/index.ts";
import { presets } from "../parameters.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import type { RunRecord } from "../record/index.ts";
import { replay, type ReplayMeans } from "./replay.ts";

const all = Object.values(three);
const embedding = fixedEmbedder({ one: [1, 0], two: [3, 4], three: [4, 3], "half an answer": [1, 1], onE: [0, 1] });
const models = ["a", "b", "c", "agg"];
const bank = rankedBank(models);

async function run(references: readonly Step[] = all, aggregation: Step = merged, world: World = {}) {
  const { record } = await collaborate(references, aggregation, { ...world, bank, embedding });
  return record;
}

/** Resolves with a run in which every model answers and none can merge. */
async function bestSingleAnswer() {
  const { record } = await answer(
    ["a", "b", "c"].map((name) => member(name, answers(`from ${name}`))),
    { bank, embedding },
  );
  assert.equal(record.fallback, "best-reference");
  return record;
}

/** Resolves with a run in which the draws without c agree and the other draw is given up. */
async function stoppedEarly() {
  const policy = { ...plainPolicy, earlyStop: true };
  const hangsWithC: Step = (request, ...rest) =>
    (request.messages[0]!.content.includes("from c") ? hangs("half") : answers("one"))(request, ...rest);
  const record = await run(all, hangsWithC, { run: { policy, seed: seedDrawing(["a,b", "a,c", "a,b", "a,b"]) } });
  assert.equal(record.shortened?.reason, "agreement");
  return record;
}

/** Resolves with a run whose pool is a single model. */
async function selfMoa() {
  const { record } = await answer([member("a", answers("mine"), merged)], { bank, embedding });
  assert.equal(record.references.length, 3);
  return record;
}

/** Resolves with the verdicts of a replay from a record as read from disk. */
async function replayed(record: RunRecord, means: Partial<ReplayMeans> = {}) {
  const fromDisk = JSON.parse(JSON.stringify(record)) as RunRecord;
  const { agrees, parts } = await replay(fromDisk, { embedding, bank, ...means });
  const verdicts = Object.fromEntries(parts.map(({ part, verdict }) => [part, verdict]));
  return { agrees, verdicts, details: parts.flatMap(({ details }) => details) };
}

const everything = {
  selection: "agrees",
  referencers: "agrees",
  subsets: "agrees",
  scores: "agrees",
  winner: "agrees",
};

describe("a replay of a tuned selection", () => {
  const bank = packed({ questions: 60 });
  const model = tune(tuningBank(bank), "equal");
  assert.ok(model !== null);
  const tuned: TunedSource = () => ({ model, learnedAt: "2026-01-31T12:00:00.000Z", isCurrent: false });
  const asked = { space: SPACE, vector: vectorOf(2, randomStream(5, "asked")) };
  const embedding = { space: SPACE, embed: (texts: readonly string[]) => Promise.resolve(texts.map(() => asked)) };
  const pool = ["a", "b", "c"].map((name) => member(name, answers(`from ${name}`), merged));
  const ofTuned = async (): Promise<RunRecord> => {
    const parameters = { selection: "tuned" } as const;
    return (await answer(pool, { bank, embedding, parameters, tuned })).record;
  };

  it("agrees without what was learned, which the record need not hold", async () => {
    const record = await ofTuned();
    assert.equal(record.selection?.learned?.questions, 60);
    assert.deepEqual((await replayed(record, { bank, embedding })).verdicts, everything);
  });

  it("finds a changed order of models and a changed support", async () => {
    const record = await ofTuned();
    const selection = record.selection ?? assert.fail();
    const turned = { ...selection, referencers: selection.referencers.toReversed() };
    const { verdicts } = await replayed({ ...record, selection: turned }, { bank, embedding });
    assert.equal(verdicts["referencers"], "differs");
    const fewer = { ...selection, support: selection.support.slice(1) };
    const again = await replayed({ ...record, selection: fewer }, { bank, embedding });
    assert.equal(again.verdicts["selection"], "differs");
  });
});

describe("a replay", () => {
  const onlyCFailsIn = { run: { seed: seedDrawing(["a,b", "a,c", "a,b", "a,b"]) } };
  const singles = { parameters: { dropCount: 2 }, run: { seed: seedDrawing(["a", "b", "a", "b"]) } };
  const without = (text: string): Step => answers({ text, logprobs: null }, "two");
  const runs: Readonly<Record<string, () => Promise<RunRecord>>> = {
    "in which all went well": () => run(),
    "in which a reference failed": () => run([three.a, three.b, fails()], merged, onlyCFailsIn),
    "whose subsets were all empty and drawn again": () => run([fails(), fails(), three.c], merged, singles),
    "in which the aggregator failed and another merged": () => run(all, fails()),
    "that ended with the best single answer": bestSingleAnswer,
    "that was stopped early, since its candidates agreed": stoppedEarly,
    "with candidates cut off at the output limit": () => run(all, answers({ text: "one", finish: "length" })),
    "in which a reference was cut off and used": () =>
      run([answers({ text: "from a", finish: "length" }), three.b, three.c]),
    "whose references were all cut off before an answer": () => {
      const cut = answers({ text: "Let us", finish: "length" });
      const question = { ...QUESTION, answerForm: { kind: "choice", options: ["x", "y"] } } as const;
      return run([fails(), cut, cut], merged, { run: { question } });
    },
    "without log-probabilities": () => run(all, without("one")),
    "of a single model that answered several times": selfMoa,
    "in which one choice failed": () => run(all, answers("one", { text: "x", failure: "It broke." }, "two")),
  };
  for (const [what, answered] of Object.entries(runs)) {
    it(`agrees with a run ${what}`, async () => {
      const record = await answered();
      assert.equal(record.outcome, "done");
      const { agrees, verdicts, details } = await replayed(record);
      assert.deepEqual([agrees, verdicts, details], [true, everything, []]);
    });
  }

  it("agrees with a stopped run, and says what that run did not reach", async () => {
    const stopped = await run(all, hangs("half"), stopAt("candidate-delta"));
    const { agrees, verdicts, details } = await replayed(stopped);
    assert.deepEqual([agrees, verdicts["subsets"], verdicts["scores"]], [true, "agrees", "left-out"]);
    assert.match(details.join(), /before it had a winner/);
    const early = await replayed({ ...stopped, selection: null });
    assert.deepEqual([early.agrees, early.verdicts], [true, { selection: "left-out" }]);
  });

  it("leaves to the recorded priors what the bank cannot tell any more", async () => {
    const record = await run();
    const change = async (other: PackedBank | null) => (await replayed(record, { bank: other })).details.join();
    assert.match(await change(null), /recorded priors are taken/);
    assert.match(await change(bankOf([{ outcomes: { a: 1 } }])), /had 10 questions and has 1/);
    assert.match(await change({ ...bank, space: "other" }), /embedded in test-space, this one is in other/);
    assert.match(await change(rankedBank(["c", "b", "a", "agg"])), /knows of \w+ has changed/);
  });

  it("compares no texts in another embedding space", async () => {
    const { agrees, verdicts, details } = await replayed(await run(), { embedding: { ...embedding, space: "new" } });
    assert.deepEqual([agrees, verdicts["scores"], verdicts["winner"]], [true, "left-out", "left-out"]);
    assert.match(details.join(), /compared texts in test-space; this embedder's space is new/);
  });
});

describe("a replay of a changed record", () => {
  type Change = (record: RunRecord) => Partial<RunRecord>;
  const [x, y] = ["a", "b"];
  const firstCandidate =
    (change: object): Change =>
    ({ candidates }) => ({ candidates: candidates.map((one, at) => (at === 0 ? { ...one, ...change } : one)) });
  const ofSelection =
    (change: (selection: NonNullable<RunRecord["selection"]>) => object): Change =>
    ({ selection }) => ({ selection: { ...selection!, ...change(selection!) } });
  const changes: Readonly<Record<string, readonly [Change, part: string, said: RegExp]>> = {
    "text of a candidate": [firstCandidate({ text: "onE" }), "scores", /candidate 1: similarity recorded [\d.]+, now/],
    "last digit of a score": [
      ({ candidates }) => firstCandidate({ score: candidates[0]!.score! + 2e-16 })({ candidates } as RunRecord),
      "scores",
      /candidate 1: score recorded/,
    ],
    "mean log-probability": [firstCandidate({ meanLogprob: -3 }), "scores", /candidate 1: perplexity recorded 1\.1/],
    winner: [({ winner }) => ({ winner: 3 - winner! }), "winner", /winner: recorded candidate \d, now candidate \d/],
    seed: [() => ({ seed: seedDrawing(["b,c", "a,b", "a,b", "a,b"]) }), "subsets", /draw 1: recorded a, b, now b, c/],
    subset: [({ subsets: [, ...rest] }) => ({ subsets: [["b", "c"], ...rest] }), "subsets", /draw 1: recorded b, c/],
    "number of draws": [({ subsets }) => ({ subsets: subsets.slice(1) }), "subsets", /draw 4: recorded none/],
    "number of aggregations": [
      () => ({ parameters: { ...presets.coding, aggregations: 5 } }),
      "subsets",
      /draw 5: recorded none, now/,
    ],
    referencers: [ofSelection(() => ({ referencers: ["c", x, y] })), "referencers", /recorded c, a, b, now a, b, c/],
    prior: [
      ofSelection(({ prior }) => ({ prior: prior.map((one, at) => (at === 0 ? { ...one, value: 11 } : one)) })),
      "selection",
      /prior of a: recorded 11, now 10/,
    ],
    support: [
      ofSelection(({ support }) => ({ support: support.map((one) => ({ ...one, similarity: 0.5 })) })),
      "selection",
      /support question q00: recorded 0\.5, now 1, and 9 more/,
    ],
    "number of support questions": [
      ofSelection(({ support }) => ({ support: support.slice(1) })),
      "selection",
      /support questions: recorded 9, now 10/,
    ],
  };
  for (const [what, [change, part, said]] of Object.entries(changes)) {
    it(`names what differs: ${what}`, async () => {
      const record = await run();
      const { agrees, verdicts, details } = await replayed({ ...record, ...change(record) });
      assert.deepEqual([agrees, verdicts[part]], [false, "differs"]);
      assert.match(details.join("\n"), said);
    });
  }

  it("notices a winner that was put where the best single answer had won", async () => {
    const record = await bestSingleAnswer();
    const { details } = await replayed({ ...record, winner: 1 });
    assert.match(details.join(), /winner: recorded the answer of b, now the answer of a/);
  });
});
