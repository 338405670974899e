import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Task } from "../question-bank/index.ts";
import { parsePromptFile } from "../settings/index.ts";
import { choiceIn, exactAnswers, mathAnswerIn } from "../reading/index.ts";
import { codeInReply } from "./code-in-reply.ts";
import { dataSetTemplates } from "./data-set-templates.ts";
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

  it("shows the code that a solution begins with, without repeating what the question shows", () => {
    const starter = "class Solution:\n    def twice(self, x: int) -> int:\n        ";
    const calls = [{ input: "1", output: "2" }];
    const task: Task = { kind: "code-tests", language: "python", entryPoint: "Solution.twice", starter, calls };
    const { system, user } = prompt(task);
    assert.equal(
      user,
      `Question: Why?\n\nBegin your solution with this code:\n\`\`\`python\n${starter.trim()}\n\`\`\``,
    );
    assert.match(system ?? "", /class `Solution` and its method `twice`/);
    const shown = taskPrompt({ question: `Complete: ${starter}`, task });
    assert.equal(shown.user, `Question: Complete: ${starter}`);
  });

  it("shows code that is already there once", () => {
    const task: Task = { kind: "code-tests", language: "python", setup: "import math\n", tests: ["x"] };
    assert.match(prompt(task).user, /```python\nimport math\n```$/);
    assert.equal(taskPrompt({ question: "Complete: import math", task }).user, "Question: Complete: import math");
  });
});

const topicless = { question: "Why {topic} $& {options}?", source: "own" };
const addition: Task = {
  kind: "code-tests",
  language: "python",
  tests: ["assert add(1, 2) == 3", "assert add(2, 2) == 4", "assert add(0, 0) == 0", "assert add(9, 9) == 18"],
  reference: "def add(a, b):\n    return a + b",
};

describe("the prompt of a task that the user has written", () => {
  const templates = parsePromptFile("p.json", {
    tasks: {
      math: { user: "Solve: {question}" },
      choice: { system: "On {topic}.", user: "{question}\n{options}", option: "({letter}) {option}" },
      "code-tests": { system: "{language} {function}\n\n{setup}", user: "{question}\n{tests}\n{form}" },
    },
    dataSets: { AIME: { math: { system: "Whole numbers.", user: "Question: {question}." } } },
  });

  it("goes before ours, that of the data set first", () => {
    const task: Task = { kind: "math", answer: "1" };
    assert.deepEqual(taskPrompt({ question: "1?", source: "GSM8K", task }, templates), {
      system: null,
      user: "Solve: 1?",
    });
    assert.deepEqual(taskPrompt({ question: "1?", source: "aime2024", task }, templates), {
      system: "Whole numbers.",
      user: "Question: 1?.",
    });
    const other: Task = { kind: "text", exact: "x" };
    assert.deepEqual(taskPrompt({ ...topicless, task: other }, templates), taskPrompt({ ...topicless, task: other }));
  });

  it("has the options in its own form, and takes nothing in a question for a place", () => {
    const task: Task = { kind: "choice", options: ["{question}", "$1"], answer: "A" };
    const { system, user } = taskPrompt({ ...topicless, domain: "logic", task }, templates);
    assert.equal(user, "Why {topic} $& {options}?\n(A) {question}\n(B) $1");
    assert.equal(system, "On logic.");
    assert.equal(taskPrompt({ ...topicless, task }, templates).system, "On general knowledge.");
  });

  it("knows the function, at most three tests, and code that is there already", () => {
    const { system, user } = taskPrompt({ ...topicless, task: { ...addition, setup: "import math" } }, templates);
    assert.match(
      system ?? "",
      /^Python add\n\nThis code is already there; do not repeat it:\n```python\nimport math\n```$/,
    );
    assert.match(user, /add\(1, 2\) == 3\nassert add\(2, 2\) == 4\nassert add\(0, 0\) == 0\n.*will be tested/);
    assert.doesNotMatch(user, /18/);
    assert.equal(taskPrompt({ ...topicless, task: addition }, templates).system, "Python add");
  });
});

