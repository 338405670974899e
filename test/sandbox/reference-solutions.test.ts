import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { humanevalFormat } from "../../src/adapters/question-bank/import/humaneval.ts";
import { mbppFormat } from "../../src/adapters/question-bank/import/mbpp.ts";
import { published, questionsOf } from "../../src/adapters/question-bank/import/test-support.ts";
import type { BankQuestion } from "../../src/core/question-bank/bank-question.ts";
import { checkReply } from "../../src/core/tasks/check-reply.ts";
import pLimit from "p-limit";
import { part } from "../support/deep.ts";
import { createSandbox } from "../../src/adapters/sandbox/sandbox.ts";
import { builtFiles } from "./source-files.ts";

const { signal } = new AbortController();
const notExpected = () => {
  throw new Error("not expected to be called");
};

const sources = [
  { name: "HumanEval", format: humanevalFormat, file: published("HumanEval.jsonl.gz"), count: 164 },
  { name: "MBPP", format: mbppFormat, file: published("mbpp.jsonl"), count: 974 },
];

for (const { name, format, file, count } of sources) {
  describe(`${name}'s checks`, { skip: file.skip }, () => {
    const sandbox = createSandbox({ files: builtFiles, spares: 2 });
    after(() => sandbox.close());
    const limit = pLimit(2);
    const means = { judge: notExpected, sandbox, remember: notExpected, signal };

    /** All questions in the deep run, else some. */
    async function drawn(): Promise<readonly BankQuestion[]> {
      const questions = await questionsOf(format, file.read());
      assert.equal(questions.length, count);
      return part(questions, 60);
    }

    /** The questions whose code is not judged right, with what was found. */
    async function notRight(questions: readonly BankQuestion[], codeOf: (question: BankQuestion) => string) {
      const verdicts = questions.map((question) =>
        limit(async () => {
          const reply = `Here it is:\n\n\`\`\`python\n${codeOf(question)}\n\`\`\`\n`;
          // Some of MBPP's solutions take seconds, and a busy machine is no fault of theirs.
          const { reference: _, ...task } = { reference: "", ...question.task, timeLimitMs: 120_000 };
          const verdict = await checkReply({ task }, reply, means);
          return verdict.kind === "judged" && verdict.value === 1 ? [] : [`${question.id}: ${JSON.stringify(verdict)}`];
        }),
      );
      return (await Promise.all(verdicts)).flat();
    }

    it("pass its own reference solutions", async (test) => {
      const questions = await drawn();
      const failing = await notRight(questions, referenceOf);
      test.diagnostic(`${name}: ${questions.length - failing.length} of ${questions.length} reference solutions pass`);
      assert.deepEqual(failing, []);
    });

    it("fail each of them when it returns something else", async () => {
      const questions = await drawn();
      const spoilt = (question: BankQuestion): string =>
        `${referenceOf(question)}\n\n${functionOf(question)} = lambda *of, **named: object()`;
      assert.equal((await notRight(questions, spoilt)).length, questions.length);
    });
  });
}

function referenceOf({ task }: BankQuestion): string {
  return (task.kind === "code-tests" ? task.reference : undefined) ?? "";
}

/** The function that the tests call first and that the solution defines. */
function functionOf({ task }: BankQuestion): string {
  if (task.kind !== "code-tests") return "";
  if (task.entryPoint !== undefined) return task.entryPoint;
  const called = Array.from((task.tests ?? []).join("\n").matchAll(/\b(\w+)\s*\(/gu), ([, name = ""]) => name);
  return called.find((name) => new RegExp(`^(?:def|class) +${name}\\b`, "mu").test(task.reference ?? "")) ?? "";
}
