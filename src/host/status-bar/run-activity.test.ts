import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { RunActivity } = await import("./run-activity.ts");

describe("what is being answered", () => {
  it("is told once for all questions, and can be stopped in the panel only if one was asked there", async () => {
    const activity = new RunActivity();
    const told: boolean[] = [];
    activity.onDidChange(() => told.push(activity.isAnswering));
    await activity.during(async () => {
      assert.deepEqual([activity.isAnswering, activity.canStop], [true, false]);
      await activity.during(() => {
        assert.equal(activity.canStop, true);
        return Promise.resolve();
      });
      assert.deepEqual([activity.isAnswering, activity.canStop], [true, false]);
    }, "elsewhere");
    await assert.rejects(activity.during(() => Promise.reject(new Error("refused"))));
    assert.deepEqual(told, [true, false, true, false]);
    assert.equal(activity.canStop, false);
  });
});
