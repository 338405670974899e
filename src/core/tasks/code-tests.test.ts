import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import type { CodeResult, CodeRun, RunCode } from "./code-runner.ts";
import { codeTestsCheck } from "./code-tests.ts";
import { missingModule } from "./missing-module.ts";
import type { TaskOf } from "./task-check.ts";

type CodeTests = TaskOf<"code-tests">;

const { signal } = new AbortController();

/** Runs JavaScript of this file where it cannot reach Node: no sandbox, but what a program here needs. */
const runScript: RunCode = async ({ program }) => {
  let stdout = "";
  const console = { log: (line: string) => (stdout += `${line}\n`) };
  // Modules of a context of their own need a flag; the one import is given as a global.
  const script = program.replace(/^import assert from "node:assert\/strict";$/m, "");
  try {
    await (runInNewContext(`(async () => {${script}\n})()`, { console, setTimeout, assert }) as Promise<void>);
    return { status: "finished", stdout, error: "" };
  } catch (error) {
    return { status: "error", stdout, error: String(error) };
  }
};

const task: CodeTests = {
  kind: "code-tests",
  language: "javascript",
  entryPoint: "add",
  tests: ["const x = add(1, 2);\nassert.equal(x, 3);", "const x = await add(1, 1);\nassert.deepEqual([x], [2]);"],
};
const reply = (code: string) => `\`\`\`js\n${code}\n\`\`\``;
const check = (code: string, changes: Partial<CodeTests> = {}, run = runScript) =>
  codeTestsCheck.run({ ...task, ...changes }, reply(code), run, signal);
const judged = async (...of: Parameters<typeof check>) => {
  const verdict = await check(...of);
  assert.ok(verdict.kind === "judged", JSON.stringify(verdict));
  return verdict;
};

describe("code with tests", () => {
  it("is right when every test passes, however the function is written", async () => {
    for (const code of [
      "function add(a, b) { return a + b; }",
      "const add = (a, b) => a + b;\nmodule.exports = { add };",
      "exports.add = (a, b) => a + b;",
      "module.exports.add = (a, b) => a + b;",
      "function add(a, b) { return a + b; }\nexports.add = add;\nif (require.main === module) add(1);",
      "const assert = require('assert');\nfunction add(a, b) { return a + b; }",
      'import assert from "node:assert/strict";\nfunction add(a, b) { return a + b; }',
    ]) {
      assert.equal((await judged(code)).value, 1, code);
    }
  });

  it("is wrong when a test fails, it throws, or it is no code", async () => {
    for (const code of [
      "function add(a, b) { return a - b; }",
      "function add() { throw new Error('no'); }",
      "function add( {",
      "const sum = 1;",
    ]) {
      assert.equal((await judged(code)).value, 0, code);
    }
    const { detail } = await judged("function add() { throw new Error('no'); }");
    assert.equal(detail, "A test fails: Error: no");
    const placed: RunCode = () =>
      Promise.resolve({ status: "error", stdout: "", error: "Error: no\n    at add (program.mjs:1:1)" });
    assert.equal((await judged("const add = 1;", {}, placed)).detail, detail);
    assert.equal((await codeTestsCheck.run(task, "I cannot.", runScript, signal)).kind, "judged");
  });

  it("is wrong when it ends before its tests, whatever it prints", async () => {
    const ends: RunCode = () =>
      Promise.resolve({ status: "finished", stdout: "smcs-passed-\nsmcs-passed-0\nok\n", error: "" });
    assert.equal((await judged("const add = 1;", {}, ends)).value, 0);
  });

  it("of Python cannot put a decorator on its tests", async () => {
    const programs: string[] = [];
    const spy: RunCode = ({ program }) => {
      programs.push(program);
      return Promise.resolve({ status: "error", stdout: "", error: "" });
    };
    const tests = ["def check(candidate):\n    assert candidate(1, 2) == 3"];
    const code = "def add(a, b):\n    return 0\n@(lambda _: lambda _: None)";
    await codeTestsCheck.run({ ...task, language: "python", tests }, `\`\`\`python\n${code}\n\`\`\``, spy, signal);
    assert.match(programs[0] ?? "", /\n@\(lambda _: lambda _: None\)\s+pass\s+def check/);
  });

  it("marks passing by a line that depends on task and code", async () => {
    const marks = new Set<string>();
    const spy: RunCode = (run: CodeRun, abort) => {
      marks.add(/smcs-passed-\w{24}/.exec(run.program)?.[0] ?? "none");
      return runScript(run, abort);
    };
    await check("const add = (a, b) => a + b;", {}, spy);
    await check("const add = (a, b) => b + a;", {}, spy);
    await check("const add = (a, b) => a + b;", { setup: "let y;" }, spy);
    assert.equal(marks.size, 3);
  });

  it("fails, and never says wrong, for what says nothing about the model", async () => {
    const results: (readonly [Partial<CodeResult>, RegExp])[] = [
      [{ status: "timeout" }, /did not end within 2 s/],
      [{ status: "memory" }, /more memory/],
      [{ status: "crashed", error: "no wasm" }, /sandbox broke: no wasm/],
      [{ status: "error", error: "ModuleNotFoundError: No module named 'numpy'" }, /uses numpy/],
    ];
    for (const [result, reason] of results) {
      const run: RunCode = () => Promise.resolve({ status: "finished", stdout: "", error: "", ...result });
      const verdict = await check("const add = 1;", { timeLimitMs: 2000 }, run);
      assert.ok(verdict.kind === "failed");
      assert.match(verdict.reason, reason);
    }
  });

  it("cannot be checked with inputs and outputs in another language than Python", async () => {
    await assert.rejects(check("const add = 1;", { tests: [], calls: [{ input: "1", output: "1" }] }), /Python only/);
  });
});

describe("a module that is missing", () => {
  it("is known when it exists elsewhere, and no fault of the sandbox when nobody has it", () => {
    assert.equal(missingModule("ModuleNotFoundError: No module named 'numpy.linalg'"), "numpy");
    assert.equal(missingModule("Error: Cannot find module 'node:fs/promises'"), "node:fs/promises");
    assert.equal(missingModule("RuntimeError: can't start new thread"), "threads");
    assert.equal(missingModule("ModuleNotFoundError: No module named 'dateutil'"), "dateutil");
    assert.equal(missingModule("ReferenceError: 'Intl' is not defined\n    at f (program.mjs:1:1)"), "Intl");
    assert.equal(
      missingModule('zoneinfo._common.ZoneInfoNotFoundError: "No time zone found with key UTC."'),
      "time zones",
    );
    assert.equal(missingModule("RuntimeError: the sandbox does not allow sys.settrace"), "sys.settrace");
    assert.equal(missingModule("ReferenceError: 'helper' is not defined"), undefined);
    assert.equal(missingModule("ModuleNotFoundError: No module named 'my_helpers'"), undefined);
    assert.equal(missingModule("NameError: name 'numpy' is not defined"), undefined);
    assert.equal(missingModule("AssertionError"), undefined);
  });
});
