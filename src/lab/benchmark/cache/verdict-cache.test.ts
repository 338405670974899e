import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { choiceQuestion, testFolder } from "../../../../test/support/lab/benchmark.ts";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import type { Verdict } from "../../../core/tasks/index.ts";
import { VerdictCache } from "./verdict-cache.ts";

const { signal } = new AbortController();
const choice: BankQuestion = { ...choiceQuestion("q"), capability: {} };
const program: BankQuestion = {
  ...choice,
  id: "p",
  task: { kind: "code-tests", language: "python", entryPoint: "f", tests: ["assert f() == 1"] },
};

/** Returns a check that looks for an exclamation mark in a reply, and records the replies. */
function checking(verdict?: Verdict) {
  const checked: string[] = [];
  const check = (_: unknown, reply: string): Promise<Verdict> => {
    checked.push(reply);
    return Promise.resolve(verdict ?? { kind: "judged", value: reply.includes("!") ? 1 : 0, detail: "" });
  };
  return { check, checks: 2, checked };
}

describe("verdict cache", () => {
  it("checks each answer to a task once, in this process and the next", async (t) => {
    const file = path.join(await testFolder(t), "verdicts.log");
    const first = checking();
    const cache = await VerdictCache.open(file, first);
    const judged = await Promise.all(["A!", "A!", "B"].map((reply) => cache.judge(choice, reply, signal)));
    await cache.close();
    assert.deepEqual(judged, [1, 1, 0]);
    assert.deepEqual(first.checked, ["A!", "B"]);
    const second = checking();
    const next = await VerdictCache.open(file, second);
    assert.equal(await next.judge(choice, "A!", signal), 1);
    const harder = { ...choice, task: { ...choice.task, answer: "B" } } as BankQuestion;
    assert.equal(await next.judge(harder, "A!", signal), 1);
    await next.close();
    assert.deepEqual(second.checked, ["A!"], "another task is another verdict");
  });

  it("runs the same code once, whatever is said around it", async (t) => {
    const means = checking();
    const cache = await VerdictCache.open(path.join(await testFolder(t), "verdicts.log"), means);
    const code = "```python\ndef f():\n    return 1\n```";
    await cache.judge(program, `Here it is!\n${code}`, signal);
    await cache.judge(program, `${code}\nIt returns one.`, signal);
    await cache.judge(program, code.replace("1", "2"), signal);
    await cache.close();
    assert.equal(means.checked.length, 2);
  });

  it("keeps no check that failed, and says so", async (t) => {
    const file = path.join(await testFolder(t), "verdicts.log");
    const cache = await VerdictCache.open(file, checking({ kind: "failed", detail: "No time." }));
    assert.equal(await cache.judge(choice, "A!", signal), null);
    await cache.close();
    assert.match(cache.failed.notes.join(), /1 reply to .* could not be checked.*No time\./);
    const means = checking();
    const next = await VerdictCache.open(file, means);
    assert.equal(await next.judge(choice, "A!", signal), 1);
    await next.close();
  });
});
