import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { published, questionsOf } from "../support/bank-import/rows.ts";
import type { BankQuestion, Task } from "../../src/core/question-bank/index.ts";
import { checkReply, solutionName, type TaskOf } from "../../src/core/tasks/index.ts";
import pLimit from "p-limit";
import { deep, part } from "../support/deep.ts";
import { createMemory } from "../../src/evaluation/checking/index.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";
import { formatNamed } from "../support/bank-import/format-named.ts";

type CodeTests = TaskOf<"code-tests">;

const { signal } = new AbortController();
const notExpected = () => {
  throw new Error("not expected to be called");
};

const sources = [
  { name: "HumanEval", format: formatNamed("humaneval"), file: published("HumanEval.jsonl.gz"), count: 164 },
  { name: "MBPP", format: formatNamed("mbpp"), file: published("mbpp.jsonl"), count: 974 },
];

/** The most questions of one test, so that a slow machine checks them within a test's time limit. */
const MOST = 200;

for (const { name, format, file, count } of sources) {
  const shares = deep ? Math.ceil(count / MOST) : 1;
  describe(`${name}'s checks`, { skip: file.skip }, () => {
    const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
    after(() => sandbox.close());
    const limit = pLimit(2);
    const means = { judge: notExpected, sandbox, remember: createMemory(), signal };

    /** Resolves with a share of the questions: every fifth one, say; outside of the deep run with a few of them. */
    async function drawn(share: number): Promise<readonly BankQuestion[]> {
      const questions = await questionsOf(format, file.read());
      assert.equal(questions.length, count);
      return part(
        questions.filter((_, index) => index % shares === share),
        6,
      );
    }

    /** Resolves with the questions whose verdict differs from the expected one, with that verdict. */
    async function unlike(
      wanted: 0 | 1,
      questions: readonly BankQuestion[],
      codeOf: (question: BankQuestion) => string,
    ): Promise<string[]> {
      const verdicts = questions.map((question) =>
        limit(async () => {
          const reply = `Here it is:\n\n\`\`\`python\n${codeOf(question)}\n\`\`\`\n`;
          // Some of MBPP's solutions take seconds, and a busy machine must not make them fail.
          const verdict = await checkReply({ task: { ...question.task, timeLimitMs: 120_000 } as Task }, reply, means);
          const isWanted = verdict.kind === "judged" && verdict.value === wanted;
          return isWanted ? [] : [`${question.id}: ${JSON.stringify(verdict)}`];
        }),
      );
      return (await Promise.all(verdicts)).flat();
    }

    for (let share = 0; share < shares; share += 1)
      it(`pass its own reference solutions${shares > 1 ? `, share ${share + 1} of ${shares}` : ""}`, async (test) => {
        const questions = await drawn(share);
        const failing = await unlike(1, questions, referenceOf);
        test.diagnostic(
          `${name}: ${questions.length - failing.length} of ${questions.length} reference solutions pass`,
        );
        assert.deepEqual(failing, []);
      });

    // One share is enough to show that the checks can fail.
    it("fail them when they return something else", async () => {
      const spoilt = (question: BankQuestion): string =>
        `${referenceOf(question)}\n\n${solutionName(question.task as CodeTests) ?? ""} = lambda *of, **named: object()`;
      assert.deepEqual(await unlike(0, await drawn(0), spoilt), []);
    });
  });
}

function referenceOf({ task }: BankQuestion): string {
  return (task.kind === "code-tests" ? task.reference : undefined) ?? "";
}
