import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scriptedSandbox, type ScriptedSandbox } from "../../../test/support/examples/scripted-sandbox.ts";
import { candidate, firstWordEmbedder } from "../../../test/support/lab/choice-study.ts";
import type { CandidateSet } from "./candidate-sets.ts";
import { type ChoiceMeans, studyChoice } from "./study-choice.ts";
import { choiceTables } from "./choice-tables.ts";

const code = (body: string): string => `\`\`\`python\ndef f(x):\n    return ${body}\n\`\`\``;
const asked = "Write `f`, which doubles.\n\n>>> f(1)\n2\n>>> f(2)\n4\n";

/** Two sets of one coding question, and a question without examples. */
const coding: CandidateSet[] = [
  {
    questionId: "double",
    question: asked,
    candidates: [
      candidate({ model: "a", text: code("x * 2"), correct: true, prior: 0.6 }),
      candidate({ model: "b", text: code("x + 1"), correct: false, prior: 0.9 }),
      candidate({ model: "c", text: `Here:\n${code("x * 2")}`, correct: true, prior: 0.5 }),
      candidate({ model: "d", text: "I cannot.", correct: false, prior: 0.7 }),
    ],
  },
  {
    questionId: "double",
    question: asked,
    candidates: [
      candidate({ model: "b", text: code("x + 1"), correct: false, prior: 0.9 }),
      candidate({ model: "e", text: code("x * 2 if x < 3 else 0"), correct: false, prior: 0.4 }),
    ],
  },
  {
    questionId: "none",
    question: "Write `g`.",
    candidates: [candidate({ model: "a", text: "same", correct: true })],
  },
];

const answers: CandidateSet = {
  questionId: "sum",
  question: "1 + 1?",
  candidates: [
    candidate({ model: "a", answer: "2", correct: true, prior: 0.9 }),
    candidate({ model: "b", answer: "3", correct: false, prior: 0.6 }),
    candidate({ model: "c", answer: "3", correct: false, prior: 0.6 }),
  ],
};

/** A solution passes the first example if it adds, and both if it doubles. */
const doubles = (): ScriptedSandbox =>
  scriptedSandbox((solution, example) => solution.includes("* 2") || example === 0);

