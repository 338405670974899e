import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers, fails, type ScriptedMember, type Step } from "../../../test/support/core/scripted-model.ts";
import { askSystem, inTurn, poolOf, saying, says, type Trio, twoSources } from "../../../test/support/core/systems.ts";
import { bankOf } from "../../../test/support/core/banks.ts";
import { inTime, takes } from "../../../test/support/core/collaboration.ts";
import { answer, fixedEmbedder, QUESTION } from "../../../test/support/core/world.ts";
import { ofType } from "../../../test/support/core/call-context.ts";
import type { Parameters } from "../parameters.ts";
import { type Means, planRetry, retryReferences, type Run } from "../answer/index.ts";
import { replay, type ReplayMeans } from "../replay/index.ts";
import { applyEvent, type ReferencePlace, type RunEvent, type RunRecord } from "../record/index.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import { type SystemName, systemNames } from "../system-names.ts";

const bank = twoSources();
const embedding = fixedEmbedder({ one: [1, 0], two: [3, 4], three: [4, 3] });

function meansOf(pool: readonly ScriptedMember[]): Means {
  const wait: Means["wait"] = () => new Promise(() => undefined);
  const loaded = { load: () => Promise.resolve(bank) };
  return { pool, bank: loaded, embedding, standIn: null, clock: () => 0, wait, simulated: true };
}

function runOf({ runId, seed, parameters, system }: RunRecord): Run {
  const common = { question: QUESTION, policy: plainPolicy, aggregator: "agg", codingAggregator: "auto" };
  return { runId, seed, parameters, system: system as SystemName, ...common };
}

/** Resolves with a run in which some reference failed, and with the result of its retry. */
async function retried(system: SystemName, trio: Trio, place: ReferencePlace, parameters: Partial<Parameters> = {}) {
  const pool = poolOf(trio);
  const world = { bank, embedding, parameters, run: { system, aggregator: "agg" } };
  const { record: before } = await answer(pool, world);
  const plan = await planRetry({ run: runOf(before), record: before, places: [place] }, meansOf(pool));
  const sent = pool.flatMap(({ asked }) => asked).length;
  const events: RunEvent[] = [];
  const stop = new AbortController();
  for await (const event of retryReferences(
    { run: runOf(before), record: before, places: [place] },
    meansOf(pool),
    stop.signal,
  ))
    events.push(event);
  assert.equal(pool.flatMap(({ asked }) => asked).length - sent, plan.requests);
  return { before, after: events.reduce(applyEvent, before), events };
}