describe("our own prompt of a data set", () => {
  const of = (source: string, task: Task) => taskPrompt({ question: "Q?", source, topic: "law", task });
  const options = Array.from({ length: 10 }, (_, index) => `option ${index}`);
  const all = (prompt: ReturnType<typeof taskPrompt>) => `${prompt.system ?? ""}\n${prompt.user}`;

  it("is one that a user could bring", () => {
    assert.deepEqual(parsePromptFile("ours", dataSetTemplates), dataSetTemplates);
  });

  it("asks for a letter of as many options as the data set has", () => {
    for (const [source, last, count] of [
      ["MMLU-PRO", "J", 10],
      ["GPQA", "D", 4],
      ["MedMCQA", "D", 4],
    ] as const) {
      const { system, user } = of(source, { kind: "choice", options: options.slice(0, count), answer: "B" });
      assert.match(system ?? "", new RegExp(`from A to ${last}`), source);
      assert.match(user, new RegExp(`${last}\\. option ${count - 1}$`), source);
      const form = /"(The answer.*?)"/.exec(system ?? "")?.[1]?.replace("X", "B") ?? "";
      assert.equal(choiceIn(form, options.slice(0, count)), 1, source);
    }
  });

  it("asks for a boxed answer in mathematics, which the check reads", () => {
    for (const source of ["MATH", "AIME", "GSM8K", "LiveMathBench", "FinQA"]) {
      const { system, user } = of(source, { kind: "math", answer: "SECRET" });
      assert.equal(user, "Question: Q?", source);
      const box = /\\boxed\{\}/.exec(system ?? "")?.[0] ?? "";
      assert.equal(mathAnswerIn(`So it is $${box.replace("{}", "{7}")}$.`), "7", source);
    }
    assert.match(of("AIME", { kind: "math", answer: "1" }).system ?? "", /from 0 to 999/);
    assert.match(of("GSM8K", { kind: "math", answer: "1" }).system ?? "", /number/);
  });

  it("of MBPP shows its three tests and the name that they call, and no other data set's shows a test", () => {
    const text = all(of("MBPP", addition));
    assert.match(text, /`add`/);
    for (const test of (addition.tests ?? []).slice(0, 3)) assert.ok(text.includes(test), test);
    for (const source of ["HumanEval", "LiveCodeBench", "own"])
      assert.doesNotMatch(all(of(source, addition)), /assert/, source);
  });

  it("asks for code that the check finds: a whole function, a program, or a class with its method", () => {
    assert.match(all(of("HumanEval", { ...addition, entryPoint: "add" })), /whole function/);
    const stdio: Task = { kind: "code-tests", language: "python", stdio: [{ input: "1", output: "SECRET" }] };
    assert.match(all(of("LiveCodeBench", stdio)), /reads from standard input/);
    const calls: Task = {
      kind: "code-tests",
      language: "python",
      entryPoint: "Solution.addAll",
      setup: "class Solution:\n    def addAll(self, numbers): pass",
      calls: [{ input: "[1]", output: "SECRET" }],
    };
    const asked = all(of("LiveCodeBench", calls));
    assert.match(asked, /class `Solution` and its method `addAll`/);
    assert.match(asked, /def addAll/);
    for (const task of [stdio, calls]) {
      assert.doesNotMatch(all(of("LiveCodeBench", task)), /SECRET/);
      const fence = /```python/.exec(all(of("LiveCodeBench", task)))?.[0] ?? "";
      assert.equal(codeInReply(task, `${fence}\nclass Solution: pass\n\`\`\``)?.trim(), "class Solution: pass");
    }
  });

  it("of IFEval is the instructions and nothing around them", () => {
    const task: Task = { kind: "instructions", ids: ["punctuation:no_comma"], kwargs: [{}] };
    assert.deepEqual(of("IFEval", task), { system: null, user: "Q?" });
  });

  it("of CRUXEval asks for the value in marks that the check reads", () => {
    const { system } = of("CRUXEval", { kind: "text", exact: "SECRET" });
    const [, open = "", close = ""] = /(\[\w+\]).*(\[\/\w+\])/.exec(system ?? "") ?? [];
    assert.ok(exactAnswers(`Well.\n${open}[1, 2]${close}\nDone.`).includes("[1, 2]"));
  });
});
