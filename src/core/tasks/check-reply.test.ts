import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkReply } from "./check-reply.ts";

const notExpected = () => {
  throw new Error("not expected to be called");
};
const noMeans = {
  judge: notExpected,
  sandbox: { judge: notExpected, outputs: notExpected },
  remember: notExpected,
  signal: new AbortController().signal,
};

describe("checking code", () => {
  it("ends with the signal's reason when it is stopped, not with a verdict on a run that broke", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by the user");
    const task = { kind: "code-tests" as const, language: "javascript" as const, tests: ["f();"] };
    const judge = () => {
      stop.abort(reason);
      return Promise.resolve({ status: "crashed" as const, stdout: "", error: "The run was stopped." });
    };
    const remember = <Result>(_: unknown, work: () => Promise<Result>): Promise<Result> => work();
    const means = { ...noMeans, remember, sandbox: { ...noMeans.sandbox, judge }, signal: stop.signal };
    const check = checkReply({ task }, "```js\nfunction f() {}\n```", means);
    await assert.rejects(check, reason);
  });
});

describe("checking a question that an earlier version stored", () => {
  it("fails at once, with the field that is beyond its limit, and runs and judges nothing", async () => {
    const task = { kind: "code-tests" as const, language: "python" as const, tests: ["f()"], timeLimitMs: 3e9 };
    assert.deepEqual(await checkReply({ task }, "def f(): pass", noMeans), {
      kind: "failed",
      detail: "The question cannot be checked: task.timeLimitMs is not usable: it may be at most 120,000 ms.",
      isLasting: true,
    });
  });
});
