import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import type { CodeResult, CodeSandbox } from "../code-runner.ts";
import { codeTestsCheck } from "./code-tests.ts";
import type { TaskOf } from "./task-check.ts";

type CodeTests = TaskOf<"code-tests">;

const { signal } = new AbortController();
const passed: CodeResult = { status: "finished", stdout: "", error: "" };
const right = "function add(a, b) { return a + b; }";
const wrong = "function add(a, b) { return a - b; }";
const task: CodeTests = {
  kind: "code-tests",
  language: "javascript",
  entryPoint: "add",
  tests: ["assert.equal(1, 1);"],
};
const notExpected = () => {
  throw new Error("not expected to be called");
};

const remember = <Result>(_: unknown, work: () => Promise<Result>): Promise<Result> => work();

/** Checks a reply with this code; every run of a solution ends as `endings` says. */
async function check(code: string, changes: Partial<CodeTests>, endings: Partial<CodeSandbox>) {
  const asked = { ...task, ...changes };
  const sandbox: CodeSandbox = { judge: notExpected, outputs: notExpected, ...endings };
  const reply = `\`\`\`${asked.language}\n${code}\n\`\`\``;
  const verdict = await codeTestsCheck.run(asked, reply, { sandbox, remember }, signal);
  return verdict.kind === "failed"
    ? { value: null, said: verdict.detail }
    : { value: verdict.value, said: verdict.detail };
}

/** Returns a judge with a result for each solution; null for one that passes. */
function judging(results: Readonly<Record<string, Partial<CodeResult> | null>>): Pick<CodeSandbox, "judge"> {
  return {
    judge: ({ solution }) => {
      const result = results[solution.trim()];
      if (result === undefined) throw new Error(`not expected: ${solution}`);
      return Promise.resolve({ ...passed, ...result });
    },
  };
}

/** Returns a sandbox that prints these outputs, one for each input. */
function printing(...outputs: (string | Partial<CodeResult>)[]): Pick<CodeSandbox, "outputs"> {
  return {
    outputs: () =>
      Readable.from(outputs.map((one) => ({ ...passed, ...(typeof one === "string" ? { stdout: one } : one) }))),
  };
}

