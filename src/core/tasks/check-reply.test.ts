import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkReply } from "./check-reply.ts";

describe("checking code", () => {
  it("ends with the signal's reason when it is stopped, not with a verdict on a run that broke", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by the user");
    const task = { kind: "code-tests" as const, language: "javascript" as const, tests: ["f();"] };
    const runCode = () => {
      stop.abort(reason);
      return Promise.resolve({ status: "crashed" as const, stdout: "", error: "The run was stopped." });
    };
    const judge = () => Promise.reject(new Error("not expected to be called"));
    const check = checkReply({ task }, "```js\nfunction f() {}\n```", { judge, runCode, signal: stop.signal });
    await assert.rejects(check, reason);
  });
});