describe("a reference that is asked for again", () => {
  const afterFailing = (step: Step): Step => inTurn(fails("rate-limited"), step);

  it("has its vote counted with the others", async () => {
    const trio = { a: says("1"), b: says("2"), c: afterFailing(says("2")) };
    const { before, after, events } = await retried("majority-voting", trio, { model: "c" }, { posterior: "paper" });
    assert.deepEqual([before.candidates[before.winner!]?.answer, before.warnings], ["1", ["2 of 3 models answered."]]);
    assert.deepEqual([after.candidates[after.winner!]?.answer, after.warnings], ["2", []]);
    assert.deepEqual(
      after.candidates.map(({ votes }) => votes),
      [1, 2, 2],
    );
    assert.deepEqual(
      [after.outcome, after.totals.costUsd, ofType(events, "candidate-start").length],
      ["done", 0.75, 1],
    );
  });

  it("is compared with the others by the aggregator, which may name another one", async () => {
    const judge = inTurn(answers("Most consistent: Response 1"), answers("Most consistent: Response 3"));
    const c = inTurn(answers("one"), fails("rate-limited"), answers("two"), answers("three"), answers("two"));
    const trio = { a: says("1"), b: says("1"), c, judge };
    const place = { model: "c", sample: 1 };
    const { before, after } = await retried("self-consistency", trio, place, { selfConsistency: "universal" });
    assert.deepEqual([before.winner, before.candidates.length, before.requests.length], [0, 3, 1]);
    assert.deepEqual([after.winner, after.candidates.length, after.requests.length], [2, 4, 2]);
    assert.deepEqual([after.decidedBy, after.candidates[1]?.text], ["aggregator", "two"]);
  });

  it("makes an answer of a run that had none, whatever the system", async () => {
    for (const system of systemNames) {
      const again = (value: string): Step =>
        inTurn(fails("rate-limited"), ...Array<Step>(3).fill(fails("rate-limited")), says(value));
      const three = Array<Step>(3).fill(fails("rate-limited"));
      const once = ["self-moa", "self-consistency"].includes(system)
        ? again
        : (value: string) =>
            // The experts are three answers of the model that is best with the keyword.
            system === "symbolic-moe" ? inTurn(...three, says(value)) : afterFailing(says(value));
      const keywords = answers('["general"]');
      const trio = { a: once("1"), b: once("2"), c: once("3"), keywords };
      const model = { "simple-router": "c", "self-moa": "c", "self-consistency": "c" }[system as string] ?? "a";
      const { before, after } = await retried(system, trio, { model });
      assert.equal(before.outcome, "failed", system);
      assert.deepEqual([after.outcome, after.error, after.fallback], ["done", null, null], system);
      assert.equal(after.candidates[after.winner!]?.text, saying(model === "c" ? "3" : "1"), system);
    }
  });

  it("has all of the deadline where nothing is merged, and leaves time for merging elsewhere", async () => {
    for (const [system, status] of [
      ["majority-voting", "finished"],
      ["mixture-of-agents", "aborted"],
    ] as const) {
      const world = inTime({ deadlineMs: 60_000 }, { bank, embedding, run: { system, aggregator: "agg" } });
      const { time } = world;
      const pool = poolOf({ a: says("1"), b: says("2"), c: afterFailing(takes(time, 50_000, says("2"))) });
      const { record } = await answer(pool, world);
      const run = { ...runOf(record), policy: { ...plainPolicy, deadlineMs: 60_000 } };
      const means = { ...meansOf(pool), clock: time.clock, wait: time.wait };
      const events: RunEvent[] = [];
      const follow = async (): Promise<void> => {
        const stream = retryReferences({ run, record, places: [{ model: "c" }] }, means, new AbortController().signal);
        for await (const event of stream) events.push(event);
      };
      await time.run(follow());
      assert.equal(events.reduce(applyEvent, record).references[2]?.status, status, system);
    }
  });

  it("takes back that it was cut off, and how many answers there were, once all have come", async () => {
    const cut = (step: Step): Step => inTurn(answers({ text: saying("2"), finish: "length" }), step);
    const whole = await retried("majority-voting", { a: says("1"), b: says("2"), c: cut(says("2")) }, { model: "c" });
    assert.deepEqual(
      [whole.before, whole.after].map(({ warnings }) => warnings),
      [["Cut off at the output limit, and used as far as it goes: c."], []],
    );
    assert.deepEqual(whole.after.candidates.map(({ status }) => status), ["finished", "finished", "finished"]); // prettier-ignore
    const c = inTurn(says("1"), says("1"), says("1"), fails("rate-limited"), says("1"));
    const place = { model: "c", sample: 3 };
    const many = await retried("self-consistency", { a: says("1"), b: says("1"), c }, place);
    assert.deepEqual(
      [many.before, many.after].map(({ warnings }) => warnings),
      [["3 of 4 answers arrived."], []],
    );
  });

  it("is merged again with the others where all are merged at once", async () => {
    const trio = { a: says("1"), b: afterFailing(says("2")), c: says("2") };
    const { before, after } = await retried("mixture-of-agents", trio, { model: "b" });
    assert.deepEqual(
      [before, after].map(({ candidates }) => candidates[0]?.references.join()),
      ["a,c", "a,b,c"],
    );
    assert.deepEqual([after.decidedBy, after.candidates[0]?.text], ["only", saying("2")]);
  });

  it("is refused where others have gone on without it, or nobody knows the system", async () => {
    const trio = { a: afterFailing(says("1")), b: says("2"), c: says("2") };
    const refused = retried("mixture-of-agents", trio, { model: "a" }, { layers: 2 });
    await assert.rejects(refused, /^Error: a cannot be asked again: the models of the next layer/);
    const { record, pool } = await askSystem("smcs", { ...trio, a: fails() });
    const unknown = planRetry(
      { run: runOf(record), record: { ...record, system: "later" }, places: [{ model: "a" }] },
      meansOf(pool),
    );
    await assert.rejects(unknown, /this version does not know the system later/);
  });
});

