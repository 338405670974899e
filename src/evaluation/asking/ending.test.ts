import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { withEvaluationLock } from "./evaluation-lock.ts";
import { Pause } from "../pacing/pause.ts";
import { planEvaluation } from "./plan.ts";
import type { EvaluationProgress } from "./tally.ts";
import {
  bankOf,
  capabilityOf,
  choiceQuestion,
  evaluated,
  parameters,
  plainMeans,
  planned,
  scripted,
} from "../../../test/support/evaluation/evaluation.ts";

const questions = (count: number) => Array.from({ length: count }, (_, i) => choiceQuestion(`q${i}`));
const notChecked = { check: () => Promise.resolve({ kind: "failed", detail: "too slow" } as const) };

describe("the end of an evaluation", () => {
  it("comes at once when it is cancelled, however many replies wait for their check", async (t) => {
    const folder = await bankOf(t, questions(50));
    const model = scripted("a", () => ({}));
    await evaluated(folder, [model], { means: notChecked });
    const cancel = new AbortController();
    let checks = 0;
    const check = () => {
      checks += 1;
      cancel.abort();
      return Promise.reject(new Error("stopped"));
    };
    const { cancelled, missing } = await evaluated(folder, [model], { signal: cancel.signal, means: { check } });
    assert.deepEqual([cancelled, missing], [true, 50]);
    assert.ok(checks <= 2, `${checks} checks`);
  });

  it("is no failure when it is cancelled while it waits for another", async (t) => {
    const folder = await bankOf(t, questions(2));
    const cancel = new AbortController();
    const model = scripted("a", () => ({}));
    const { cancelled, asked, missing } = await withEvaluationLock(folder, new AbortController().signal, () => {
      const waiting = evaluated(folder, [model], { signal: cancel.signal });
      cancel.abort();
      return waiting;
    });
    assert.deepEqual([cancelled, asked, missing, model.asked.length], [true, 0, 2, 0]);
  });

  it("comes when it is stopped while it is paused", async (t) => {
    const folder = await bankOf(t, questions(40));
    const [pause, cancel] = [new Pause(), new AbortController()];
    const model = scripted("a", () => {
      pause.pause();
      return {};
    });
    const onProgress = ({ right }: EvaluationProgress) => {
      if (right > 0) cancel.abort();
    };
    const { cancelled } = await evaluated(folder, [model], { pause, signal: cancel.signal, onProgress });
    assert.equal(cancelled, true);
  });

  it("records what was judged also when something of its own breaks", async (t) => {
    const folder = await bankOf(t, questions(5));
    let checks = 0;
    const check: typeof plainMeans.check = (...args) => {
      checks += 1;
      if (checks > 2) throw new Error("the checker is gone");
      return plainMeans.check(...args);
    };
    const model = scripted("a", () => ({}));
    await assert.rejects(evaluated(folder, [model], { means: { check, checks: 1 } }), /the checker is gone/);
    const known = Object.values(await capabilityOf(folder)).filter(({ a }) => a !== undefined);
    assert.equal(known.length, 2);
  });

  it("is a failure where the bank is removed meanwhile", async (t) => {
    const folder = await bankOf(t, questions(3));
    const model = scripted("a", async () => {
      await rm(path.join(folder, "generations"), { recursive: true, force: true });
      return {};
    });
    await assert.rejects(evaluated(folder, [model]), /There is no question bank in/);
  });

  it("comes, with the error, when whoever shows its progress fails", async (t) => {
    const model = scripted("a", () => ({}));
    const onProgress = () => {
      throw new Error("nothing can be shown");
    };
    await assert.rejects(evaluated(await bankOf(t, questions(20)), [model], { onProgress }), /nothing can be shown/);
  });
});

describe("progress", () => {
  it("leaves out what will not be asked when kept replies are judged again", async (t) => {
    const folder = await bankOf(t, questions(10));
    const model = scripted("a", () => ({}));
    await evaluated(folder, [model], { scope: { limit: 4 } });
    const seen: EvaluationProgress[] = [];
    const onProgress = (progress: EvaluationProgress) => seen.push(progress);
    const { right } = await evaluated(folder, [model], { ask: false, scope: { checkAgain: true }, onProgress });
    assert.equal(right, 4);
    assert.deepEqual([seen.at(-1)?.missing, seen.at(-1)?.models[0]?.left, seen.at(-1)?.secondsLeft], [6, 0, 0]);
  });

  it("does not count a pause as time that was needed", async (t) => {
    const folder = await bankOf(t, questions(40));
    const pause = new Pause();
    let now = 0;
    const model = scripted("a", () => {
      now += 10;
      if (model.asked.length !== 5) return {};
      pause.pause();
      setTimeout(() => {
        now += 1e6;
        pause.resume();
      }, 100);
      return {};
    });
    let rate = 0;
    const onProgress = ({ ratePerSecond }: EvaluationProgress) => (rate = ratePerSecond);
    await evaluated(folder, [model], { pause, onProgress, means: { clock: () => now } });
    assert.ok(rate > 1, `${rate} a second`);
  });
});

describe("planning", () => {
  it("can be cancelled", async (t) => {
    const folder = await bankOf(t, questions(3));
    const cancel = new AbortController();
    const members = () => {
      cancel.abort(new Error("not that"));
      return [scripted("a", () => ({}))];
    };
    await assert.rejects(planEvaluation({ bankFolder: folder, members, parameters }, cancel.signal), /not that/);
  });

  it("leaves no file behind, even when its process is killed", { skip: process.platform === "win32" }, async (t) => {
    const folder = await bankOf(t, questions(3));
    const temporary = await mkdtemp(path.join(tmpdir(), "smcs-evaluation-test-"));
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = temporary;
    t.after(async () => {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
      await rm(temporary, { recursive: true, force: true });
    });
    const plan = await planned(folder, [scripted("a", () => ({}))]);
    assert.deepEqual(await readdir(temporary), []);
    const [question] = plan.questions;
    assert.match((await plan.spool.read(question!.place)).question, /What of q/);
    await plan.close();
  });
});