describe("code with tests", () => {
  it("is right when its tests pass", async () => {
    assert.equal((await check(right, {}, judging({ [right]: null }))).value, 1);
  });

  it("is wrong when a test fails, or there is no code", async () => {
    const error = "Error: no\n    at add (program.mjs:1:1)";
    const found = await check(wrong, {}, judging({ [wrong]: { status: "error", error } }));
    assert.deepEqual(found, { value: 0, said: "A test fails: Error: no" });
    const means = { sandbox: { judge: notExpected, outputs: notExpected }, remember: notExpected };
    const verdict = await codeTestsCheck.run(task, "I cannot.", means, signal);
    assert.ok(verdict.kind === "judged" && verdict.value === 0);
  });

  it("is not judged where the task's own reference fails, also when there is no code", async () => {
    const sandbox = { ...judging({ [wrong]: { status: "error", error: "AssertionError" } }), outputs: notExpected };
    const remember = <Result>(_: unknown, work: () => Promise<Result>) => work();
    const verdict = await codeTestsCheck.run({ ...task, reference: wrong }, "I cannot.", { sandbox, remember }, signal);
    assert.ok(verdict.kind === "failed" && verdict.isLasting === true);
  });

  it("is wrong when it takes too much time or memory, or breaks its interpreter", async () => {
    const endings: (readonly [CodeResult["status"], RegExp])[] = [
      ["timeout", /^It was late\.$/],
      ["memory", /more memory/],
      ["crashed", /broke its interpreter/],
    ];
    for (const [status, reason] of endings) {
      const sandbox = judging({ [wrong]: { status, error: "It was late." }, [right]: null });
      for (const reference of [undefined, right]) {
        const more = reference === undefined ? {} : { reference };
        const { value, said } = await check(wrong, { timeLimitMs: 2000, ...more }, sandbox);
        assert.equal(value, 0, status);
        assert.match(said, reason);
      }
    }
  });

  it("is run again when its interpreter broke, since the machine may have been short of memory", async () => {
    let runs = 0;
    const judge: CodeSandbox["judge"] = () => {
      runs += 1;
      return Promise.resolve(runs === 1 ? { ...passed, status: "crashed" } : passed);
    };
    assert.equal((await check(right, {}, { judge })).value, 1);
  });

  it("is not judged where the task's own reference does not pass within half of the time", async () => {
    const limits: number[] = [];
    const judge: CodeSandbox["judge"] = ({ timeLimitMs }) => {
      limits.push(timeLimitMs);
      return Promise.resolve({ ...passed, status: "timeout" });
    };
    const { value, said } = await check(right, { timeLimitMs: 2000, reference: wrong }, { judge });
    assert.equal(value, null);
    assert.match(said, /its own reference solution does not pass/);
    assert.deepEqual(limits, [1000]);
  });

  it("is run again with stand-ins when it names what the sandbox has not, and is not judged if it uses one", async () => {
    const code = 'import fs from "node:fs";\nfunction add() {}';
    /** @param second how the second run ends; null ends it with the error of a stand-in */
    const twice = (second: Partial<CodeResult> | null): Pick<CodeSandbox, "judge"> => ({
      judge: ({ setup, solution }) => {
        if (solution.trim() === code) return Promise.resolve({ ...passed, status: "error", error: "x" });
        const [, spelt = ""] = /new Error\((.+?)\);/.exec(setup) ?? [];
        const mark = spelt.split(" + ").map((letter) => JSON.parse(letter) as string);
        const error = { status: "error", error: `Error: ${mark.join("")}\n    at refuse` } as const;
        return Promise.resolve({ ...passed, ...(second ?? error) });
      },
    });
    const said = "The code uses fs, which the sandbox does not have.";
    assert.deepEqual(await check(code, {}, twice(null)), { value: null, said });
    assert.equal((await check(code, {}, twice({}))).value, 1);
    const failing = await check(code, {}, twice({ status: "error", error: "AssertionError: 4 !== 3" }));
    assert.deepEqual(failing, { value: 0, said: "A test fails: AssertionError: 4 !== 3" });
    assert.equal((await check(code, {}, judging({ [code]: null }))).value, 1, "as it stands");
  });

  it("is wrong whatever words its error has", async () => {
    for (const error of [
      "ImportError: No module named 'numpy'",
      "RuntimeError: the sandbox does not allow sys.settrace",
      "InternalError: out of memory",
      "ReferenceError: 'Intl' is not defined",
    ]) {
      assert.equal((await check(wrong, {}, judging({ [wrong]: { status: "error", error } }))).value, 0, error);
    }
  });

  it("calls a check function of Python that a test only defines", async () => {
    const seen: (readonly string[])[] = [];
    const judge: CodeSandbox["judge"] = ({ tests }) => {
      seen.push(tests);
      return Promise.resolve(passed);
    };
    const defined = "def check(candidate):\n    assert candidate(1, 2) == 3";
    await check("def add(a, b): return 0", { language: "python", tests: [defined] }, { judge });
    await check("def add(a, b): return 0", { language: "python", tests: [`${defined}\ncheck(add)`] }, { judge });
    assert.deepEqual(seen, [[`${defined}\n\ncheck(add)`], [`${defined}\ncheck(add)`]]);
  });

  it("stops with the reason of whoever stops it", async () => {
    const stop = new AbortController();
    const judge: CodeSandbox["judge"] = () => {
      stop.abort(new Error("enough"));
      return Promise.resolve({ ...passed, status: "crashed" });
    };
    const means = { sandbox: { judge, outputs: notExpected }, remember };
    await assert.rejects(codeTestsCheck.run(task, `\`\`\`js\n${right}\n\`\`\``, means, stop.signal), /enough/);
  });
});

describe("code with cases", () => {
  const cases = {
    language: "python",
    tests: [],
    stdio: [1, 2].map((n) => ({ input: `${n}`, output: `${n}.0` })),
  } as const;
  const program = "print(input())";
  const fails = async (...outputs: Parameters<typeof printing>) => {
    const { value, said } = await check(
      program,
      { ...cases, stdio: [...cases.stdio], tests: [] },
      printing(...outputs),
    );
    return value === 0 ? said : value;
  };

  it("is right when every output is, and wrong at the first that is not", async () => {
    assert.equal(await fails("1\n", "2\n"), 1);
    assert.equal(await fails("1\n", "3\n"), "Case 2 of 2: expected 2.0, got 3.");
    assert.equal(await fails("1\n", { status: "error", error: "ValueError: x" }), "Case 2 of 2 fails: ValueError: x");
    assert.equal(await fails("1\n", { status: "timeout", error: "It was late." }), "Case 2 of 2: It was late.");
    assert.equal(await fails("1\n"), "The code ended the program before its last case.");
  });

  it("compares the values of calls, and never shows them to the program", async () => {
    let given = "";
    const outputs: CodeSandbox["outputs"] = (code) => {
      given = JSON.stringify(code);
      return Readable.from([{ ...passed, stdout: "[1, 98765]" }]);
    };
    const calls = [{ input: "1", output: "(1,  98765.0)" }];
    const { value } = await check("def add(a): ...", { language: "python", tests: [], calls }, { outputs });
    assert.equal(value, 1);
    assert.doesNotMatch(given, /98765/);
  });
});