describe("a replay", () => {
  const counted: Trio = { a: says("1"), b: says("2"), c: inTurn(says("3"), fails(), says("3")) };
  const vague: Trio = { a: answers("one"), b: answers("two"), c: inTurn(answers("three"), answers("one")) };
  const replayed = async (record: RunRecord, means: Partial<ReplayMeans> = {}) => {
    const { parts } = await replay(JSON.parse(JSON.stringify(record)) as RunRecord, { embedding, bank, ...means });
    return { verdicts: new Set(parts.map(({ verdict }) => verdict)), details: parts.flatMap(({ details }) => details) };
  };

  for (const system of systemNames) {
    it(`works every part of ${system} out again`, async () => {
      for (const trio of [counted, vague, { ...counted, agg: fails() }]) {
        for (const parameters of [{}, { layers: 2 }, { singleModel: "fake/b" }]) {
          const { record } = await askSystem(system, { ...trio }, { embedding, bank, parameters });
          assert.equal(record.outcome, "done");
          const { verdicts, details } = await replayed(record);
          assert.deepEqual([[...verdicts], details], [["agrees"], []]);
        }
      }
    });
  }

  it("knows no prices, and takes the recorded one of models that only their price told apart", async () => {
    const level = bankOf(
      ["a", "b"].flatMap((better) =>
        Array.from({ length: 10 }, (_, row) => {
          // Equally good on the whole bank and on the closest data set; but the questions of one model are nearer.
          const vector = better === "a" ? [1, 0] : [0.99, 0.14];
          return { source: "one", vector, outcomes: { a: better === "a" ? 1 : 0, b: better === "a" ? 0 : 1 }, row };
        }),
      ),
    );
    const pool = poolOf({ a: says("1"), b: says("2"), c: says("3") }).map((one) =>
      one.name === "b" ? { ...one, price: 0.1 } : one,
    );
    for (const system of ["simple-router", "self-moa", "single"] as const) {
      const { record } = await answer(pool, { bank: level, embedding, run: { system, aggregator: "agg" } });
      assert.deepEqual([record.selection?.prior[0]?.model, record.selection?.referencers[0]], ["a", "b"], system);
      assert.deepEqual((await replayed(record, { bank: level })).details, [], system);
    }
  });

  it("notices another choice of models, another vote and another winner", async () => {
    const { record } = await askSystem(
      "majority-voting",
      { a: says("1"), b: says("2"), c: says("2") },
      { embedding, bank, parameters: { posterior: "paper" } },
    );
    const [first, ...rest] = record.candidates;
    const changed = await replayed({ ...record, winner: 0, candidates: [{ ...first!, votes: 2 }, ...rest] });
    assert.match(
      changed.details.join("\n"),
      /candidate 1: votes recorded 2, now 1\nwinner: recorded candidate 1, now candidate 2/,
    );
    const selection = { ...record.selection!, referencers: ["a", "b"] };
    assert.match((await replayed({ ...record, selection })).details.join(), /referencers: recorded a, b, now a, b, c/);
  });

  it("leaves out what it cannot know, with the reason", async () => {
    const routed = await askSystem("simple-router", counted, { embedding, bank });
    assert.match(
      (await replayed(routed.record, { bank: null })).details.join(),
      /Without the run's question bank nobody can say/,
    );
    const judge = answers("Most consistent: Response 2");
    const parameters = { selfConsistency: "universal" } as const;
    const named = await askSystem("self-consistency", { ...vague, judge }, { embedding, bank, parameters });
    assert.match((await replayed(named.record)).details.join(), /An aggregator named the winner/);
    const question = { ...QUESTION, answerForm: { kind: "math" } } as const;
    const formulas = await askSystem("majority-voting", counted, { embedding, bank, run: { question } });
    assert.match((await replayed(formulas.record)).details.join(), /compared formulas by their value/);
    const means = { equalMath: (one: string, other: string) => one === other };
    assert.deepEqual((await replayed(formulas.record, means)).details, []);
    assert.match(
      (await replayed({ ...named.record, system: "later" })).details.join(),
      /does not know the run's system, later/,
    );
  });
});
