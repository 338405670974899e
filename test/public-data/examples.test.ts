import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import pLimit from "p-limit";
import { type ExampleOutcome, findExamples, givenText, runExamples } from "../../src/core/examples/index.ts";
import type { BankQuestion } from "../../src/core/question-bank/index.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { builtFiles, snapshotFolder } from "../sandbox/source-files.ts";
import { formatNamed } from "../support/bank-import/format-named.ts";
import { published, questionsOf } from "../support/bank-import/rows.ts";
import { deep, part } from "../support/deep.ts";

const { signal } = new AbortController();

const sources = [
  {
    name: "HumanEval",
    format: formatNamed("humaneval"),
    file: published("HumanEval.jsonl.gz"),
    leastShare: 0.75,
    // Examples in the questions themselves that their reference solutions and tests contradict.
    wrong: [
      "47: median([-10, 4, 6, 1000, 10, 20])",
      "116: sort_array([1, 5, 2, 3, 4])",
      "116: sort_array([-2, -3, -4, -5, -6])",
    ],
  },
  { name: "MBPP", format: formatNamed("mbpp"), file: published("mbpp.jsonl"), leastShare: 0.95, wrong: [] },
];

/** Number of questions whose examples are run in `npm test`; the deep run takes all, in shares of this many. */
const FEW = 8;
const SHARE = 200;
/** Least share of the examples that the reference solution passes. */
const LEAST_RIGHT = 0.99;

for (const { name, format, file, leastShare, wrong } of sources) {
  describe(`the examples in ${name}'s questions`, { skip: file.skip }, async () => {
    const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
    after(() => sandbox.close());
    const questions = file.skip === false ? await questionsOf(format, file.read()) : [];
    const limit = pLimit(2);

    const outcomesOf = async (question: BankQuestion): Promise<ExampleOutcome[]> => {
      const { task } = question;
      const code = task.kind === "code-tests" ? (task.reference ?? "") : "";
      return limit(() => runExamples({ language: "python", code }, findExamples(question.question), sandbox, signal));
    };

    it("are found in most of them", (test) => {
      const found = questions.map(({ question }) => findExamples(question).examples.length);
      const share = found.filter((count) => count > 0).length / questions.length;
      const all = found.reduce((sum, count) => sum + count, 0);
      test.diagnostic(`${name}: ${(100 * share).toFixed(1)}% of the questions have examples, ${all} in all`);
      assert.ok(share >= leastShare, String(share));
    });

    const drawn = part(questions, FEW);
    for (let start = 0; start < drawn.length; start += SHARE)
      it(`are passed by the reference solutions${deep ? `, from question ${start} on` : ""}`, async (test) => {
        const chosen = drawn.slice(start, start + SHARE);
        const all = await Promise.all(
          chosen.map(async (question) => (await outcomesOf(question)).map((outcome) => ({ id: question.id, outcome }))),
        );
        const outcomes = all.flat();
        const failed = outcomes.filter(({ outcome }) => !outcome.passed);
        const right = 1 - failed.length / outcomes.length;
        test.diagnostic(
          `${name}: the reference solutions pass ${outcomes.length - failed.length} of ${outcomes.length}`,
        );
        const unknown = failed.filter(
          ({ id, outcome }) => !wrong.some((one) => one === `${id}: ${givenText(outcome.example)}`),
        );
        assert.ok(
          unknown.length <= (1 - LEAST_RIGHT) * outcomes.length && (!deep || right >= LEAST_RIGHT),
          JSON.stringify(failed, null, 1),
        );
      });
  });
}
