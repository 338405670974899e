import assert from "node:assert/strict";
import { appendFile, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as elapsed } from "node:timers/promises";
import { changeBank } from "../../bank/store/index.ts";
import { ChatError } from "../../core/errors.ts";
import type { EvaluationProgress } from "./tally.ts";
import { Pause } from "../pacing/pause.ts";
import {
  bankOf,
  capabilityOf,
  choiceQuestion,
  evaluated,
  failure,
  parameters,
  planned,
  plainMeans,
  scripted,
  SPACE,
} from "../../../test/support/evaluation/evaluation.ts";
import { keptReplies } from "../kept/kept-replies.ts";

const questions = (count: number) => Array.from({ length: count }, (_, i) => choiceQuestion(`q${i}`));
const right = { value: 1, weight: 1, evidence: "checked", checker: "choice-1", at: plainMeans.now() };
const wrong = { ...right, value: 0 };
const wrongAnswer = () => ({ text: "The answer is (B)." });

describe("an evaluation", () => {
  it("asks every model every question with a check, and records what it finds", async (t) => {
    const open = choiceQuestion("open", { task: { kind: "open" } });
    const test = choiceQuestion("test", { split: "test" });
    const folder = await bankOf(t, [...questions(3), open, test]);
    const [a, b] = [scripted("a", () => ({})), scripted("b", wrongAnswer)];
    const { stale, cancelled, notes, ...counts } = await evaluated(folder, [a, b]);
    assert.deepEqual(counts, {
      asked: 8,
      right: 4,
      wrong: 4,
      cutOff: 0,
      described: 0,
      failed: 0,
      missing: 0,
      costUsd: 0,
    });
    assert.deepEqual({ stale, cancelled, notes }, { stale: 0, cancelled: false, notes: [] });
    const both = { a: right, b: wrong };
    assert.deepEqual(await capabilityOf(folder), { q0: both, q1: both, q2: both, open: {}, test: both });
  });

  it("leaves out questions that are beyond a limit, which an earlier version stored, and says which and why", async (t) => {
    const task = { kind: "code-tests", language: "python", tests: ["f()"], timeLimitMs: 3e9 } as const;
    const large = choiceQuestion("large", { task: { ...task, tests: [...task.tests] } });
    const problems: string[] = [];
    const model = scripted("a", () => ({}));
    const scope = { onProblem: (problem: string) => problems.push(problem) };
    await evaluated(await bankOf(t, [...questions(1), large]), [model], { scope });
    assert.equal(model.asked.length, 1);
    assert.match(problems.join(), /^1 question of the bank is left out, .*\(large: task\.timeLimitMs .*120,000 ms\)/);
  });

  it("asks nothing twice: a new model asks only itself, a new question only itself", async (t) => {
    const folder = await bankOf(t, questions(2));
    const [a, b] = [scripted("a", () => ({})), scripted("b", () => ({}))];
    await evaluated(folder, [a]);
    await evaluated(folder, [a, b]);
    assert.deepEqual([a.asked.length, b.asked.length], [2, 2]);
    const entry = { question: choiceQuestion("new"), vector: [0, 1] };
    await changeBank(folder, SPACE, [{ kind: "add", entry }]);
    await evaluated(folder, [a, b]);
    assert.deepEqual([a.asked.length, b.asked.length], [3, 3]);
  });

  it("asks with the task's prompt, the settings' sampling and the same seed each time", async (t) => {
    const asked = async () => {
      const model = scripted("a", () => ({}));
      await evaluated(await bankOf(t, questions(2)), [model]);
      // Listeners are no part of what is asked.
      const plain = model.asked.map(({ onSent: _, ...request }) => request);
      return plain.sort((one, other) => one.seed - other.seed);
    };
    const [first, second] = [await asked(), await asked()];
    assert.deepEqual(first, second);
    assert.notEqual(first[0]?.seed, first[1]?.seed);
    assert.deepEqual(first[0]?.sampling, { temperature: 0.7, presencePenalty: 1.05, maxOutputTokens: 8192 });
    assert.match(first[0].messages.at(-1)?.content ?? "", /What of q\d\?/);
  });

  it("never takes a failed request for a wrong answer, and tries it again in the next run", async (t) => {
    const folder = await bankOf(t, questions(4));
    let fails = 2;
    const model = scripted("a", () => {
      if (fails-- > 0) throw failure();
      return {};
    });
    const first = await evaluated(folder, [model]);
    assert.deepEqual([first.asked, first.right, first.wrong, first.failed, first.missing], [4, 2, 0, 2, 2]);
    assert.match(first.notes.join(), /^2 requests to a failed .* reason: It failed: server\.$/);
    const second = await evaluated(folder, [model]);
    assert.deepEqual([second.asked, second.right, second.wrong, second.failed, second.missing], [2, 2, 0, 0, 0]);
  });

  it("leaves a model out after five failures in a row, and goes on with the others", async (t) => {
    const folder = await bankOf(t, questions(40));
    const down = scripted("down", () => {
      throw failure("connect");
    });
    const up = scripted("up", () => ({}));
    const { failed, missing, right: found, notes } = await evaluated(folder, [down, up]);
    assert.equal(found, 40);
    assert.equal(failed, down.asked.length);
    assert.ok(failed >= 5 && failed <= 5 + 8, `${failed} requests to a server that is down`);
    assert.equal(missing, 40);
    assert.match(notes.join(), /^down failed 5 times in a row .* It failed: connect\.$/);
  });

  it("says what a server said in a line that shows all it holds", async (t) => {
    const folder = await bankOf(t, questions(5));
    const down = scripted("down", () => {
      throw new ChatError("here: \u001b[2J\u202elost\r\nagain", { kind: "connect", model: "here/down" });
    });
    assert.match((await evaluated(folder, [down])).notes.join(), /this run: here: \[2J lost again$/);
    const reason = "too \u0007slow";
    const failed = { check: () => Promise.resolve({ kind: "failed", detail: reason } as const) };
    assert.match((await evaluated(folder, [scripted("up", () => ({}))], { means: failed })).notes.join(), /too slow$/);
  });

  it("does not take a reply for one that the server itself ended, and judges one that was cut off", async (t) => {
    const folder = await bankOf(t, questions(1));
    const ended = (finish: "other" | "length") =>
      scripted(finish, () => ({
        choices: [{ text: "The answer is", thinking: "", finish, logprobs: null, failure: null }],
      }));
    const { right: found, wrong: lost, failed } = await evaluated(folder, [ended("other"), ended("length")]);
    assert.deepEqual([found, lost, failed], [0, 1, 1]);
  });

  it("counts what was cut off, right or wrong, in its result and in the answers that it keeps", async (t) => {
    const folder = await bankOf(t, questions(4));
    // The first model is right on all four questions and cut off after the answer on three. The second gives no answer
    // at all.
    let asked = 0;
    const ended = (text: string, finish: "stop" | "length") => ({
      choices: [{ text, thinking: "", finish, logprobs: null, failure: null }],
    });
    const loops = scripted("loops", () =>
      ended("The answer is (A). But wait, let me", asked++ === 0 ? "stop" : "length"),
    );
    const never = scripted("never", () => ended("Let us look at", "length"));
    const result = await evaluated(folder, [loops, never, scripted("whole", () => ({}))]);
    assert.deepEqual([result.right, result.wrong, result.cutOff], [8, 4, 7]);
    const kept = await keptReplies(folder, ["loops", "never", "whole", "imported"]);
    assert.deepEqual(Object.fromEntries(kept), {
      loops: { judged: 4, cutOff: 3 },
      never: { judged: 4, cutOff: 4 },
      whole: { judged: 4, cutOff: 0 },
    });
    assert.equal((await evaluated(folder, [loops, never], { scope: { checkAgain: true } })).cutOff, 7);
  });

  it("checks again without asking where a check failed or the task has another solution", async (t) => {
    const folder = await bankOf(t, questions(1));
    const model = scripted("a", () => ({}));
    const failed = { check: () => Promise.resolve({ kind: "failed", detail: "too slow" } as const) };
    const first = await evaluated(folder, [model], { means: failed });
    assert.deepEqual([first.asked, first.failed, first.missing], [1, 1, 1]);
    assert.deepEqual(await capabilityOf(folder), { q0: {} });
    const second = await evaluated(folder, [model]);
    assert.deepEqual([second.asked, second.right, second.missing], [0, 1, 0]);

    const task = { kind: "choice", options: ["one", "two"], answer: "B" } as const;
    const entry = { question: choiceQuestion("q0", { task: { ...task, options: [...task.options] } }), vector: [1, 0] };
    await changeBank(folder, SPACE, [{ kind: "remove", id: "q0" }]);
    await changeBank(folder, SPACE, [{ kind: "add", entry }]);
    const third = await evaluated(folder, [model], {
      means: { check: () => Promise.resolve({ kind: "judged", value: 0, detail: "" }) },
    });
    assert.deepEqual([third.asked, third.wrong, model.asked.length], [0, 1, 1]);
  });

  it("shows what was asked with other sampling as stale, and asks it again only when that is wished", async (t) => {
    const folder = await bankOf(t, questions(2));
    const model = scripted("a", () => ({}));
    await evaluated(folder, [model]);
    const warmer = { parameters: { ...parameters, temperature: 1 } };
    const left = await evaluated(folder, [model], { scope: warmer });
    assert.deepEqual([left.asked, left.stale, left.missing], [0, 2, 0]);
    const refreshed = await evaluated(folder, [model], { scope: { ...warmer, refreshStale: true } });
    assert.deepEqual([refreshed.asked, refreshed.stale, refreshed.right], [2, 0, 2]);
    assert.equal((await evaluated(folder, [model], { scope: warmer })).stale, 0);
  });

  it("records what was judged but is not in the bank, and checks what was only answered", async (t) => {
    const folder = await bankOf(t, questions(2));
    const model = scripted("a", () => ({}));
    await evaluated(folder, [model]);
    await changeBank(folder, SPACE, [{ kind: "outcomes", id: "q0", capability: { a: null } }]);
    const again = await evaluated(folder, [model]);
    assert.deepEqual([again.asked, again.right, again.missing], [0, 0, 0]);
    assert.deepEqual((await capabilityOf(folder))["q0"], { a: right });
  });

  it("cuts off what a killed run left half written, and asks for that again", async (t) => {
    const folder = await bankOf(t, questions(2));
    const model = scripted("a", () => ({}));
    await evaluated(folder, [model], { scope: { limit: 1 } });
    const [log = ""] = (await readdir(path.join(folder, "replies"))).filter((name) => name.endsWith(".log"));
    const file = path.join(folder, "replies", log);
    await appendFile(file, '12345678 {"kind":"reply","questionId":"q');
    const { asked, missing } = await evaluated(folder, [model]);
    assert.deepEqual([asked, missing, model.asked.length], [1, 0, 2]);
    const lines = (await readFile(file, "utf8")).split("\n");
    assert.equal(lines.length, 5);
    assert.ok(lines.slice(0, -1).every((line) => line.endsWith("}")));
  });

  it("can be cancelled and taken up again", async (t) => {
    const folder = await bankOf(t, questions(30));
    const cancel = new AbortController();
    const model = scripted("a", (_request, signal) => {
      if (model.asked.length === 10) cancel.abort();
      if (signal.aborted) throw failure("aborted");
      return {};
    });
    const first = await evaluated(folder, [model], { signal: cancel.signal });
    assert.ok(first.cancelled && first.failed === 0 && first.missing > 0);
    const before = model.asked.length;
    const second = await evaluated(folder, [model]);
    assert.ok(!second.cancelled && second.missing === 0);
    assert.ok(model.asked.length - before <= 21 + 4, `${model.asked.length - before} asked again`);
  });

  it("asks nothing further while it is paused", async (t) => {
    const folder = await bankOf(t, questions(40));
    const pause = new Pause();
    const model = scripted("a", () => {
      if (model.asked.length === 5) pause.pause();
      return {};
    });
    const running = evaluated(folder, [model], { pause });
    while (!pause.paused) await elapsed(1);
    await elapsed(100);
    const whilePaused = model.asked.length;
    assert.ok(whilePaused <= 5 + 8, `${whilePaused} were asked`);
    pause.resume();
    assert.equal((await running).right, 40);
  });

  it("tells how far it is", async (t) => {
    const folder = await bankOf(t, questions(10));
    const seen: EvaluationProgress[] = [];
    await evaluated(folder, [scripted("a", () => ({ costUsd: 0.5 }))], {
      onProgress: (progress) => seen.push(progress),
    });
    assert.equal(seen[0]?.missing, 10);
    assert.equal(seen[0].secondsLeft, null);
    const last = seen.at(-1)!;
    assert.deepEqual(
      [last.asked, last.right, last.missing, last.inFlight, last.costUsd, last.secondsLeft],
      [10, 10, 0, 0, 5, 0],
    );
    assert.ok(last.ratePerSecond > 0);
  });

  it("does not know the cost when that of one reply is unknown", async (t) => {
    const folder = await bankOf(t, questions(2));
    const model = scripted("a", () => ({ costUsd: model.asked.length === 1 ? null : 1 }));
    assert.equal((await evaluated(folder, [model])).costUsd, null);
  });

  it("runs once at a time on a bank", async (t) => {
    const folder = await bankOf(t, questions(1));
    const inside: Promise<{ asked: number }>[] = [];
    const other = scripted("b", () => ({}));
    const model = scripted("a", () => {
      inside.push(evaluated(folder, [other]));
      return {};
    });
    let askedMeanwhile: number | undefined;
    const check: typeof plainMeans.check = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      askedMeanwhile = other.asked.length;
      return plainMeans.check(...args);
    };
    await evaluated(folder, [model], { means: { check } });
    assert.equal(askedMeanwhile, 0);
    assert.equal((await inside[0]!).asked, 1);
  });

  it("keeps simulated models' outcomes apart from real ones", async (t) => {
    const imported = { a: { value: 0, weight: 1, evidence: "imported" } } as const;
    const folder = await bankOf(t, [choiceQuestion("q0"), choiceQuestion("q1", { capability: imported })]);
    const model = scripted("a", () => ({}));
    const simulated = await evaluated(folder, [model], { scope: { simulated: true } });
    assert.equal(simulated.asked, 1);
    const simulatedRight = { ...right, checker: "choice-1 (simulated)" };
    assert.deepEqual(await capabilityOf(folder), { q0: { a: simulatedRight }, q1: imported });
    assert.equal((await evaluated(folder, [model], { scope: { simulated: true } })).asked, 0);
    assert.equal((await evaluated(folder, [model])).asked, 2);
    assert.deepEqual(await capabilityOf(folder), { q0: { a: right }, q1: { a: right } });
  });

  it("goes on when a question is taken out of the bank meanwhile", async (t) => {
    const folder = await bankOf(t, questions(3));
    const model = scripted("a", async () => {
      if (model.asked.length === 1) await changeBank(folder, SPACE, [{ kind: "remove", id: "q1" }]);
      return {};
    });
    assert.equal((await evaluated(folder, [model])).missing, 0);
    assert.deepEqual(await capabilityOf(folder), { q0: { a: right }, q2: { a: right } });
  });
});

describe("the plan of an evaluation", () => {
  it("counts without asking or writing anything", async (t) => {
    const folder = await bankOf(t, questions(5));
    const model = scripted("a", () => ({}), { promptUsdPerMTok: 1, completionUsdPerMTok: 2 });
    const plan = await planned(folder, [model], { limit: 3 });
    t.after(() => plan.close());
    assert.deepEqual(plan.counts(), { ask: 3, check: 0, record: 0, stale: 0, done: 0 });
    const { low, high } = plan.estimate()!;
    assert.ok(low > 0 && high > 3 * 2 * 8192e-6 && high < 3 * 2.2 * 8192e-6, `${low} to ${high}`);
    assert.deepEqual(await readdir(folder), ["generations"]);
    assert.equal(model.asked.length, 0);
  });
});
