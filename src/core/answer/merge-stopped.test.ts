import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { merged } from "../../../test/support/core/collaboration.ts";
import {
  answers,
  fails,
  hangs,
  member,
  type ScriptedMember,
  type Step,
} from "../../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, QUESTION, rankedBank, seedDrawing } from "../../../test/support/core/world.ts";
import { planRetry } from "./prepare-retry.ts";
import { retryReferences } from "./retry-reference.ts";
import type { Means, Run } from "./run.ts";
import { applyEvent, type ReferencePlace, replyOf, type RunEvent, type RunRecord } from "../record/index.ts";
import { bestMerged, canBeMerged, canStandIn } from "../conversation/index.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import type { SystemName } from "../system-names.ts";

const seed = seedDrawing(["a,b", "a,c", "a,b", "a,b"]);
const aggregator = (step: Step): ScriptedMember => ({ ...member("agg", fails(), step), referencer: false });
/** Hangs on the first request, and answers the second. */
const late = (text: string): Step => {
  const steps = [hangs("Half a"), answers(text)];
  return (...call) => (steps.length > 1 ? steps.shift() : steps[0])!(...call);
};

/** Resolves with a run that the user stops as soon as a certain event occurs. */
async function stoppedAt(
  pool: readonly ScriptedMember[],
  isTime: (event: RunEvent) => boolean,
  system: SystemName = "smcs",
): Promise<RunRecord> {
  const stop = new AbortController();
  const onEvent = (event: RunEvent): void => {
    if (isTime(event)) stop.abort();
  };
  const { record } = await answer(pool, { run: { aggregator: "agg", seed, system }, signal: stop.signal, onEvent });
  assert.equal(record.outcome, "aborted");
  return record;
}

const ended = (model: string) => (event: RunEvent) => event.type === "reference-end" && event.model === model;

async function goOn(record: RunRecord, pool: Means["pool"], places: readonly ReferencePlace[] = []) {
  const { parameters, runId, system } = record;
  const common = { question: QUESTION, policy: plainPolicy, aggregator: "agg", codingAggregator: "auto" };
  const run: Run = { ...common, runId, seed, parameters, system: system as SystemName };
  const bank = rankedBank(pool.map(({ name }) => name));
  const wait: Means["wait"] = () => new Promise(() => undefined);
  const loaded = { load: () => Promise.resolve(bank) };
  const world = { pool, bank: loaded, embedding: fixedEmbedder(), standIn: null, clock: () => 0, wait };
  const means: Means = { ...world, simulated: true };
  const plan = await planRetry({ run, record, places }, means);
  const events: RunEvent[] = [];
  for await (const event of retryReferences({ run, record, places }, means, new AbortController().signal))
    events.push(event);
  return { record: events.reduce(applyEvent, record), events, plan };
}

