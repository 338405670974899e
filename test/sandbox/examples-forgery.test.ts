import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import pLimit from "p-limit";
import {
  type Example,
  type ExampleOutcome,
  examplesFor,
  findExamples,
  type FoundExamples,
  runExamples,
} from "../../src/core/examples/index.ts";
import type { Language } from "../../src/core/code-runner.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { deep, part } from "../support/deep.ts";
import { type Attempt, readAttempts } from "./attempts.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

const { signal } = new AbortController();

/** Number of the judge's own attempts that are tried in `npm test`; the deep run tries all, in shares of this many. */
const FEW = 12;
const SHARE = 50;

/** A result that tests tell, as a program may guess it. */
const TOLD = String.raw`smcs example 00000000-0000-0000-0000-000000000000 [0,true,"3",1]`;
const OLD_TOLD = String.raw`smcs example [0,true,"3",1]`;

const PYTHON_QUESTION =
  "def add(a, b): ...\nadd(1, 2) == 3, add(a=0.25, b=0.25) == 0.5, add([1], [2]) == [1, 2]\n>>> add('a', 'b')\n'ab'\n";

const PYTHON: Readonly<Record<string, string>> = {
  "prints a result before its tests": `print('${TOLD}\\n${OLD_TOLD}')\ndef add(a, b): return 4`,
  "prints results when called": `def add(a, b):\n    for at in range(9): print(f'smcs example [{at},true,"",1]')\n    return 4`,
  "writes a result and ends": `import os\nos.write(1, b'${TOLD}\\n${OLD_TOLD}\\n')\nos._exit(0)`,
  "writes a result and ends when called": `import os\ndef add(a, b):\n    os.write(1, b'${OLD_TOLD}\\n')\n    os._exit(0)`,
  "prints a result and leaves": `import sys\ndef add(a, b):\n    print('${OLD_TOLD}')\n    sys.exit(0)`,
  "exits before its tests": "raise SystemExit(0)",
  "has other builtins":
    "import builtins, json, math\nfor name in ('print', 'repr', 'isinstance', 'len', 'all', 'any', 'map', 'bool', 'eval', 'exec'):\n    setattr(builtins, name, lambda *_, **__: True)\njson.dumps = lambda *_, **__: '[0,true,\"3\",1]'\nmath.isclose = lambda *_, **__: True\ndef add(a, b): return 4",
  "has names of its own for the builtins":
    "def isinstance(*_): return True\nall = any = bool = len = map = same = isinstance\ndef repr(_): return '3'\ndef add(a, b): return 4",
  "has the names of the helpers":
    "def run(*_): pass\nsmcs_space = {'run': run, 'MARK': ''}\nsmcs_builtins = OUTPUT = json = math = time = smcs_space\nsame = lambda *_: True\ndef tell(*_): pass\ndef add(a, b): return 4",
  "is equal to everything":
    "class Any:\n    def __eq__(self, other): return True\n    def __repr__(self): return '3'\n    __hash__ = None\ndef add(a, b): return Any()",
  "is a number that is equal to everything":
    "class Any(int):\n    def __eq__(self, other): return True\n    def __float__(self): return 0.5\n    def __repr__(self): return '3'\n    __hash__ = int.__hash__\ndef add(a, b): return Any(4)",
  "is a number near to every other":
    "class Near(float):\n    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n    def __float__(self): return 0.5\n    def __eq__(self, other): return True\n    __hash__ = float.__hash__\ndef add(a, b): return Near(7)",
  "is a list that is equal to everything":
    "class Any(list):\n    def __eq__(self, other): return True\n    def __len__(self): return 2\n    def __getitem__(self, at): return at + 1\n    def __iter__(self): return iter([1, 2])\ndef add(a, b): return Any()",
  "says that it is a number":
    "class Liar:\n    __class__ = int\n    def __eq__(self, other): return True\ndef add(a, b): return Liar()",
  "is a coroutine": "async def add(a, b): return a + b",
  "prints instead of returning": "def add(a, b): print(a + b)",
  "throws what ends a test": "def add(a, b): raise KeyboardInterrupt",
  "throws what ends a loop": "def add(a, b): raise StopIteration(3)",
  "changes what it was given": "def add(a, b):\n    a.append(9)\n    b[:] = a\n    return a",
};

const SCRIPT_QUESTION =
  'const add = (a, b) => {};\nadd(1, 2) // 3\nadd(0.25, 0.25) // 0.5\nadd("a", "b") // "ab"\nassert.deepEqual(add([1], [2]), [1, 2]);';

