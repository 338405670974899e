import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { LogOutputChannel, Uri } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { until } from "../../../test/support/until.ts";
import { Deferred } from "../../../test/support/vscode/deferred.ts";
import { editor, Uri as ScriptedUri } from "../../../test/support/vscode/scripted-editor.ts";
import { bankOf, capabilityOf, choiceQuestion, evaluated, madeOlder, scripted } from "../../evaluation/test-support.ts";
import type { ModelSource } from "../model-source.ts";
import type { BankSource } from "./bank-source.ts";

// After the scripted editor has taken VS Code's place.
const { Judging } = await import("./judging.ts");
const { Evaluation } = await import("./evaluation.ts");
const { RunActivity } = await import("../status-bar/run-activity.ts");

const log = { info: () => undefined, warn: (message: string) => assert.fail(message) } as unknown as LogOutputChannel;

describe("judging kept answers anew in a window", () => {
  it("checks nothing while a question is answered, gives way to an evaluation, and tells nothing then", async (t) => {
    const folder = await bankOf(t, [choiceQuestion("q")]);
    await evaluated(folder, [scripted("a", () => ({}))]);
    await madeOlder(folder);
    const [evaluation, activity] = [new Evaluation(), new RunActivity()];
    const source = { bankFolders: () => ({ bankFolder: folder }), onDidChange: () => ({ dispose: () => undefined }) };
    const judging = new Judging({
      source: source as unknown as ModelSource,
      bank: { touch: () => undefined } as unknown as BankSource,
      evaluation,
      activity,
      log,
      extensionUri: new ScriptedUri(folder) as unknown as Uri,
    });
    t.after(() => {
      judging.dispose();
    });
    const answered = new Deferred<undefined>();
    const answering = activity.during(() => answered.promise);
    const working = judging.judge();
    await until("the lock", () => existsSync(path.join(folder, "replies", "evaluation.lock")));
    const evaluating = new Deferred<never>();
    const running = evaluation.run(() => evaluating.promise);
    await working;
    await assert.rejects(judging.judge(), /An evaluation is running already/);
    const { q } = await capabilityOf(folder);
    assert.equal(q?.["a"]?.checker, "choice-0");
    assert.deepEqual(editor.shown, []);
    evaluating.reject(new Error("ended"));
    await assert.rejects(running, /ended/);
    answered.resolve(undefined);
    await answering;
  });
});
