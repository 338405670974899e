import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { codeTestsCheck, type TaskOf } from "../../src/core/tasks/index.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

type CodeTests = TaskOf<"code-tests">;

const { signal } = new AbortController();
const fence = (code: string) => `\`\`\`python\n${code}\n\`\`\``;

describe("the check of code", () => {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
  after(() => sandbox.close());
  const detail = async (task: CodeTests, code: string) => {
    const verdict = await codeTestsCheck.run(task, fence(code), { sandbox, remember: (_, work) => work() }, signal);
    return verdict.kind === "failed" ? verdict.detail : verdict.value === 1 ? "right" : verdict.detail;
  };

  const sums: CodeTests = {
    kind: "code-tests",
    language: "python",
    stdio: [
      { input: "2\n1 2\n", output: "3\n" },
      { input: "1\n5", output: "5" },
      { input: "0\n\n", output: "0" },
    ],
  };

  for (const [name, code] of Object.entries({
    "with input()": "n = int(input())\nprint(sum(map(int, input().split())))",
    "with sys.stdin": "import sys\nsys.stdin.readline()\nprint(sum(int(x) for x in sys.stdin.read().split()))",
    "with bytes": "import sys\nprint(sum(map(int, sys.stdin.buffer.read().split()[1:])))",
    "with open(0)": "print(sum(map(int, open(0).read().split()[1:])))",
    "with a main function":
      "def main():\n    input()\n    print(sum(map(int, input().split())))\n\nif __name__ == '__main__':\n    main()",
    "that ends by exit": "import sys\ninput()\nprint(sum(map(int, input().split())))\nsys.exit(0)",
    "that ends by exit with a status": "import sys\ninput()\nprint(sum(map(int, input().split())))\nsys.exit('done')",
    "that writes to stdout":
      "import sys\ninput()\nsys.stdout.write(str(float(sum(map(int, input().split())))) + '  \\n\\n')",
    "that keeps names between runs":
      "try:\n    seen\nexcept NameError:\n    seen = []\nseen.append(1)\nassert len(seen) == 1\ninput()\nprint(sum(map(int, input().split())))",
    "that relies on the usual imports": "input()\nprint(reduce(lambda a, b: a + b, map(int, input().split()), 0))",
  })) {
    it(`pass a program ${name}`, async () => {
      assert.equal(await detail(sums, code), "right");
    });
  }

  it("fail programs that are wrong, throw or print too much", async () => {
    const read = "n = int(input())\nx = list(map(int, input().split()))\n";
    assert.equal(await detail(sums, `${read}print(max(x))`), "Case 1 of 3: expected 3, got 2.");
    assert.equal(await detail(sums, `${read}print(sum(x) if x else 1)`), "Case 3 of 3: expected 0, got 1.");
    assert.equal(
      await detail(sums, `${read}print(sum(x) / len(x) * len(x))`),
      "Case 3 of 3 fails: ZeroDivisionError: division by zero",
    );
    assert.equal(await detail(sums, `${read}print("Sum:", sum(x))`), "Case 1 of 3: expected 3, got Sum: 3.");
    assert.equal(await detail(sums, "import os\nos._exit"), "Case 1 of 3: expected 3, got .");
    assert.equal(await detail(sums, "exit(1)"), "Case 1 of 3: expected 3, got .");
    assert.match(await detail(sums, "print(1"), /^Case 1 of 3 fails: SyntaxError/);
  });

  it("pass a program whose input and output are beyond ASCII", async () => {
    const stdio = [{ input: "ä 你好 🙂\n", output: "🙂 你好 ä\n" }];
    const turned = "print(' '.join(reversed(input().split())))";
    assert.equal(await detail({ kind: "code-tests", language: "python", stdio }, turned), "right");
    const read = `import sys\n${turned.replace("input()", "sys.stdin.read()")}`;
    assert.equal(await detail({ kind: "code-tests", language: "python", stdio }, read), "right");
  });

  it("take what a program says to its host for its output at most", async () => {
    for (const said of ['["ran", "3", null]', '{"status":"finished","stdout":"3","error":""}', "[", "x"]) {
      const forged = `import os\nfor n in range(9): os.write(3, ${JSON.stringify(`${said}\n`)}.encode())\nos._exit(0)`;
      assert.match(await detail(sums, forged), /^Case [12] of 3|^The code ended the program before/, said);
    }
  });

  const calls: CodeTests = {
    kind: "code-tests",
    language: "python",
    entryPoint: "pairs",
    calls: [
      { input: "[1, 2, 3]\n2", output: "[[1, 2], [2, 3]]" },
      { input: "[]\n2", output: "[]" },
    ],
  };
  const method =
    "class Solution:\n    def pairs(self, xs: List[int], k: int) -> List[List[int]]:\n        return [xs[i:i + k] for i in range(len(xs) - k + 1)]";

  it("call a method of Solution, without imports of its own, or a function", async () => {
    assert.equal(await detail(calls, method), "right");
    assert.equal(
      await detail(calls, "def pairs(xs, k):\n    return tuple(tuple(xs[i:i + k]) for i in range(len(xs) - k + 1))"),
      "right",
    );
  });

  it("call a method that has the name of a usual import, and the method where a function has its name", async () => {
    const merge: CodeTests = { ...calls, entryPoint: "merge", calls: [{ input: "[2, 1]", output: "[1, 2]" }] };
    const sorting = "class Solution:\n    def merge(self, xs):\n        return sorted(xs)";
    assert.equal(await detail(merge, sorting), "right");
    assert.equal(await detail(merge, "def merge(xs):\n    return sorted(xs)"), "right");
    const both = `def merge(xs):\n    return xs\n\n${sorting}`;
    assert.equal(await detail({ ...merge, entryPoint: "Solution.merge" }, both), "right");
    assert.equal(
      await detail({ ...merge, entryPoint: "Solution.merge" }, "def merge(xs):\n    return sorted(xs)"),
      "right",
    );
  });

  it("fail calls that return something else, throw or are not there", async () => {
    assert.equal(
      await detail(calls, method.replace("+ 1", "")),
      "Case 1 of 2: expected [[1, 2], [2, 3]], got [[1, 2]].",
    );
    assert.equal(
      await detail(calls, "def pairs(xs, k):\n    return {1}"),
      "Case 1 of 2 fails: TypeError: Object of type set is not JSON serializable",
    );
    assert.equal(
      await detail(calls, "def pairs(xs):\n    return xs"),
      "Case 1 of 2 fails: TypeError: pairs() takes 1 positional argument but 2 were given",
    );
    assert.equal(await detail(calls, "def other(xs, k):\n    return []"), "Case 1 of 2 fails: KeyError: 'pairs'");
  });

  const tests: CodeTests = {
    kind: "code-tests",
    language: "python",
    entryPoint: "f",
    tests: ["def check(candidate):\n    assert candidate(1) == 2"],
  };

  it("call a check function that the test only defines", async () => {
    assert.equal(await detail(tests, "def f(x):\n    return x + 1"), "right");
    assert.equal(await detail(tests, "def f(x):\n    return x"), "A test fails: AssertionError");
  });

  it("let a solution begin with a future, and leave its own examples out", async () => {
    const code =
      "from __future__ import annotations\n\ndef f(x: int) -> int:\n    return x + 1\n\nif __name__ == '__main__':\n    raise SystemExit";
    assert.equal(await detail({ ...tests, setup: "import math" }, code), "right");
  });

  it("take the solution for a name of the language's that the reference defines, and no other", async () => {
    const { entryPoint: _, ...nameless } = tests;
    const task = {
      ...nameless,
      tests: ["assert sum(2, 3) == len([5, 5]) + 3"],
      reference: "def sum(a, b): return a + b",
    };
    assert.equal(await detail(task, "def sum(a, b):\n    return a + b\ndef len(of):\n    return 9"), "right");
    assert.notEqual(await detail(task, "def sum(a, b):\n    return 12\ndef len(of):\n    return 9"), "right");
  });

  it("are not passed by a program that ends before its tests", async () => {
    for (const end of ["import sys; sys.exit(0)", "raise SystemExit", "exit()"]) {
      assert.notEqual(await detail(tests, `def f(x):\n    return 0\n${end}`), "right");
      assert.equal(await detail(tests, "def f(x):\n    return x + 1"), "right", `the next one after ${end}`);
    }
  });

  it("are wrong at the time limit, of the tests or of a case", async () => {
    const endless = { ...tests, timeLimitMs: 1000 };
    assert.equal(await detail(endless, "def f(x):\n    while True: pass"), "The code did not end within 1 s.");
    const case2 = "if input() == '1':\n    while True: pass\nprint(3)";
    const late = await detail({ ...sums, timeLimitMs: 1000 }, case2);
    assert.match(late, /^Case \d of \d: The code did not end within 1 s\.$/);
  });

  it("cost the host little, whatever a program writes", async () => {
    const floods = {
      "a result of a thousand times the length": "return [1e308] * 1_040_000",
      "brackets in the channel":
        "import os\n    os.write(3, b'[\"ran\",\"' + b'[' * 190 + b'1e308,' * 1_390_000 + b'1' + b',1]' * 190 + b'\",null]\\n')",
      "lists in lists": "import os\n    os.write(3, b'[' * 8_000_000 + b'\\n')",
      "a line that never ends":
        "import os, time\n    os.write(3, b'[' + b'x' * 8_000_000)\n    for _ in range(500): os.write(3, b'x'); time.sleep(0.002)",
      "an error of megabytes": "raise ValueError('x' * 8_000_000)",
    };
    for (const [what, body] of Object.entries(floods)) {
      const before = process.cpuUsage();
      assert.notEqual(await detail({ ...calls, timeLimitMs: 5000 }, `def pairs(*_):\n    ${body}`), "right", what);
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 2_500_000, `${what}: ${(user + system) / 1e6} s`);
    }
  });

  it("are wrong when all cases together take too long, which names the case", async () => {
    // Together ten times the limit: a tenth of the time counts however busy the machine is.
    const stdio = Array.from({ length: 80 }, (_, n) => ({ input: `${n}`, output: `${n}` }));
    const slow = "import time\ntime.sleep(0.85)\nprint(input())";
    const late = await detail({ kind: "code-tests", language: "python", stdio, timeLimitMs: 1000 }, slow);
    assert.match(late, /^Case \d+ of 80: All inputs together took longer than 6 s\.$/);
  });

  for (const [how, code] of Object.entries({
    "as module.exports": "module.exports = { add: (a, b) => a + b };",
    "by its name in exports": "exports.add = (a, b) => a + b;",
    "as a function beside its export": "function add(a, b) { return a + b; }\nmodule.exports.add = add;",
    "with a part that runs only as the main module":
      "const add = (a, b) => a + b;\nif (require.main === module) throw new Error('main');\nmodule.exports = { add };",
    "with its own import of assert":
      "import assert from 'node:assert/strict';\nfunction add(a, b) { assert.ok(true); return a + b; }",
    "with its own require of assert":
      "const assert = require('assert');\nconst add = (a, b) => { assert.ok(1); return a + b; };",
  }))
    it(`pass JavaScript that gives its function ${how}`, async () => {
      const task: CodeTests = {
        kind: "code-tests",
        language: "javascript",
        entryPoint: "add",
        tests: ["assert.equal(add(1, 2), 3);"],
      };
      const judged = await codeTestsCheck.run(
        task,
        `\`\`\`javascript\n${code}\n\`\`\``,
        { sandbox, remember: (_, work) => work() },
        signal,
      );
      assert.deepEqual(judged.kind === "failed" ? judged.detail : judged.value, 1);
    });
});