/** Returns means with a clock that goes on by a millisecond with each look. */
function means(sandbox: ScriptedSandbox, changes: Partial<ChoiceMeans> = {}): ChoiceMeans {
  let now = 0;
  return {
    sandbox,
    embedder: firstWordEmbedder(),
    together: 2,
    clock: () => ++now,
    onSet: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

describe("a study of choices", () => {
  it("runs equal code of one question once", async () => {
    const sandbox = doubles();
    await studyChoice(coding, means(sandbox));
    const bodies = sandbox.judged.map((solution) => /return (.*)/.exec(solution)?.[1]);
    assert.deepEqual(bodies, ["x * 2", "x + 1", "x * 2 if x < 3 else 0"]);
  });

  it("runs a few candidates at a time", async () => {
    let [running, most] = [0, 0];
    const sandbox = scriptedSandbox(
      () => true,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
      },
    );
    const candidates = Array.from({ length: 9 }, (_, index) =>
      candidate({ text: code(`x + ${index}`), correct: true }),
    );
    await studyChoice([{ questionId: "q", question: asked, candidates }], means(sandbox, { together: 3 }));
    assert.deepEqual([sandbox.judged.length, most], [9, 3]);
  });

  it("says what examples tell about replies, and how long they take", async () => {
    const { examples, sets, questions, candidates } = await studyChoice(coding, means(doubles(), { together: 1 }));
    assert.deepEqual([sets, questions, candidates], [3, 2, 7]);
    assert.deepEqual(examples, {
      questions: 1,
      found: 2,
      checked: 5,
      // Three candidates pass both examples, of which the last is wrong.
      rightWhenPassed: 2 / 3,
      rightWhenFailed: 0,
      allFail: 0,
      rightWhenAllFail: null,
      medianMs: 2,
      p95Ms: 2,
    });
  });

  it("says where a correction would be asked for, and how often the choice is right there without one", async () => {
    const strict = scriptedSandbox((solution, example) => solution.includes("* 2") && example === 0);
    const { examples } = await studyChoice(coding, means(strict));
    // In the first set two right candidates fail one example; in the second the wrong one passes no more than that.
    assert.deepEqual([examples.allFail, examples.rightWhenAllFail], [2, 1 / 2]);
  });

  it("compares rules on the sets where both apply", async () => {
    const { rules, oracle } = await studyChoice([...coding, answers], means(doubles()));
    const figures = new Map(rules.map((rule) => [rule.rule, rule]));
    assert.deepEqual(
      ["random", "prior", "examples, then prior"].map((name) => figures.get(name)?.accuracy.value),
      [(2 / 4 + 0 + 1 + 1 / 3) / 4, 2 / 4, 3 / 4],
    );
    assert.equal(figures.get("examples, then prior")?.against["prior"]?.value, 1 / 4);
    assert.deepEqual([figures.get("majority")?.sets, figures.get("majority")?.accuracy.value], [1, 0]);
    assert.equal(figures.get("random")?.against["majority"]?.value, 1 / 3);
    assert.equal(oracle, 3 / 4);
  });

  it("leaves out what the sets cannot show", async () => {
    const { rules, cascades } = await studyChoice([answers], means(doubles()));
    assert.ok(!rules.some(({ rule }) => rule.startsWith("examples")));
    assert.deepEqual(new Set(cascades.map(({ otherwise }) => otherwise)), new Set(["squared odds"]));
    const withCode = await studyChoice(coding, means(doubles()));
    assert.ok(!withCode.rules.some(({ rule }) => rule === "majority"));
    assert.deepEqual(
      withCode.cascades.map(({ cascade, sets, asked: share }) => [cascade, sets, share.value]),
      [["first to pass all examples", 2, (3 / 4 + 1) / 2]],
    );
  });

  it("is the same for candidates in another order", async () => {
    const sets = [...coding, answers];
    const turned = sets.map((set) => ({ ...set, candidates: set.candidates.toReversed() }));
    const [one, other] = await Promise.all(
      [sets, turned].map((all) => studyChoice(all, means(doubles(), { clock: () => 0 }))),
    );
    assert.deepEqual(other, one);
  });

  it("ends when it is stopped, and when no interpreter starts", async () => {
    const stop = new AbortController();
    const sandbox = doubles();
    const onSet = (): void => {
      stop.abort(new Error("stopped"));
    };
    await assert.rejects(studyChoice(coding, means(sandbox, { onSet, signal: stop.signal })), /stopped/);
    assert.equal(sandbox.judged.length, 2);
    const broken: ScriptedSandbox = { ...doubles(), judge: () => Promise.reject(new Error("no interpreter")) };
    await assert.rejects(studyChoice(coding, means(broken)), /no interpreter/);
  });

  it("is shown in sentences and tables", async () => {
    const shown = choiceTables(await studyChoice([...coding, answers], means(doubles())));
    assert.match(
      shown,
      /^4 sets with 10 candidates, for 3 questions\.\nQuestions with examples: 1, with 2 examples in all\.\n/,
    );
    assert.match(shown, /pass all examples 66\.7 % are right, of the others 0\.0 %\./);
    assert.match(shown, /No candidate passes all examples in 0 sets/);
    assert.match(shown, /right, % +95% interval +more than random +more than prior +more than majority/);
    assert.match(shown, /examples, then prior +75\.0 +\[/);
    assert.match(shown, /first to pass all examples +87\.5 +50\.0 +\+0\.0 \[\+0\.0, \+0\.0\]/);
    assert.match(shown, /The early stop ends \d+\.\d % of the arrivals/);
  });
});
