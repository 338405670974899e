import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { finishTuning, learnedFrom } from "../../src/bank/tuning/index.ts";
import type { LearnedLast } from "../../src/core/tuned/index.ts";
import { packed } from "../support/core/kinds-bank.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { until } from "../support/until.ts";
import { temporaryFolder } from "./sample-bank.ts";

const workerFile = pathToFileURL(path.join(repositoryRoot, "dist", "tuner.mjs"));

/** Returns the sentence of a source that has nothing to choose by. */
function told(last: LearnedLast | string): string {
  assert.ok(typeof last === "string");
  return last;
}

describe("what is learned from a bank", () => {
  it("serves once it is there, and until a changed bank was learned", async (t) => {
    const folder = await temporaryFolder(t);
    const bank = packed({ questions: 90 });
    const source = await learnedFrom(folder, bank, { keeps: true, delayMs: 0, workerFile });
    assert.match(told(source(bank)), /still learning/);
    await until("the bank is learned", () => typeof source(bank) !== "string");
    const first = source(bank);
    assert.ok(typeof first !== "string");
    assert.deepEqual([first.model.ids.length, first.isCurrent], [90, true]);

    const changed = packed({ questions: 120 });
    const meanwhile = source(changed);
    assert.ok(typeof meanwhile !== "string");
    assert.deepEqual([meanwhile.model.ids.length, meanwhile.isCurrent], [90, false]);
    await finishTuning();
    const then = source(changed);
    assert.ok(typeof then !== "string");
    assert.deepEqual([then.model.ids.length, then.isCurrent], [120, true]);
    assert.equal((await readdir(path.join(folder, "tuned"))).length, 1);
  });

  it("is kept for the next process, and only learned again from a changed bank", async (t) => {
    const folder = await temporaryFolder(t);
    const bank = packed({ questions: 60 });
    const learned = async (from = bank) => {
      // Another spelling of the folder stands for another process.
      const name = `${folder}${path.sep.repeat(++starts)}`;
      const source = await learnedFrom(name, from, { keeps: true, delayMs: 0, workerFile });
      const before = source(from);
      await finishTuning();
      const after = source(from);
      assert.ok(typeof after !== "string");
      return { before, after };
    };
    let starts = 0;
    const first = await learned();
    assert.match(told(first.before), /still learning/);
    const second = await learned(packed({ questions: 60 }));
    assert.ok(typeof second.before !== "string");
    assert.deepEqual([second.before.learnedAt, second.before.isCurrent], [first.after.learnedAt, true]);
    const other = await learned({ ...bank, vectors: bank.vectors.map((value) => -value) });
    assert.ok(typeof other.before !== "string" && !other.before.isCurrent);
    const third = await learned(packed({ questions: 61 }));
    assert.ok(typeof third.before !== "string");
    assert.deepEqual([third.before.model.ids.length, third.before.isCurrent], [60, false]);
    assert.deepEqual([third.after.model.ids.length, third.after.isCurrent], [61, true]);
  });

  it("is updated when the bank has grown a little, in the same process and the next", async (t) => {
    const folder = await temporaryFolder(t);
    const learned = async (name: string, questions: number): Promise<readonly number[]> => {
      const bank = packed({ questions });
      const source = await learnedFrom(name, bank, { keeps: true, delayMs: 0, workerFile });
      source(bank);
      await finishTuning();
      const last = source(bank);
      assert.ok(typeof last !== "string" && last.isCurrent);
      return [last.model.ids.length, last.model.basis.whole.questions];
    };
    assert.deepEqual(await learned(folder, 60), [60, 60]);
    assert.deepEqual(await learned(folder, 62), [62, 60]);
    assert.deepEqual(await learned(`${folder}${path.sep}`, 63), [63, 60]);
    assert.deepEqual(await learned(folder, 64), [64, 64]);
  });

  it("is nothing where outcomes are too few, and a sentence says so", async (t) => {
    const bank = packed({ questions: 20 });
    const source = await learnedFrom(await temporaryFolder(t), bank, { keeps: true, delayMs: 0, workerFile });
    source(bank);
    await finishTuning();
    assert.match(told(source(bank)), /too few outcomes/);
  });

  it("is a reason when the worker fails, which the next change tries again", async (t) => {
    const folder = await temporaryFolder(t);
    const missing = pathToFileURL(path.join(folder, "missing.mjs"));
    const bank = packed({ questions: 60 });
    const source = await learnedFrom(folder, bank, { keeps: true, delayMs: 0, workerFile: missing });
    source(bank);
    await finishTuning();
    assert.match(told(source(bank)), /could not learn .*missing/);
  });
});
