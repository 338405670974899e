import assert from "node:assert/strict";
import { after, describe, it, type TestContext } from "node:test";
import { checkReply } from "../../../src/core/tasks/index.ts";
import type { Task } from "../../../src/core/question-bank/index.ts";
import { createChecker } from "../../../src/sandbox/checker/checker-process.ts";

const entry = new URL("../../../src/sandbox/checker/checker-main.ts", import.meta.url);
const { signal } = new AbortController();
const runaway: Task = { kind: "text", pattern: "(a+)+$" };
const endless = `${"a".repeat(40)}!`;
const sum: Task = { kind: "math", answer: "\\frac12" };

/** Returns a checker that is closed after the test. */
function checkerFor(t: TestContext, options: Parameters<typeof createChecker>[0]) {
  const checker = createChecker(options);
  t.after(() => {
    checker.close();
  });
  return checker;
}

describe("the checker process", () => {
  const checker = createChecker({ entry, timeLimitMs: 2000 });
  after(() => {
    checker.close();
  });
  const value = async (task: Task, reply: string) => {
    const verdict = await checker.judge(task, reply, signal);
    return verdict.kind === "judged" ? verdict.value : verdict.detail;
  };

  it("judges every kind that is read", async () => {
    assert.equal(await value(sum, "It is \\boxed{0.5}."), 1);
    assert.equal(await value(sum, "It is \\boxed{0.6}."), 0);
    assert.equal(await value({ kind: "choice", options: ["x", "y"], answer: "B" }, "The answer is (B)."), 1);
    assert.equal(await value({ kind: "text", pattern: "^a+$" }, "aaa"), 1);
    const german: Task = { kind: "instructions", ids: ["language:response_language"], kwargs: [{ language: "de" }] };
    assert.equal(await value(german, "Hier steht ein Satz auf Deutsch, den man gut erkennen kann."), 1);
    assert.equal(await value(german, "Here is a sentence in English that can be told quite easily."), 0);
  });

  it("fails, and never says wrong, when a check takes too long; the next one runs normally", async () => {
    assert.equal(await value(runaway, endless), "The check did not end within 2 s.");
    assert.equal(await value(runaway, "aaa"), 1);
    assert.equal(
      await value({ kind: "math", answer: "42" }, "\\boxed{9^9^9^9}"),
      '"9^9^9^9" is too large to be compared with 42.',
    );
    assert.equal(await value(sum, "\\boxed{1/2}"), 1);
  });

  it("answers many at once, each with its own", async () => {
    const replies = Array.from({ length: 40 }, (_, index) => `\\boxed{${index / 4}}`);
    const values = await Promise.all(replies.map((reply) => value(sum, reply)));
    assert.deepEqual(
      values.flatMap((one, index) => (one === 1 ? [index] : [])),
      [2],
    );
  });

  it("keeps the queue going behind a check that is killed", async () => {
    const [slow, next] = await Promise.all([value(runaway, endless), value(sum, "\\boxed{0.5}")]);
    assert.deepEqual([slow, next], ["The check did not end within 2 s.", 1]);
  });

  it("stops for a signal, with its reason", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by the user");
    const check = checker.judge(runaway, endless, stop.signal);
    setTimeout(() => {
      stop.abort(reason);
    }, 50);
    await assert.rejects(check, reason);
    await assert.rejects(checker.judge(sum, "1", stop.signal), reason);
    assert.equal(await value(sum, "\\boxed{0.5}"), 1);
  });

  it("fails with the reason when a task cannot be used", async () => {
    assert.match(
      String(await value({ kind: "text", pattern: "(" }, "x")),
      /^The pattern \( cannot be used: SyntaxError/,
    );
    assert.match(String(await value({ kind: "open" }, "x")), /open/);
  });
});

describe("a checker process that cannot work", () => {
  it("fails every check and says why", async (t) => {
    const checker = checkerFor(t, { entry: new URL("../../../src/sandbox/checker/not-there.ts", import.meta.url) });
    const verdict = await checker.judge(sum, "1", signal);
    assert.ok(verdict.kind === "failed" && verdict.detail.startsWith("The checker process did not start"));
  });

  it("fails what was waiting for its process when it was closed", async (t) => {
    const checker = checkerFor(t, { entry });
    await checker.judge(sum, "1", signal);
    const check = checker.judge(sum, "\\boxed{0.5}", signal);
    checker.close();
    assert.deepEqual(await check, { kind: "failed", detail: "The checker process was closed." });
  });

  it("fails what is running when it is closed, and names no other cause", async (t) => {
    const checker = checkerFor(t, { entry });
    await checker.judge(sum, "1", signal);
    const check = checker.judge(runaway, endless, signal);
    // The check is sent in the next turns, and never ends by itself.
    await new Promise((resolve) => setTimeout(resolve, 100));
    checker.close();
    assert.deepEqual(await check, { kind: "failed", detail: "The checker process was closed." });
  });

  it("fails what comes after it was closed", async (t) => {
    const checker = checkerFor(t, { entry });
    checker.close();
    assert.deepEqual(await checker.judge(sum, "1", signal), {
      kind: "failed",
      detail: "The checker process was closed.",
    });
  });
});

describe("checking a reply", () => {
  it("asks the checker for what is read, and never the sandbox", async (t) => {
    const checker = checkerFor(t, { entry });
    const fails = () => {
      throw new Error("not expected to be called");
    };
    const means = { judge: checker.judge, sandbox: { judge: fails, outputs: fails }, remember: fails, signal };
    const verdict = await checkReply({ task: sum }, "\\boxed{0.5}", means);
    assert.equal(verdict.kind === "judged" && verdict.value, 1);
  });
});
