import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import pLimit from "p-limit";
import { createSandbox } from "../../src/adapters/sandbox/sandbox.ts";
import type { CodeResult } from "../../src/core/tasks/code-runner.ts";
import { part } from "../support/deep.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { builtFiles } from "./source-files.ts";

/** Longer than anything here takes, however busy the machine is. */
const PATIENCE_MS = 60_000;

/** Forgeries, and tasks of the starter bank, in `npm test`; the deep run takes all. */
const FORGERIES = 16;
const TASKS = 6;

/** What a task asks for: `add(a, b)`. */
const TEST = "assert add(1, 2) == 3";
const RIGHT = "def add(a, b):\n    return a + b if not isinstance(a, dict) else a | b\n";

interface Forgery {
  readonly name: string;
  readonly test: string;
  readonly solution: string;
}

/** Wrong solutions that try to pass: `#### name | test`, then the code. */
function readForgeries(): Forgery[] {
  const text = readFileSync(path.join(import.meta.dirname, "forgeries/python.txt"), "utf8");
  return text
    .split(/^#### /m)
    .slice(1)
    .map((one) => {
      const [head = "", ...lines] = one.split("\n");
      const [name = "", test = TEST] = head.split(" | ");
      const solution = lines.join("\n").replaceAll("\\0", "\0");
      return { name, test: test.replaceAll("\\n", "\n"), solution };
    });
}

describe("a program in Python and its judge", () => {
  const sandbox = createSandbox({ files: builtFiles, spares: 2 });
  after(() => sandbox.close());

  const judge = (solution: string, tests: readonly string[], more = {}): Promise<CodeResult> => {
    const code = { setup: "", solution, fixture: "", entryPoint: "add", tests, timeLimitMs: PATIENCE_MS, ...more };
    return sandbox.judge(code, new AbortController().signal);
  };

  /** The status, with what was wrong. */
  const said = async (solution: string, test: string, more = {}): Promise<string> => {
    const { status, error } = await judge(solution, [test], more);
    return [status, error.split("\n").at(-1)].filter(Boolean).join(": ");
  };

  it("passes what is right", async () => {
    assert.deepEqual(await judge(RIGHT, [TEST, "assert add([1], [2]) == [1, 2]"]), {
      status: "finished",
      stdout: "",
      error: "",
    });
  });

  it("says which assertion fails, and what the program raises", async () => {
    assert.equal(await said(RIGHT, "assert add(1, 2) == 4, 'not four'"), "error: AssertionError: not four");
    assert.equal(
      await said("def add(a, b):\n    return missing\n", TEST),
      "error: NameError: name 'missing' is not defined",
    );
    assert.equal(await said("def other(): pass", TEST), "error: NameError: name 'add' is not defined");
    assert.equal(
      await said("def add(a, b):", TEST),
      "error: IndentationError: expected an indented block after function definition on line 1",
    );
  });

  it("hands over every kind of plain data, and the same objects again", async () => {
    const test = `
import collections, datetime, decimal, fractions, math, uuid
same = [
    None, True, 1, -1, 1 << 200, 1.5, -0.0, math.inf, 1j, "é\\ud800", b"\\x00\\xff", bytearray(b"x"), [1, [2]], (1,), {1, 2},
    frozenset({3}), {"a": {1: (2,)}}, range(1, 9, 2), slice(1, None), collections.deque([1], 3), collections.Counter("aab"),
    collections.OrderedDict([("b", 1)]), datetime.date(2026, 1, 31), datetime.datetime(2026, 1, 31, 9, 5, fold=1),
    datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc), datetime.time(1, 2), datetime.timedelta(days=1.5),
    decimal.Decimal("1.10"), fractions.Fraction(1, 3), uuid.UUID(int=7), ValueError, len, str.upper,
]
for value in same:
    got = echo(value)
    assert type(got) is type(value) and repr(got) == repr(value), (value, got)
assert math.isnan(echo(math.nan))
for value in ([], {}, set(), bytearray(), object(), lambda: 1):
    assert echo(value) is value
counted = echo(collections.defaultdict(list))
counted["new"].append(1)
assert counted == {"new": [1]}
`;
    assert.equal(await said("def echo(value):\n    return value\n", test), "finished");
  });

  it("keeps lists and dictionaries alike on both sides, whoever changes them", async () => {
    const solution = `
class Log:
    def __init__(self, lines): self.lines = lines
    def add(self, line): self.lines.append(line)
    def all(self): return self.lines
    def copy(self): return list(self.lines)
`;
    const test = `
lines = ["a"]
log = Log(lines)
log.add("b")
assert lines == ["a", "b"]
lines.append("c")
assert log.copy() == ["a", "b", "c"] and log.all() is lines
kept = log.copy()
log.add("d")
assert kept == ["a", "b", "c"] and log.copy() is not log.copy()
log.all().clear()
assert log.copy() == []
`;
    assert.equal(await said(solution, test), "finished");
  });

  it("uses classes, generators, context managers and exceptions of the program", async () => {
    const solution = `
import contextlib, enum, typing
class Point(typing.NamedTuple):
    x: int
    y: int = 0
class Colour(enum.Enum):
    RED = "r"
class Missing(KeyError):
    def __init__(self, key):
        super().__init__(key)
        self.key = key
class Shelf:
    size = 3
    def __init__(self): self._held = {}
    def __getitem__(self, key):
        if key not in self._held: raise Missing(key) from ValueError("why")
        return self._held[key]
    def __setitem__(self, key, value): self._held[key] = value
    def __len__(self): return len(self._held)
    def __iter__(self): return iter(self._held)
    def __add__(self, other):
        both = Shelf()
        both._held = self._held | other._held
        return both
@contextlib.contextmanager
def opened(log):
    log.append("open")
    try: yield log
    finally: log.append("closed")
def naturals():
    n = 0
    while True:
        yield n
        n += 1
def twice(function):
    return lambda *args: [function(*args), function(*args)]
`;
    const test = `
import itertools
shelf = Shelf()
shelf["a"] = 1
assert len(shelf) == 1 and list(shelf) == ["a"] and shelf["a"] == 1 and "a" in shelf and shelf.size == 3
try:
    shelf["b"]
except Missing as error:
    assert error.key == "b" and isinstance(error, KeyError) and isinstance(error.__cause__, ValueError)
else:
    raise AssertionError
assert list(shelf + Shelf()) == ["a"] and isinstance(shelf, Shelf) and not isinstance(shelf, Point)
point = Point(1)
assert point == (1, 0) and point.x == 1 and isinstance(point, Point)
assert Colour.RED is Colour("r") and Colour.RED.value == "r" and Colour.RED == Colour.RED
log = []
with opened(log) as inside:
    assert inside is log and log == ["open"]
assert log == ["open", "closed"]
assert list(itertools.islice(naturals(), 3)) == [0, 1, 2]
calls = []
assert twice(lambda n: calls.append(n) or n + 1)(4) == [5, 5] and calls == [4, 4]
`;
    assert.equal(await said(solution, test), "finished");
  });

  it("lets coroutines of both sides wait for each other", async () => {
    const solution = `
import asyncio
async def both(first, second):
    return await asyncio.gather(first(), second())
async def late(value, delay):
    await asyncio.sleep(delay)
    return value
`;
    const test = `
import asyncio
async def main():
    order = []
    async def work(name, delay):
        await asyncio.sleep(delay)
        order.append(name)
        return name
    assert await both(lambda: work("slow", 0.05), lambda: work("fast", 0.01)) == ["slow", "fast"]
    assert order == ["fast", "slow"]
    try:
        await asyncio.wait_for(late("never", 30), 0.05)
    except TimeoutError:
        pass
    else:
        raise AssertionError
    return await asyncio.gather(late(1, 0.02), late(2, 0.01))
assert asyncio.run(main()) == [1, 2]
`;
    assert.equal(await said(solution, test), "finished");
  });

  it("takes the names of the program that tests use, the judge's for the language's own and the setup's functions", async () => {
    const solution = "def helper(): return 1\ndef sorted(items): return 'mine'\ndef add(a, b): return a + b\n";
    const more = { setup: "import math\ndef helper(): return 2\n" };
    assert.equal(
      await said(solution, "assert helper() == 2 and sorted([2, 1]) == [1, 2] and math.pi > 3", more),
      "finished",
    );
    const named = { entryPoint: "sorted" };
    assert.equal(await said(solution, "assert sorted([2, 1]) == 'mine'", named), "finished");
  });

  it("gives the program classes that tests hand to it, and prints what it prints", async () => {
    const solution =
      "import dataclasses\ndef show(kind):\n    print([field.name for field in dataclasses.fields(kind)])\n";
    const fixture = "import dataclasses\n@dataclasses.dataclass\nclass Item:\n    label: str\n";
    const test = `
import contextlib, io
out = io.StringIO()
with contextlib.redirect_stdout(out):
    show(Item)
assert out.getvalue() == "['label']\\n", out.getvalue()
`;
    assert.equal(await said(solution, test, { fixture }), "finished");
  });

  it("stops both at the time limit, and says when the program ends early", async () => {
    const endless = await judge("def add(a, b):\n    while True: pass\n", [TEST], { timeLimitMs: 1000 });
    assert.equal(endless.status, "timeout");
    const ended = "error: The code ended the program before its tests were through.";
    assert.equal(await said("import os\nos._exit(0)", TEST), ended);
    assert.equal(await said("import os\ndef add(a, b): os._exit(3)", TEST), ended);
  });

  it("passes what is right of the starter bank, and fails what is wrong", async () => {
    const tasks = starterQuestions.flatMap(({ id, task }) =>
      task.kind === "code-tests" && task.language === "python" ? [{ id, ...task }] : [],
    );
    assert.ok(tasks.length >= 50);
    const limit = pLimit(2);
    const problems = await Promise.all(
      part(tasks, TASKS).flatMap(
        ({ id, setup = "", fixture = "", entryPoint = "", tests = [], reference = "", wrong = [] }) =>
          [reference, ...wrong].map((solution, index) =>
            limit(async () => {
              const { status, error } = await judge(solution, tests, { setup, fixture, entryPoint });
              const wanted = index === 0 ? "finished" : "error";
              return status === wanted ? [] : [`${id}, solution ${index}: ${status} ${error}`];
            }),
          ),
      ),
    );
    assert.deepEqual(problems.flat(), []);
  });

  it("passes no forgery", async () => {
    const forgeries = readForgeries();
    assert.ok(forgeries.length >= 40);
    const limit = pLimit(2);
    const passed = await Promise.all(
      part(forgeries, FORGERIES).map(({ name, test, solution }) =>
        limit(async () => {
          const result = await said(solution, test);
          return /^(error|memory)/.test(result) ? [] : [`${name}: ${result}`];
        }),
      ),
    );
    assert.deepEqual(passed.flat(), []);
  });

  it("would pass each of their tests with a right solution", async () => {
    const tests = new Set(readForgeries().map(({ test }) => test));
    const sound = [...tests].filter((test) => !/raise AssertionError|expected ==|lambda: 1|Box\(\)/.test(test));
    assert.ok(sound.length >= 8);
    assert.deepEqual(await judge(RIGHT, sound), { status: "finished", stdout: "", error: "" });
  });
});
