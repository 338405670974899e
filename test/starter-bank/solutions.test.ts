import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { canRun, createSolutionRunner, type SolutionRunner } from "../support/starter-bank/run-solution.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

describe("the tests of each starter question", () => {
  let runner: SolutionRunner;
  before(async () => {
    runner = await createSolutionRunner();
  });
  after(() => runner.close());

  for (const { id, task } of starterQuestions) {
    if (task.kind !== "code-tests") continue;
    const skip = !canRun(task.language) && `nothing here runs ${task.language}`;
    it(`of ${id} pass the reference and fail the wrong solutions`, { skip }, async () => {
      const { reference, wrong = [] } = task;
      assert.ok(reference !== undefined && wrong.length >= 2);
      assert.equal(await runner.passes(task, reference), null);
      for (const solution of wrong) assert.notEqual(await runner.passes(task, solution), null, `passed:\n${solution}`);
    });
  }
});

describe("running solutions", () => {
  it("tells a hanging and a dying program from a passing one, and goes on after them", async () => {
    const runner = await createSolutionRunner();
    const task = { kind: "code-tests", language: "javascript", tests: ["assert.equal(one(), 1);"] } as const;
    const passes = (solution: string): Promise<string | null> =>
      runner.passes({ ...task, tests: [...task.tests], timeLimitMs: 500 }, solution);
    try {
      assert.equal(await passes("const one = () => 1;"), null);
      assert.match(String(await passes("const one = () => 2;")), /AssertionError/);
      assert.match(String(await passes("const one = () => { for (;;); };")), /not through/);
      assert.match(String(await passes("const one = () => process.exit(0);")), /ended its process/);
      assert.equal(await passes("const one = () => 1;"), null);
    } finally {
      await runner.close();
    }
  });
});
