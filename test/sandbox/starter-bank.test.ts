import assert from "node:assert/strict";
import { it } from "node:test";
import pLimit from "p-limit";
import { createSandbox } from "../../src/adapters/sandbox/sandbox.ts";
import type { Task } from "../../src/core/question-bank/bank-question.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { part } from "../support/deep.ts";
import { builtFiles } from "./source-files.ts";

type CodeTests = Extract<Task, { kind: "code-tests" }>;

function starterTasks(): { readonly id: string; readonly task: CodeTests }[] {
  return starterQuestions.flatMap(({ id, task }) => (task.kind === "code-tests" ? { id, task } : []));
}

function programOf({ language, setup = "", fixture = "", tests = [] }: CodeTests, solution: string): string {
  if (language === "python") return [setup, solution, fixture, ...tests].join("\n\n");
  const blocks = tests.map((test) => `;{\n${test}\n}`);
  return ['import assert from "node:assert/strict";', setup, solution, fixture, ...blocks].join("\n\n");
}

/** Longer than anything here takes, however busy the machine is: all of these programs end. */
const PATIENCE_MS = 60_000;

/** Tasks of each language in `npm test`; the deep run takes all. */
const TASKS = 8;

it("reference solutions of the starter bank pass, and wrong ones fail", async () => {
  const sandbox = createSandbox({ files: builtFiles, spares: 2 });
  const { signal } = new AbortController();
  const limit = pLimit(2);
  const judge = (id: string, task: CodeTests, solution: string, wanted: "finished" | "error"): Promise<string | null> =>
    limit(async () => {
      const run = {
        language: task.language,
        program: programOf(task, solution),
        timeLimitMs: PATIENCE_MS,
      };
      const { status, error } = await sandbox.run(run, signal);
      return status === wanted ? null : `${id}: ${status} in place of ${wanted}: ${error}`;
    });
  try {
    const tasks = starterTasks();
    assert.ok(tasks.length >= 60);
    const drawn = (["python", "javascript", "typescript"] as const).flatMap((language) =>
      part(
        tasks.filter(({ task }) => task.language === language),
        TASKS,
      ),
    );
    const problems = await Promise.all(
      drawn.flatMap(({ id, task }) => [
        judge(id, task, task.reference ?? "", "finished"),
        ...(task.wrong ?? []).map((wrong) => judge(id, task, wrong, "error")),
      ]),
    );
    assert.deepEqual(
      problems.filter((problem) => problem !== null),
      [],
    );
  } finally {
    await sandbox.close();
  }
});
