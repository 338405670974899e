import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, three } from "../../../test/support/core/collaboration.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import { answers, fails, member, type ScriptedMember, type Step } from "../../../test/support/core/scripted-model.ts";
import { inTurn } from "../../../test/support/core/systems.ts";
import { fixedEmbedder, rankedBank } from "../../../test/support/core/world.ts";
import { scriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import { canBeCorrected } from "../conversation/index.ts";
import { applyEvent, replyOf, type RunEvent, type RunRecord, shareOfExamples } from "../record/index.ts";
import { replay } from "../replay/index.ts";
import { planRepair, repairAnswer } from "./repair-answer.ts";
import type { Means, Run } from "./run.ts";

const question = { text: "Write `double`.\n\n>>> double(2)\n4\n>>> double(3)\n6\n", context: [], conversation: [] };
const run = { question };
const code = (word: string): string => `\`\`\`python\ndef double(n):\n    return ${word}\n\`\`\``;
/** Code that says `wrong` fails the second example; code that says `right` passes both. */
const sandbox = scriptedSandbox((solution, example) => !solution.includes("wrong") || example === 0);
const references = Object.values(three);
const wrong = answers(code("wrong"));

function meansOf(pool: readonly ScriptedMember[]): Means {
  const bank = rankedBank(["a", "b", "c"]);
  const wait: Means["wait"] = () => new Promise(() => undefined);
  const fixed = { embedding: fixedEmbedder(), standIn: null, clock: () => 0, wait, simulated: true };
  return { pool, bank: { load: () => Promise.resolve(bank) }, ...fixed };
}

function runOf({ runId, seed, parameters }: RunRecord): Run {
  const common = { policy: plainPolicy, aggregator: "agg", codingAggregator: "auto", system: "smcs" } as const;
  return { runId, seed, parameters, question, ...common };
}

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

  it("stays when the user stops during the correction, or nothing can be scored again", async () => {
    const stop = new AbortController();
    const stopped = await collaborate(
      references,
      inTurn(wrong, wrong, (...call) => {
        stop.abort();
        return answers(code("right"))(...call);
      }),
      { run, sandbox, signal: stop.signal },
    );
    assert.deepEqual(stopped.record.warnings, []);
    const fixed = fixedEmbedder();
    const embed: typeof fixed.embed = (texts, ...rest) =>
      texts.some((text) => text.includes("right"))
        ? Promise.reject(new Error("The embedder is gone."))
        : fixed.embed(texts, ...rest);
    const unscored = await collaborate(references, inTurn(wrong, wrong, answers(code("right"))), {
      run,
      sandbox,
      embedding: { ...fixed, embed },
    });
    assert.deepEqual(unscored.record.warnings, ["The embedder is gone."]);
    for (const { record } of [stopped, unscored]) {
      assert.deepEqual([record.outcome, record.error, replyOf(record)], ["done", null, code("wrong")]);
      const { agrees, parts } = await replay(record, { embedding: fixedEmbedder(), bank: null });
      assert.ok(agrees, JSON.stringify(parts));
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

describe("a test file that no model sees", () => {
  const test = "from m import double\n\ndef test_all():\n    assert double(3) == 6\n";
  const ofTest = {
    run: { question: { ...question, text: "Write `double`.", tests: [{ label: "test_m.py", text: test }] } },
  };
  const failing = scriptedSandbox(() => false);

  it("is not shown to a model that corrects either, nor is a correction offered for it", async () => {
    const { record, agg } = await collaborate(references, wrong, { ...ofTest, sandbox: failing });
    assert.deepEqual(
      record.examples.map(({ from }) => from),
      ["test_m.py"],
    );
    assert.ok(record.candidates.every(({ checked, repairs }) => checked!.outcomes.length === 1 && repairs === null));
    assert.ok(agg.asked.every(({ messages }) => !JSON.stringify(messages).includes("double(3)")));
    assert.equal(canBeCorrected(record), false);
  });

  it("leaves the question's own examples to be shown", async () => {
    const both = { run: { question: { ...ofTest.run.question, text: question.text } } };
    const { agg } = await collaborate(references, wrong, { ...both, sandbox: failing });
    const shown = agg.asked.at(-1)!.messages.at(-1)!.content;
    assert.match(shown, /It fails 2 of them/);
    assert.ok(shown.includes("double(2)"));
  });
});

describe("a correction that the user asks for", () => {
  const settled = { repair: false };

  /** Resolves with a run whose answer fails an example, and with what a correction makes of it. */
  async function correctedBy(step: Step) {
    const { record: before, agg } = await collaborate(references, inTurn(wrong, wrong, step), {
      run,
      sandbox,
      parameters: settled,
    });
    const asked = { record: before, run: runOf(before) };
    const means = { ...meansOf([...["a", "b", "c"].map((name) => member(name, fails())), agg]), sandbox };
    const plan = await planRepair(asked, means);
    const sent = agg.asked.length;
    const events: RunEvent[] = [];
    for await (const event of repairAnswer(asked, means, new AbortController().signal)) events.push(event);
    assert.equal(agg.asked.length - sent, plan.requests);
    return { before, after: events.reduce(applyEvent, before) };
  }

  it("becomes the answer when it passes more, and adds its cost", async () => {
    const { before, after } = await correctedBy(answers(code("right")));
    assert.equal(replyOf(before), code("wrong"));
    assert.equal(replyOf(after), code("right"));
    assert.deepEqual([after.outcome, after.candidates.at(-1)?.repairs], ["done", 0]);
    assert.equal(after.totals.costUsd, (before.totals.costUsd ?? 0) + 0.25);
    const { agrees, parts } = await replay(after, { embedding: fixedEmbedder(), bank: null });
    assert.ok(agrees, JSON.stringify(parts));
  });

  it("leaves the answer as it was when none arrives, and can be asked for again", async () => {
    const { before, after } = await correctedBy(fails());
    assert.deepEqual([after.winner, replyOf(after), after.outcome], [before.winner, replyOf(before), "done"]);
    assert.ok(canBeCorrected(after));
  });

  it("ends, and leaves the answer as it was, when nothing can be scored again", async () => {
    const { record: before, agg } = await collaborate(references, inTurn(wrong, wrong, answers(code("right"))), {
      run,
      sandbox,
      parameters: settled,
    });
    const stop = new AbortController();
    for (const [signal, embed, warnings] of [
      [
        new AbortController().signal,
        () => Promise.reject(new Error("The embedder is gone.")),
        ["The embedder is gone."],
      ],
      // The user stops while the correction is embedded.
      [
        stop.signal,
        () => {
          stop.abort();
          return Promise.reject(new Error("Stopped."));
        },
        [],
      ],
    ] as const) {
      const embedding = { ...fixedEmbedder(), embed };
      const means = { ...meansOf([...["a", "b", "c"].map((name) => member(name, fails())), agg]), embedding, sandbox };
      const events: RunEvent[] = [];
      for await (const event of repairAnswer({ record: before, run: runOf(before) }, means, signal)) events.push(event);
      const after = events.reduce(applyEvent, before);
      assert.deepEqual([after.outcome, after.winner, replyOf(after)], ["done", before.winner, replyOf(before)]);
      assert.deepEqual(after.warnings.slice(before.warnings.length), warnings);
    }
  });

  it("is refused, before anything is asked, for an answer that fails no example", async () => {
    const { record, agg } = await collaborate(references, answers(code("right")), { run, sandbox });
    const asked = { record, run: runOf(record) };
    await assert.rejects(planRepair(asked, { ...meansOf([agg]), sandbox }), /cannot be corrected: it fails no example/);
  });
});
