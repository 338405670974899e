import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { merged } from "../../../test/support/core/collaboration.ts";
import {
  answers,
  fails,
  hangs,
  member,
  ownServer,
  type ScriptedMember,
  type Step,
} from "../../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, QUESTION, rankedBank, seedDrawing } from "../../../test/support/core/world.ts";
import { ofType } from "../../../test/support/core/call-context.ts";
import { planRetry } from "./prepare-retry.ts";
import { retryReferences } from "./retry-reference.ts";
import type { Means, Run } from "./run.ts";
import { applyEvent, type ReferencePlace, type RunEvent, type RunRecord } from "../record/index.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import type { RunPolicy } from "../run-policy.ts";

/** Returns a step that takes the given steps in turn, and repeats the last one. */
const inTurn = (...steps: readonly Step[]): Step => {
  let next = 0;
  return (...call) => (steps[Math.min(next++, steps.length - 1)] as Step)(...call);
};
const aggregator = (step: Step): ScriptedMember => ({ ...member("agg", fails(), step), referencer: false });
const seed = seedDrawing(["a,b", "a,c", "a,b", "a,b"]);

/** Resolves with a run whose model `b` failed, and the means of a retry. */
async function withFailure(
  b: Step,
  merge: Step = merged,
  rest: readonly Step[] = [answers("from a"), answers("from c")],
) {
  const [a, c] = rest as [Step, Step];
  const models = { a: member("a", a), b: member("b", b), c: member("c", c), agg: aggregator(merge) };
  const pool = Object.values(models);
  const { record } = await answer(pool, { run: { aggregator: "agg", seed } });
  return { record, models, pool };
}

async function retry(
  record: RunRecord,
  pool: Means["pool"],
  places: readonly ReferencePlace[] = [{ model: "b" }],
  { policy = plainPolicy, stop = new AbortController() }: { policy?: RunPolicy; stop?: AbortController } = {},
): Promise<{ record: RunRecord; events: RunEvent[] }> {
  const events: RunEvent[] = [];
  for await (const event of retryReferences(
    { run: runOf(record, policy), record, places },
    meansOf(pool),
    stop.signal,
  )) {
    events.push(event);
  }
  return { record: events.reduce(applyEvent, record), events };
}

function runOf({ runId, parameters }: RunRecord, policy = plainPolicy): Run {
  return {
    runId,
    seed,
    question: QUESTION,
    system: "smcs",
    parameters,
    policy,
    aggregator: "agg",
    codingAggregator: "auto",
  };
}

function meansOf(pool: Means["pool"]): Means {
  const bank = rankedBank(pool.map(({ name }) => name));
  return {
    pool,
    bank: { load: () => Promise.resolve(bank) },
    embedding: fixedEmbedder(),
    standIn: null,
    clock: () => 0,
    wait: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(signal.reason as Error);
        });
      }),
    simulated: true,
  };
}

