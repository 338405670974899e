import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, three } from "../../../test/support/core/collaboration.ts";
import { answers, fails } from "../../../test/support/core/scripted-model.ts";
import { askSystem, says } from "../../../test/support/core/systems.ts";
import { bankOf } from "../../../test/support/core/banks.ts";
import { fixedEmbedder } from "../../../test/support/core/world.ts";
import { scriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import { replyOf } from "../record/index.ts";
import { replay } from "../replay/index.ts";

const question = { text: "Write `double`.\n\n>>> double(2)\n4\n", context: [], conversation: [] };
const code = (word: string): string => `\`\`\`python\ndef double(n):\n    return ${word}\n\`\`\``;
const sandbox = scriptedSandbox((solution) => solution.includes("right"));
const parameters = { cascade: true, repair: false };
const coding = { run: { question }, sandbox, parameters };
const [right, wrong] = [answers(code("right")), answers(code("wrong"))];

/** Returns a bank in which each model is right on as many similar questions as given. */
const rightOn = (questions: number, right: Readonly<Record<string, number>>) =>
  bankOf(
    Array.from({ length: questions }, (_, row) => ({
      domain: "general",
      outcomes: Object.fromEntries(Object.entries(right).map(([model, count]) => [model, row < count ? 1 : 0])),
    })),
  );

const statuses = (record: { readonly references: readonly { readonly status: string }[] }) =>
  record.references.map(({ status }) => status);

describe("models asked one at a time", () => {
  it("end with the first whose code passes every example: no other is asked, and nothing is merged", async () => {
    const { record, agg } = await collaborate([wrong, right, three.c], answers("merged"), coding);
    assert.equal(replyOf(record), code("right"));
    assert.deepEqual([record.fallback, record.candidates, agg.asked.length], ["best-reference", [], 0]);
    assert.deepEqual(statuses(record), ["finished", "finished", "spared"]);
    assert.equal(record.totals.costUsd, 0.5);
    const why =
      "The answer of b suffices: its code passes every example of the question. 1 answer and 2 merges saved (smcs.cascade).";
    assert.deepEqual(record.shortened, { reason: "cascade", message: why });
    assert.deepEqual(record.warnings, []);
    const { agrees, parts } = await replay(record, { embedding: fixedEmbedder(), bank: null });
    assert.ok(agrees, JSON.stringify(parts));
  });

  it("are all asked and merged when none passes, and one that fails is passed over", async () => {
    const { record, agg } = await collaborate([wrong, fails(), wrong], answers(code("right")), coding);
    assert.deepEqual(statuses(record), ["finished", "failed", "finished"]);
    assert.equal(record.shortened, null);
    assert.equal(replyOf(record), code("right"));
    assert.ok(agg.asked.length > 0);
  });

  it("never have two requests underway", async () => {
    let [underway, most] = [0, 0];
    const slow =
      (text: string): typeof right =>
      async (...call) => {
        most = Math.max(most, ++underway);
        await Promise.resolve();
        underway -= 1;
        return answers(text)(...call);
      };
    await collaborate([slow(code("wrong")), slow(code("wrong")), slow(code("wrong"))], answers("merged"), coding);
    assert.equal(most, 1);
  });

  it("end when the odds of an answer are high enough, by the models' chances on similar questions", async () => {
    const bank = rightOn(12, { a: 12, b: 11, c: 6 });
    const sure = await askSystem("smcs", { a: says("7"), b: says("8"), c: says("8") }, { bank, parameters });
    assert.deepEqual([sure.answer, statuses(sure.record)], ["7", ["finished", "spared", "spared"]]);
    const split = await askSystem("majority-voting", { a: fails(), b: says("8"), c: says("9") }, { bank, parameters });
    assert.deepEqual([split.answer, statuses(split.record)], ["8", ["failed", "finished", "spared"]]);
    // Odds of 3 each: two that agree outweigh the best one, and the first of the two is the answer.
    const three = { a: says("7"), b: says("8"), c: says("8") };
    const outvoted = await askSystem("smcs", three, { bank: rightOn(12, { a: 10, b: 10, c: 9 }), parameters });
    assert.deepEqual([outvoted.record.fallback, outvoted.record.winner], ["best-reference", 1]);
    for (const { record } of [sure, split, outvoted]) {
      const { agrees, parts } = await replay(record, { embedding: fixedEmbedder(), bank: null });
      assert.ok(agrees, JSON.stringify(parts));
    }
  });

  it("are asked at once when their answers cannot be compared", async () => {
    const formulas = { text: "What is it?", context: [], conversation: [], answerForm: { kind: "math" } } as const;
    const { record } = await askSystem(
      "smcs",
      { a: says("x + 1"), b: says("1 + x"), c: says("2") },
      {
        run: { question: formulas },
        bank: rightOn(12, { a: 7, b: 7, c: 7 }),
        parameters: { ...parameters, posterior: "paper" },
        equalMath: () => Promise.reject(new Error("The comparison is gone.")),
      },
    );
    assert.deepEqual([statuses(record), record.outcome], [["finished", "finished", "finished"], "done"]);
  });

  it("are asked at once for code without examples, and after the first answer that cannot be read", async () => {
    const plain = { ...question, text: "Write `double`." };
    const { record } = await collaborate([wrong, wrong, wrong], answers("merged"), {
      ...coding,
      run: { question: plain },
    });
    assert.deepEqual([statuses(record), record.shortened], [["finished", "finished", "finished"], null]);
    const bank = rightOn(12, { a: 12, b: 12, c: 12 });
    const open = await askSystem(
      "smcs",
      { a: answers("It depends."), b: says("8"), c: says("8") },
      { bank, parameters },
    );
    assert.deepEqual(statuses(open.record), ["finished", "finished", "finished"]);
    assert.equal(open.record.outcome, "done");
  });
});