describe("a run that was stopped before merging", () => {
  const poolOf = (merge: Step = merged) => {
    const [a, b, c] = [member("a", answers("from a")), member("b", answers("from b")), member("c", late("from c"))];
    return [a, b, c, aggregator(merge)] as const;
  };

  it("goes on with what had arrived, and asks nobody a second time", async () => {
    const pool = poolOf(hangsThenMerges());
    const before = await stoppedAt(pool, ended("b"));
    assert.deepEqual(
      [before.references.map(({ status }) => status), before.winner],
      [["finished", "finished", "aborted"], null],
    );
    assert.equal(canBeMerged(before), true);
    const sent = pool.map(({ asked }) => asked.length);
    const { record, events, plan } = await goOn(before, pool);
    assert.deepEqual([record.outcome, record.winner === null, record.fallback], ["done", false, null]);
    assert.deepEqual(
      record.candidates.map(({ references, status }) => [references.join(), status]),
      [["a,b", "finished"], ["a", "finished"], ["a,b", "finished"], ["a,b", "finished"]], // prettier-ignore
    );
    assert.deepEqual(record.warnings, ["2 of 3 models answered."], "a degraded answer must not look complete");
    const asked = pool.map((one, index) => one.asked.length - (sent[index] ?? 0));
    assert.deepEqual(asked.slice(0, 3), [0, 0, 0]);
    assert.equal(asked[3], plan.requests);
    assert.equal(events[0]?.type, "run-resume");
    assert.equal(canBeMerged(record), false);
    await assert.rejects(goOn(record, pool), /nothing to merge/);
  });

  it("has what never came asked for again, several at once, and all draws merged", async () => {
    const pool = [member("a", answers("from a")), member("b", late("from b")), member("c", late("from c"))];
    const all = [...pool, aggregator(merged)];
    const before = await stoppedAt(all, ended("a"));
    const { record, plan } = await goOn(before, all, [{ model: "b" }, { model: "c" }]);
    assert.deepEqual(
      record.references.map(({ status, retries }) => [status, retries]),
      [["finished", 0], ["finished", 1], ["finished", 1]], // prettier-ignore
    );
    assert.deepEqual(
      record.candidates.map(({ references }) => references.join()),
      ["a,b", "a,c", "a,b", "a,b"],
    );
    assert.deepEqual([record.outcome, record.warnings, plan.requests >= 4], ["done", [], true]);
  });

  it("merges what there is when only some of those asked again come", async () => {
    const c: Step = (...call) => (pool[2]!.asked.length > 1 ? fails("connect") : hangs("Half"))(...call);
    const pool = [member("a", answers("from a")), member("b", late("from b")), member("c", c), aggregator(merged)];
    const before = await stoppedAt(pool, ended("a"));
    const { record } = await goOn(before, pool, [{ model: "b" }, { model: "c" }]);
    assert.deepEqual(
      [record.outcome, record.references[2]?.status, record.candidates[1]?.references],
      ["done", "failed", ["a"]],
    );
  });

  it("has its votes counted where nothing is merged", async () => {
    const pool = [member("a", answers("4")), member("b", answers("4")), member("c", late("5")), aggregator(merged)];
    const before = await stoppedAt(pool, ended("b"), "majority-voting");
    assert.deepEqual([before.candidates, canBeMerged(before)], [[], true]);
    const { record } = await goOn(before, pool);
    assert.deepEqual([record.outcome, record.candidates.length, replyOf(record)], ["done", 2, "4"]);
  });

  it("has nothing to merge where nothing has come whole", async () => {
    const pool = [member("a", hangs("Half")), member("b", fails()), member("c", hangs()), aggregator(merged)];
    const before = await stoppedAt(pool, (event) => event.type === "reference-delta");
    assert.equal(canBeMerged(before), false);
    assert.equal(
      before.references.some((one) => canStandIn(before, one)),
      false,
    );
    await assert.rejects(goOn(before, pool), /nothing to merge/);
  });

  it("has as its reply the model's own answer that the user went on with, until it is merged", async () => {
    const pool = poolOf(hangsThenMerges());
    const before = await stoppedAt(pool, ended("b"));
    assert.equal(replyOf(before), null);
    const used = applyEvent(before, { type: "fallback", model: "b" });
    assert.deepEqual([replyOf(used), used.outcome, canBeMerged(used)], ["from b", "aborted", true]);
    const { record } = await goOn(used, pool);
    assert.deepEqual([record.fallback, record.candidates[record.winner ?? -1]?.status], [null, "finished"]);
  });

  it("names the best whole text that was merged, and never a partial one", async () => {
    let merges = 0;
    const merge: Step = (...call) => (merges++ === 0 ? merged : hangs("Half a merged text"))(...call);
    const pool = [member("a", answers("from a")), member("b", answers("from b")), member("c", answers("from c"))];
    let [isWhole, isHalf] = [false, false];
    const before = await stoppedAt([...pool, aggregator(merge)], (event) => {
      isWhole ||= event.type === "candidate-end" && event.status === "finished";
      isHalf ||= event.type === "candidate-delta" && event.text.startsWith("Half");
      return isWhole && isHalf;
    });
    const best = bestMerged(before);
    assert.deepEqual([best?.status, before.winner], ["finished", null]);
    const partial = before.candidates.map((one) => ({ ...one, status: "aborted" as const }));
    assert.equal(bestMerged({ ...before, candidates: partial }), null);
    const sure = before.candidates.map((one, index) => {
      return { ...one, status: "finished" as const, text: `${index}`, perplexity: 2 - index / 4 };
    });
    assert.equal(bestMerged({ ...before, candidates: sure })?.text, `${sure.length - 1}`);
    const several = sure.map((one, index) => ({ ...one, model: `${index}` }));
    assert.equal(bestMerged({ ...before, candidates: several })?.text, "0", "two models' certainties do not compare");
  });
});

/** Hangs until the run is stopped, then merges. */
function hangsThenMerges(): Step {
  let stopped = false;
  return (request, onDelta, signal, ...rest) => {
    if (stopped) return merged(request, onDelta, signal, ...rest);
    signal.addEventListener("abort", () => {
      stopped = true;
    });
    if (signal.aborted) stopped = true;
    return hangs()(request, onDelta, signal, ...rest);
  };
}
