import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, three } from "../../../test/support/core/collaboration.ts";
import { answers, fails } from "../../../test/support/core/scripted-model.ts";
import { inTurn } from "../../../test/support/core/systems.ts";
import { fixedEmbedder } from "../../../test/support/core/world.ts";
import { scriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import { replyOf, shareOfExamples } from "../record/index.ts";
import { replay } from "../replay/index.ts";

const question = { text: "Write `double`.\n\n>>> double(2)\n4\n>>> double(3)\n6\n", context: [], conversation: [] };
const run = { question };
const code = (word: string): string => `\`\`\`python\ndef double(n):\n    return ${word}\n\`\`\``;
/** Code that says `wrong` fails the second example; code that says `right` passes both. */
const sandbox = scriptedSandbox((solution, example) => !solution.includes("wrong") || example === 0);
const references = Object.values(three);
const wrong = answers(code("wrong"));

describe("an answer whose code fails examples of the question", () => {
  it("is corrected once by the aggregator, which sees what came out, and the correction wins", async () => {
    const { record, agg } = await collaborate(references, inTurn(wrong, wrong, answers(code("right"))), {
      run,
      sandbox,
    });
    assert.equal(replyOf(record), code("right"));
    const corrected = record.candidates.at(-1)!;
    assert.deepEqual([corrected.subset, corrected.repairs, corrected.model], [4, 0, "agg"]);
    assert.deepEqual(corrected.references, record.candidates[0]?.references);
    assert.deepEqual(record.candidates.map(shareOfExamples), [0.5, 0.5, 0.5, 0.5, 1]);
    const { messages } = agg.asked.at(-1)!;
    assert.deepEqual(
      messages.slice(1, -1).map(({ content }) => content),
      [question.text, code("wrong")],
    );
    assert.match(
      messages.at(-1)!.content,
      /It fails 1 of them:\n\nGiven:\n```\ndouble\(3\)\n```\n\nExpected:\n```\n6\n/,
    );
  });

  it("costs one request more, and the record works out again", async () => {
    const { record } = await collaborate(references, inTurn(wrong, wrong, answers(code("right"))), { run, sandbox });
    assert.deepEqual(
      record.requests.map(({ draws }) => draws),
      [[0, 2, 3], [1], [4]],
    );
    assert.equal(record.totals.costUsd, 6 * 0.25);
    const { agrees, parts } = await replay(record, { embedding: fixedEmbedder(), bank: null });
    assert.ok(agrees, JSON.stringify(parts));
  });

  it("stays when the correction fails as well, or none arrives", async () => {
    for (const [third, count] of [
      [wrong, 5],
      [fails(), 4],
    ] as const) {
      const { record } = await collaborate(references, inTurn(wrong, wrong, third), { run, sandbox });
      assert.equal(record.outcome, "done");
      assert.equal(record.candidates[record.winner ?? -1]?.subset, 0);
      assert.equal(record.candidates.filter(({ score }) => score !== null).length, count);
    }
  });

  it("is not corrected where a model's own answer passes, and where the settings say so", async () => {
    const own = [answers(code("right")), three.b, three.c];
    const passing = await collaborate(own, wrong, { run, sandbox });
    assert.equal(passing.record.fallback, "best-reference");
    const off = await collaborate(references, wrong, { run, sandbox, parameters: { repair: false } });
    const paper = await collaborate(references, wrong, { run, sandbox, parameters: { posterior: "paper" } });
    for (const { record } of [passing, off, paper])
      assert.deepEqual(
        record.candidates.map(({ repairs }) => repairs),
        [null, null, null, null],
      );
  });
});
