import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChoiceReport } from "../../src/lab/choice-study/choice-report.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";

const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const code = (body: string): string => `\`\`\`js\nfunction double(x) { return ${body}; }\n\`\`\``;

const sets = [
  {
    questionId: "double",
    question: "Write a JavaScript function `double(x)`.\n\n```js\ndouble(1) // => 2\ndouble(4) // => 8\n```\n",
    candidates: [
      { model: "good", text: code("x + x"), correct: true, prior: 0.6 },
      { model: "bad", text: code("x + 1"), correct: false, prior: 0.9 },
    ],
  },
  {
    questionId: "sum",
    question: "1 + 1?",
    candidates: [
      { model: "good", text: "It is 2.", answer: "2", correct: true, prior: 0.9 },
      { model: "bad", text: "It is 3.", answer: "3", correct: false, prior: 0.6 },
      { model: "worse", text: "It is 3.", answer: "3", correct: false, prior: 0.6 },
    ],
  },
];

describe("smcs bench choice", () => {
  it("measures choices with the examples of the questions, as one document or for people", async (t) => {
    const { home, file } = await cliHome(t);
    const known = await file("sets.jsonl", lines(sets));
    const { status, stdout, stderr } = await runCli(["bench", "choice", known, "--json"], home);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /2 of 2 sets/);
    const { rules, cascades, examples, setup } = JSON.parse(stdout) as ChoiceReport;
    const accuracyOf = (name: string) => rules.find(({ rule }) => rule === name)?.accuracy.value;
    assert.deepEqual(["prior", "examples, then prior", "majority"].map(accuracyOf), [1 / 2, 1, 0]);
    assert.deepEqual([examples.found, examples.rightWhenPassed, examples.rightWhenFailed], [2, 1, 0]);
    assert.ok((examples.medianMs ?? 0) > 0);
    assert.equal(cascades[0]?.asked.value, 1);
    assert.match(setup.space, /^built-in\//);
    const shown = await runCli(["bench", "choice", known], home);
    assert.match(shown.stdout, /examples, then prior +100\.0 /);
  });

  it("names the line that is not a set", async (t) => {
    const { home, file } = await cliHome(t);
    const wrong = await file("sets.jsonl", lines([sets[0], { ...sets[1], candidates: [] }]));
    const { status, stdout, stderr } = await runCli(["bench", "choice", wrong], home);
    assert.notEqual(status, 0);
    assert.equal(stdout, "");
    assert.match(stderr, /Line 2 of .*sets\.jsonl is not a set of candidates: candidates is not usable/);
  });
});