describe("a reference that is asked for again", () => {
  it("withdraws that an answer sufficed once it is merged with that of a model that had been spared", async () => {
    const { record, pool } = await withFailure(inTurn(fails(), answers("from b")));
    const shortened = { type: "shortened", reason: "cascade", message: "The answer of a suffices." } as const;
    const sufficed = [shortened, { type: "fallback", model: "a" } as const].reduce(applyEvent, record);
    assert.equal(sufficed.shortened?.reason, "cascade");
    const { record: later } = await retry(sufficed, pool);
    assert.deepEqual([later.fallback, later.shortened], [null, null]);
  });

  it("takes part in the draws that hold it, and the others stay", async () => {
    const { record: before, models, pool } = await withFailure(inTurn(fails(), answers("from b, at last")));
    assert.deepEqual(before.warnings, ["2 of 3 models answered."]);
    const { record, events } = await retry(before, pool);
    assert.deepEqual([models.a.asked.length, models.b.asked.length, models.c.asked.length], [1, 2, 1]);
    assert.deepEqual(
      record.candidates.map(({ references }) => references.join()),
      ["a,b", "a,c", "a,b", "a,b"],
    );
    assert.equal(record.candidates[1]?.text, before.candidates[1]?.text);
    assert.ok(record.candidates.every(({ score }) => score !== null));
    assert.deepEqual([record.outcome, record.warnings, record.references[1]?.text], ["done", [], "from b, at last"]);
    assert.equal(record.references[1]?.retries, 1);
    assert.deepEqual([before, record].map(({ references }) => references[1]?.failure), ["server", null]); // prettier-ignore
    assert.equal(events[0]?.type, "run-resume");
    assert.equal(events.at(-1)?.type, "run-end");
    assert.notEqual(models.b.asked[0]?.seed, models.b.asked[1]?.seed, "the same seed would fail in the same way");
  });

  it("leaves the answer as it was until the new one is complete, and for good when it fails again", async () => {
    const { record: before, pool } = await withFailure(fails());
    const { record, events } = await retry(before, pool);
    assert.deepEqual(
      events.map(({ type }) => type),
      ["run-resume", "reference-start", "reference-end", "warning", "run-end"],
    );
    assert.deepEqual(
      [record.candidates, record.winner, record.warnings],
      [before.candidates, before.winner, before.warnings],
    );
    assert.deepEqual([record.outcome, record.references[1]?.status], ["done", "failed"]);
  });

  it("is dropped when the user stops: what was merged till then may have cost something, and changes nothing", async () => {
    const stop = new AbortController();
    const stopped: Step = (...call) => {
      stop.abort();
      return hangs("half")(...call);
    };
    const { record: before, pool } = await withFailure(
      inTurn(fails("rate-limited"), answers("from b")),
      inTurn(merged, merged, stopped),
    );
    const { record, events } = await retry(before, pool, [{ model: "b" }], { stop });
    assert.deepEqual([record.candidates, record.winner, record.outcome], [before.candidates, before.winner, "done"]);
    assert.deepEqual([ofType(events, "candidate-start").length, ofType(events, "scores").length], [0, 0]);
    assert.deepEqual([before.totals.costUsd, record.totals.costUsd], [1, null], "nobody knows what half a reply costs");
  });

  it("keeps candidates that cannot be merged again", async () => {
    const { record: before, pool } = await withFailure(
      inTurn(fails(), answers("from b")),
      inTurn(merged, merged, fails()),
    );
    const { record } = await retry(before, [...pool]);
    assert.deepEqual(
      record.candidates.map(({ text }) => text),
      before.candidates.map(({ text }) => text),
    );
    assert.equal(record.outcome, "done");
    assert.match(record.warnings.join(), /agg could not merge the answers/);
  });

  it("never touches the candidate that the user made the reply", async () => {
    const { record: before, pool } = await withFailure(inTurn(fails(), answers("from b")));
    const chosen = applyEvent(before, { type: "choice", draw: 0 });
    const { record } = await retry(chosen, pool);
    assert.deepEqual(record.candidates[0]?.references, ["a"]);
    assert.deepEqual(record.candidates[2]?.references, ["a", "b"]);
    assert.equal(record.choice, 0);
  });

  it("makes an answer of a run that had none", async () => {
    const { record: before, pool } = await withFailure(inTurn(fails(), answers("from b")), merged, [fails(), fails()]);
    assert.deepEqual([before.outcome, before.candidates.length], ["failed", 0]);
    const { record } = await retry(before, pool);
    assert.deepEqual([record.outcome, record.error, record.warnings], ["done", null, ["1 of 3 models answered."]]);
    assert.deepEqual(
      record.candidates.map(({ subset, references }) => [subset, references.join()]),
      [0, 2, 3].map((draw) => [draw, "b"]),
    );
    assert.equal(record.candidates[record.winner!]?.status, "finished");
  });

  it("draws anew when no draw holds what has come", async () => {
    const seedOfC = seedDrawing(["a,b", "a,b", "a,b", "a,b"]);
    const models = [
      member("a", fails()),
      member("b", fails()),
      member("c", inTurn(fails(), answers("from c"))),
      aggregator(merged),
    ];
    const { record: before } = await answer(models, { run: { aggregator: "agg", seed: seedOfC } });
    const { record } = await retry(before, models, [{ model: "c" }]);
    assert.deepEqual(record.subsets.map(String), ["c", "c", "c", "c"]);
    assert.deepEqual([record.outcome, record.candidates.length], ["done", 4]);
  });

  it("adds what it costs", async () => {
    const { record: before, pool } = await withFailure(inTurn(fails("rate-limited"), answers("from b")));
    // Two references and two requests; then one reference, and the request for the draws that hold it.
    assert.equal(before.totals.costUsd, 1);
    assert.equal((await retry(before, pool)).record.totals.costUsd, 1.5);
  });

  it("is one of a model's several answers, and keeps its place among them", async () => {
    const solo = member(
      "solo",
      inTurn(answers("first"), fails("rate-limited"), answers("third"), answers("second")),
      merged,
    );
    const { record: before } = await answer([solo]);
    assert.deepEqual(
      before.references.map(({ text }) => text),
      ["first", "", "third"],
    );
    const { record } = await retry(before, [solo], [{ model: "solo", sample: 1 }]);
    assert.deepEqual(
      record.references.map(({ text }) => text),
      ["first", "second", "third"],
    );
    assert.ok(record.candidates.every(({ references }) => references.length === 3));
  });

  it("is refused before anything happens where it makes no sense, or nobody serves the model any more", async () => {
    const { record, pool } = await withFailure(fails());
    const withoutB = pool.filter(({ name }) => name !== "b");
    await assert.rejects(retry(record, pool, [{ model: "a" }]), /has answered/);
    await assert.rejects(retry(record, pool, [{ model: "nobody" }]), /cannot be asked again/);
    await assert.rejects(retry(record, withoutB), /no endpoint serves it now/);
  });
});