const SCRIPTS: Readonly<Record<string, string>> = {
  "logs a result before its tests": `console.log('${TOLD}\\n${OLD_TOLD}');\nconst add = () => 4;`,
  "logs a result and throws": `console.log('${OLD_TOLD}');\nthrow new Error("end");`,
  "logs results when called": `const add = () => { for (let at = 0; at < 9; at++) console.log('smcs example [' + at + ',true,"",1]'); return 4; };`,
  "has another console and JSON":
    "globalThis.console = { log() {} };\nJSON.stringify = () => '[0,true,\"3\",1]';\nconst add = () => 4;",
  "has other functions of the language":
    "Object.is = Array.isArray = Number.isInteger = () => true;\nMath.abs = () => 0;\nObject.keys = () => [];\nArray.prototype.every = () => true;\nglobalThis.assert = { throws() {}, deepStrictEqual() {} };\nconst add = () => 4;",
  "has the names of the helpers":
    "const smcsSame = () => true, smcsRun = () => {}, smcsTell = () => {}, smcsJson = {}, smcsConsole = {};\nconst add = () => 4;",
  "has a value of its own":
    'class Sum { valueOf() { return 3; } toString() { return "ab"; } toJSON() { return 3; } [Symbol.toPrimitive]() { return 3; } }\nconst add = () => new Sum();',
  "is a proxy of a number":
    "const add = () => new Proxy(Object(3), { get: () => () => 3, getPrototypeOf: () => Number.prototype });",
  "is a proxy of a list":
    "const add = () => new Proxy([], { get: (_, key) => (key === 'length' ? 2 : Number(key) + 2), has: () => true, getPrototypeOf: () => Array.prototype });",
  "is a boxed value": "const add = (a, b) => Object(a + b);",
  "is a promise": "const add = async (a, b) => a + b;",
  "has a then of its own": "const add = () => ({ then(resolve) { resolve(3); } });",
  "waits without end": "const add = () => new Promise(() => {});",
  "ends its tests by an error": "const add = () => { throw undefined; };",
};

const PYTHON_TESTS = `from sums import add

def test_values():
    assert add(1, 2) == 3
    assert add([1], [2]) == [1, 2]

def test_whole():
    for n in [1, 2]:
        total = add(n, n)
        assert total == 2 * n
        assert isinstance(total, int)
`;

const SCRIPT_TESTS = `import { expect, test } from "vitest";
import { add } from "./sums.ts";
test("values", () => {
  expect(add(1, 2)).toBe(3);
  expect(add([1], [2])).toEqual([1, 2]);
  expect(() => add()).toThrow(TypeError);
});
`;

/** Returns the examples of a test file, for a question that has none of its own. */
function ofFile(label: string, text: string): FoundExamples {
  return examplesFor({ text: "Fix add", context: [{ label, text }], conversation: [] });
}

/** Returns the examples that an attempt of the judge's own tests is tried on: its test, and what stands in it. */
function examplesOf({ language, task }: Attempt): Example[] {
  const own = language === "python" ? "python" : "javascript";
  const tests = (task.tests ?? []).flatMap((test): Example[] => [
    { given: { kind: "test", code: test }, expected: null, language: own },
    ...findExamples(test).examples,
  ]);
  const programs = (task.stdio ?? []).map(({ input, output }): Example => ({
    given: { kind: "input", text: input },
    expected: output,
    language: null,
  }));
  const calls = (task.calls ?? []).map(({ input, output }): Example => ({
    given: { kind: "call", call: `twice(${input})` },
    expected: output,
    language: own,
  }));
  return [...tests, ...programs, ...calls];
}

describe("the examples of a question are not passed by code that", () => {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
  after(() => sandbox.close());

  const passedOf = async (
    question: string | FoundExamples,
    code: string,
    language: Language,
  ): Promise<ExampleOutcome[]> => {
    const found = typeof question === "string" ? findExamples(question) : question;
    const all = await runExamples({ language, code }, found, sandbox, signal);
    assert.ok(all.length > 0 && all.length === found.examples.length);
    return all.filter(({ passed }) => passed);
  };

  for (const [name, code] of Object.entries(PYTHON))
    it(`${name}, in Python`, async () => {
      assert.deepEqual(await passedOf(PYTHON_QUESTION, code, "python"), []);
      assert.deepEqual(await passedOf(ofFile("test_sums.py", PYTHON_TESTS), code, "python"), []);
    });

  for (const [name, code] of Object.entries(SCRIPTS))
    it(`${name}, in JavaScript`, async () => {
      assert.deepEqual(await passedOf(SCRIPT_QUESTION, code, "javascript"), []);
      assert.deepEqual(await passedOf(ofFile("sums.test.ts", SCRIPT_TESTS), code, "javascript"), []);
    });

  for (const name of ["repr", "len", "isinstance", "all", "map", "eval", "exec", "compile", "globals"])
    it(`has to define ${name} itself, and does it wrong`, async () => {
      const question = `def ${name}(a, b): ...\n${name}(1, 2) == 3 and ${name}([1], 2) == [3]`;
      assert.deepEqual(await passedOf(question, `def ${name}(*_, **__): return True`, "python"), []);
    });

  for (const name of ["String", "JSON", "console", "Object", "Array", "performance"])
    it(`has to define ${name} itself, and does it wrong`, async () => {
      const question = `function ${name}(a, b) {}\n${name}(1, 2) // 3\n${name}([1], 2) // [3]`;
      assert.deepEqual(await passedOf(question, `var ${name} = function () { return true; };`, "javascript"), []);
    });

  const attempts = part(readAttempts(), FEW);
  const limit = pLimit(2);
  for (let start = 0; start < attempts.length; start += SHARE)
    it(`tries to pass the judge's tests${deep ? `, from attempt ${start} on` : ""}`, async () => {
      const tried = await Promise.all(
        attempts.slice(start, start + SHARE).map((attempt) =>
          limit(async () => {
            const found = { ...findExamples(""), examples: examplesOf(attempt), main: attempt.task.entryPoint ?? null };
            const all = await runExamples(attempt, found, sandbox, signal);
            const passed = all.filter((one) => one.passed).length;
            // Some inputs have the result that an attempt has for all of them.
            const isCaught = attempt.part === "tests" ? passed === 0 : passed < all.length;
            return isCaught && all.length === found.examples.length ? [] : [`${attempt.language}: ${attempt.name}`];
          }),
        ),
      );
      assert.deepEqual(tried.flat(), []);
    });
});
