import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Task } from "../question-bank/bank-question.ts";
import { choiceIn } from "./choice-in-reply.ts";
import { taskPrompt } from "./task-prompt.ts";

const prompt = (task: Task, topic?: string) =>
  taskPrompt({ question: "Why?", task, ...(topic !== undefined && { topic }) });

describe("the prompt of a task", () => {
  it("shows the options with their letters and the subject, and asks for a form that the check reads", () => {
    const { system, user } = prompt({ kind: "choice", options: ["so", "or so"], answer: "B" }, "logic");
    assert.equal(user, "Question: Why?\n\nOptions:\nA. so\nB. or so");
    assert.match(system ?? "", /about logic\./);
    const form = /"(.*)"/.exec(system ?? "")?.[1]?.replace("X", "B") ?? "";
    assert.equal(choiceIn(form, ["so", "or so"]), 1);
  });

  it("never shows the right answer, the tests or a solution", () => {
    const tasks: Task[] = [
      { kind: "choice", options: ["x", "y"], answer: "SECRET" },
      { kind: "math", answer: "SECRET" },
      { kind: "text", exact: "SECRET", pattern: "SECRET", containsAll: ["SECRET"] },
      { kind: "instructions", ids: ["SECRET"], kwargs: [{}] },
      {
        kind: "code-tests",
        language: "python",
        tests: ["SECRET"],
        reference: "SECRET",
        wrong: ["SECRET"],
        stdio: [{ input: "SECRET", output: "SECRET" }],
      },
      { kind: "open" },
    ];
    for (const task of tasks) assert.doesNotMatch(JSON.stringify(prompt(task)), /SECRET/, task.kind);
  });

  it("of instructions is their text and nothing else", () => {
    const task: Task = { kind: "instructions", ids: ["punctuation:no_comma"], kwargs: [{}] };
    assert.deepEqual(prompt(task), { system: null, user: "Why?" });
  });

  it("asks for a function by its name, or for a program that reads and prints", () => {
    const code = { kind: "code-tests", language: "typescript" } as const;
    assert.match(
      prompt({ ...code, entryPoint: "debounce", tests: ["x"] }).system ?? "",
      /expert TypeScript.*```typescript.*`debounce`/,
    );
    const program = prompt({ ...code, language: "python", stdio: [{ input: "1", output: "2" }] });
    assert.match(program.system ?? "", /standard input.*```python/);
  });

  it("shows code that is already there once", () => {
    const task: Task = { kind: "code-tests", language: "python", setup: "import math\n", tests: ["x"] };
    assert.match(prompt(task).user, /```python\nimport math\n```$/);
    assert.equal(taskPrompt({ question: "Complete: import math", task }).user, "Question: Complete: import math");
  });
});
