import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CodeSandbox } from "../code-runner.ts";
import { collaborate, three } from "../../../test/support/core/collaboration.ts";
import { answers, fails } from "../../../test/support/core/scripted-model.ts";
import { fixedEmbedder } from "../../../test/support/core/world.ts";
import { scriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import { replyOf, shareOfExamples } from "../record/index.ts";

const question = { text: "Write `double`.\n\n>>> double(2)\n4\n>>> double(3)\n6\n", context: [], conversation: [] };
const code = (word: string): string => `\`\`\`python\ndef double(n):\n    return ${word}\n\`\`\``;

/** Returns a sandbox in which code passes the examples whose places are true, by a word that the code holds. */
function sandboxOf(passing: Readonly<Record<string, readonly boolean[]>>) {
  const ofCode = (code: string) => Object.entries(passing).find(([word]) => code.includes(word))?.[1] ?? [];
  return scriptedSandbox((solution, example) => ofCode(solution)[example] ?? false);
}

const all = Object.values(three);
/** Candidates one, three and four agree; the second is alone. */
const embedding = fixedEmbedder({ "def double(n):\n    return second\n": [0, 1] });
const run = { question };
const merged = answers(code("first"), code("second"), code("first"));

describe("a question with examples", () => {
  it("is won by the candidate whose code passes most, whatever the others agree on", async () => {
    const sandbox = sandboxOf({ first: [true, false], second: [true, true] });
    const { record } = await collaborate(all, merged, { run, sandbox, embedding });
    assert.equal(replyOf(record), code("second"));
    assert.deepEqual(record.candidates.map(shareOfExamples), [0.5, 0.5, 1, 0.5]);
    assert.deepEqual(record.examples, [
      { given: "double(2)", expected: "4" },
      { given: "double(3)", expected: "6" },
    ]);
    assert.deepEqual(record.candidates[0]?.checked, {
      outcomes: [
        { example: 0, passed: true, actual: "", milliseconds: 1 },
        { example: 1, passed: false, actual: "", milliseconds: 1 },
      ],
      problem: null,
    });
  });

  it("is decided by Eq. 7 among those that pass as many", async () => {
    const sandbox = sandboxOf({ first: [true, true], second: [true, true] });
    const { record } = await collaborate(all, merged, { run, sandbox, embedding });
    const plain = await collaborate(all, merged, { run, embedding });
    assert.equal(record.winner, plain.record.winner);
    assert.deepEqual(plain.record.examples, []);
  });

  it("runs equal code once", async () => {
    const sandbox = sandboxOf({ first: [true, true], second: [false, false] });
    await collaborate(all, merged, { run, sandbox, embedding });
    assert.equal(sandbox.judged.length, 2);
  });

  it("shows the answer of a single model that passes everything when no merged one does", async () => {
    const sandbox = sandboxOf({ first: [true, false], second: [false, false], own: [true, true] });
    const { record } = await collaborate([three.a, answers(code("own")), three.c], merged, { run, sandbox, embedding });
    assert.deepEqual([record.fallback, record.references[record.winner ?? -1]?.model], ["best-reference", "b"]);
    assert.deepEqual(record.warnings, [
      "No merged answer passes all examples of the question; that of b does, and is shown.",
    ]);
    assert.ok(record.candidates.every(({ score }) => score !== null));
  });

  it("says why a reply's code was not run, and falls back to Eq. 7", async () => {
    const sandbox = sandboxOf({});
    const { record } = await collaborate(all, answers("one", "two", "three"), { run, sandbox });
    assert.match(record.candidates[0]?.checked?.problem ?? "", /holds no code for them/);
    assert.deepEqual([record.outcome, sandbox.judged, record.warnings], ["done", [], []]);
    assert.notEqual(record.winner, null);
  });

  it("is answered as in the paper when the sandbox cannot be started, and says so once", async () => {
    const broken = { ...sandboxOf({}), judge: () => Promise.reject(new Error("There is no memory.")) };
    const { record } = await collaborate(all, merged, { run, sandbox: broken, embedding });
    assert.deepEqual(record.warnings, ["The examples of the question were not run. There is no memory."]);
    assert.equal(record.outcome, "done");
  });

  it("is answered as in the paper where the settings say so, and where no code can be run", async () => {
    const sandbox = sandboxOf({ first: [true, true] });
    const paper = await collaborate(all, merged, { run, sandbox, embedding, parameters: { posterior: "paper" } });
    const none = await collaborate(all, merged, { run, embedding });
    assert.deepEqual([paper.record.examples, none.record.examples, sandbox.judged], [[], [], []]);
  });

  it("does not wait for code that does not end when a candidate passes everything, and ends it with the run", async () => {
    const passing = sandboxOf({ first: [true, true], second: [true, true] });
    let ended = 0;
    const sandbox: CodeSandbox = {
      ...passing,
      judge: (code, signal) =>
        code.solution.includes("own")
          ? new Promise((_, reject) => {
              signal.addEventListener("abort", () => {
                ended += 1;
                reject(signal.reason as Error);
              });
            })
          : passing.judge(code, signal),
    };
    const models = [three.a, answers(code("own")), three.c];
    const { record } = await collaborate(models, merged, { run, sandbox, embedding });
    assert.deepEqual([record.outcome, record.fallback, record.warnings, ended], ["done", null, [], 1]);
  });

  it("gives the same record whichever reply arrives first", async () => {
    const sandbox = sandboxOf({ first: [true, false], second: [true, true] });
    const orders = [all, [three.a, fails(), three.c]];
    for (const models of orders) {
      const [one, two] = await Promise.all([
        collaborate(models, merged, { run, sandbox, embedding }),
        collaborate(models, merged, { run, sandbox, embedding }),
      ]);
      assert.deepEqual(one.record, two.record);
    }
  });
});