describe("the money of a retry", () => {
  const priced = { ...ownServer, prices: { promptUsdPerMTok: 1000, completionUsdPerMTok: 1000 }, onThisMachine: false };
  const dear = (one: ScriptedMember): ScriptedMember => ({ ...one, servers: [priced], maxOutputTokens: 600 });

  it("is what the question has left of its cap", async () => {
    const { record: before, pool } = await withFailure(inTurn(fails("rate-limited"), answers("from b")));
    const spent = before.totals.costUsd!;
    const policy = { ...plainPolicy, budgetUsd: spent + 1 };
    const { record } = await retry(before, pool.map(dear), [{ model: "b" }], { policy });
    assert.match(record.references[1]?.error ?? "", /was not asked: what is left of the \$2/);
    const rich = await retry(before, pool.map(dear), [{ model: "b" }], { policy: { ...plainPolicy, budgetUsd: 1000 } });
    assert.equal(rich.record.references[1]?.status, "finished");
  });

  it("asks nobody to merge whom the cap leaves out, as a question does not", async () => {
    const { record: before, pool } = await withFailure(inTurn(fails(), answers("from b")));
    const unpriced = { ...priced, name: "unpriced", prices: null };
    const capped = pool.map((one) => (one.name === "agg" ? { ...one, servers: [unpriced] } : dear(one)));
    const policy = { ...plainPolicy, budgetUsd: 1000 };
    const plan = await planRetry(
      { run: runOf(before, policy), record: before, places: [{ model: "b" }] },
      meansOf(capped),
    );
    assert.deepEqual(plan.estimate.unpriced, []);
    const { record } = await retry(before, capped, [{ model: "b" }], { policy });
    assert.doesNotMatch(record.warnings.join(), /agg/);
  });

  it("is estimated from the one model and what is merged again", async () => {
    const { record, pool } = await withFailure(fails());
    const dearPool = pool.map(dear);
    const plan = await planRetry({ run: runOf(record), record, places: [{ model: "b" }] }, meansOf(dearPool));
    assert.deepEqual([plan.requests, plan.selection.referencers], [2, ["b"]]);
    assert.deepEqual(plan.subsets.map(String), ["a,b", "a,b", "a,b"]);
    const whole = await planRetry(
      { run: runOf(record), record: { ...record, choice: 0 }, places: [{ model: "b" }] },
      meansOf(dearPool),
    );
    assert.equal(whole.subsets.length, 2);
    assert.ok(whole.estimate.knownUsd[1] < plan.estimate.knownUsd[1]);
  });

  it("keeps the speed of the new reply alone", async () => {
    const { record, pool } = await withFailure(inTurn(answers({ text: "Half", finish: "length" }), answers("from b")));
    assert.equal(record.references[1]?.usage?.completionTokens, 1);
    const kept: unknown[] = [];
    const keep: NonNullable<Means["speeds"]>["keep"] = (replies) => {
      kept.push(...replies);
      return Promise.resolve();
    };
    const means = { ...meansOf(pool), speeds: { known: new Map(), keep } };
    const events: RunEvent[] = [];
    const asked = { run: runOf(record), record, places: [{ model: "b" }] };
    for await (const event of retryReferences(asked, means, new AbortController().signal)) events.push(event);
    assert.equal(events.reduce(applyEvent, record).references[1]?.usage?.completionTokens, 2);
    assert.deepEqual(kept, [{ model: "b", firstTokenMs: 0, durationMs: 0, tokens: 1 }]);
  });
});
