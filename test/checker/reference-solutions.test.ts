import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { humanevalFormat } from "../../src/adapters/question-bank/import/humaneval.ts";
import { mbppFormat } from "../../src/adapters/question-bank/import/mbpp.ts";
import { published, questionsOf } from "../../src/adapters/question-bank/import/test-support.ts";
import type { BankQuestion } from "../../src/core/question-bank/bank-question.ts";
import type { RunCode } from "../../src/core/tasks/code-runner.ts";
import { checkReply } from "../../src/core/tasks/check-reply.ts";
import { part } from "../support/deep.ts";
import { localPythonRunner, python } from "./local-code.ts";

const { signal } = new AbortController();
const judge = () => Promise.reject(new Error("not expected to be called"));

const sources = [
  { name: "HumanEval", format: humanevalFormat, file: published("HumanEval.jsonl.gz"), count: 164 },
  { name: "MBPP", format: mbppFormat, file: published("mbpp.jsonl"), count: 974 },
];

for (const { name, format, file, count } of sources) {
  const skip = file.skip || (python === null && "nothing here runs Python");
  describe(`${name}'s checks`, { skip }, () => {
    const { run, close } = localPythonRunner();
    after(close);
    // Some of MBPP's solutions take seconds, and a busy machine is no fault of theirs.
    const patient: RunCode = (code, stop) => run({ ...code, timeLimitMs: 120_000 }, stop);

    /** All questions in the deep run, else some. */
    async function drawn(): Promise<readonly BankQuestion[]> {
      const questions = await questionsOf(format, file.read());
      assert.equal(questions.length, count);
      return part(questions, 60);
    }

    /** The questions whose code is not judged right, with what was found. */
    async function notRight(questions: readonly BankQuestion[], codeOf: (question: BankQuestion) => string) {
      const failing: string[] = [];
      for (const question of questions) {
        const reply = `Here it is:\n\n\`\`\`python\n${codeOf(question)}\n\`\`\`\n`;
        const verdict = await checkReply(question, reply, { judge, runCode: patient, signal });
        if (verdict.kind === "failed" || verdict.value < 1) failing.push(`${question.id}: ${JSON.stringify(verdict)}`);
      }
      return failing;
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
