import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { LogOutputChannel } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { until } from "../../../test/support/until.ts";
import { Deferred } from "../../../test/support/vscode/deferred.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";
import { bankOf, choiceQuestion, evaluated, scripted } from "../../../test/support/evaluation/evaluation.ts";
import type { ModelSource } from "../model-source.ts";
import type { BankSource } from "./bank-source.ts";

// Imported after the scripted editor has replaced VS Code.
const { Judging } = await import("./judging.ts");
const { Evaluation } = await import("./evaluation.ts");
const { RunActivity } = await import("../status-bar/run-activity.ts");

const log = { info: () => undefined, warn: (message: string) => assert.fail(message) } as unknown as LogOutputChannel;

const TOLD = "0 kept answers were judged anew. No verdict has changed.";

/**
 * Returns judging for a bank with one kept answer, which today's checker has judged, so that no process is started to
 * check it.
 */
async function window(t: TestContext, { bankFolders, startAfterMs = 60_000 }: Partial<Look> = {}) {
  const folder = await bankOf(t, [choiceQuestion("q")]);
  await evaluated(folder, [scripted("a", () => ({}))]);
  const [evaluation, activity] = [new Evaluation(), new RunActivity()];
  const source = {
    bankFolders: () => {
      bankFolders?.();
      return { bankFolder: folder };
    },
    checkingFolders: { dist: folder, snapshots: folder },
    onDidChange: () => ({ dispose: () => undefined }),
  };
  const judging = new Judging({
    source: source as unknown as ModelSource,
    bank: { touch: () => undefined } as unknown as BankSource,
    evaluation,
    activity,
    log,
    startAfterMs,
  });
  t.after(() => {
    judging.dispose();
  });
  editor.shown = [];
  return {
    judging,
    evaluation,
    activity,
    isLocked: () => existsSync(path.join(folder, "replies", "evaluation.lock")),
  };
}

interface Look {
  /** Called when judging looks for the bank. */
  readonly bankFolders: () => void;
  readonly startAfterMs: number;
}

describe("judging kept answers anew in a window", () => {
  it("ends for a question, so that the bank is free, and goes on afterwards", async (t) => {
    const { judging, activity, isLocked } = await window(t, { startAfterMs: 1 });
    const answered = new Deferred<undefined>();
    const working = judging.judge();
    const answering = activity.during(() => answered.promise);
    await working;
    await judging.judge();
    assert.deepEqual([isLocked(), editor.shown], [false, []]);
    answered.resolve(undefined);
    await answering;
    await until("what the user has asked for", () => editor.shown.length > 0);
    assert.deepEqual(editor.shown, [TOLD]);
  });

  it("gives way to an evaluation, and tells nothing then", async (t) => {
    const { judging, evaluation } = await window(t);
    const evaluating = new Deferred<never>();
    const working = judging.judge();
    const running = evaluation.run(() => evaluating.promise);
    await working;
    await assert.rejects(judging.judge(), /An evaluation is running already/);
    assert.deepEqual(editor.shown, []);
    evaluating.reject(new Error("ended"));
    await assert.rejects(running, /ended/);
  });

  it("tells the user who asks for it while the background looks whether there is anything to do", async (t) => {
    let asked: Promise<void> | undefined;
    const look = {
      bankFolders: () => {
        // Runs right after the background work has begun.
        if (asked !== undefined) return;
        queueMicrotask(() => {
          asked ??= judging.judge();
        });
      },
      startAfterMs: 1,
    };
    const { judging } = await window(t, look);
    await until("the question", () => asked !== undefined);
    await asked;
    await until("the answer", () => editor.shown.length > 0);
    assert.deepEqual(editor.shown, [TOLD]);
  });
});
