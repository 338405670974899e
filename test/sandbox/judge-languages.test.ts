import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LANGUAGES, useJudge } from "./judging.ts";

const { judge, said } = useJudge();

describe("a program in Python and its judge", () => {
  const python = LANGUAGES.python;

  it("passes what is right", async () => {
    assert.deepEqual(await judge("python", python.right, [python.test, "assert add([1], [2]) == [1, 2]"]), {
      status: "finished",
      stdout: "",
      error: "",
    });
  });

  it("says which assertion fails, and what the program raises", async () => {
    assert.equal(
      await said("python", python.right, "assert add(1, 2) == 4, 'not four'"),
      "error: AssertionError: not four",
    );
    assert.equal(
      await said("python", "def add(a, b):\n    return missing\n", python.test),
      "error: NameError: name 'missing' is not defined",
    );
    assert.equal(await said("python", "def other(): pass", python.test), "error: NameError: name 'add' is not defined");
    assert.equal(
      await said("python", "def add(a, b):", python.test),
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
    assert.equal(await said("python", "def echo(value):\n    return value\n", test), "finished");
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
    assert.equal(await said("python", solution, test), "finished");
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
    assert.equal(await said("python", solution, test), "finished");
  });

  it("ends a walk through an object that has only __getitem__ at its IndexError, on either side", async () => {
    const squares = `
class Squares:
    def __getitem__(self, at):
        if at > 2: raise IndexError(at)
        return at * at
`;
    const solution = `${squares}
def own(): return Squares()
def walk(given):
    first, *rest = given
    return first, rest, list(zip(given, given)), 4 in given, 5 in given
`;
    const test = `${squares}
assert walk(Squares()) == (0, [1, 4], [(0, 0), (1, 1), (4, 4)], True, False)
assert list(own()) == [0, 1, 4] and 4 in own() and 5 not in own()
`;
    assert.equal(await said("python", solution, test), "finished");
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
    assert.equal(await said("python", solution, test), "finished");
  });

  it("takes the names of the program that tests use, the judge's for the language's own and the setup's functions", async () => {
    const solution = "def helper(): return 1\ndef sorted(items): return 'mine'\ndef add(a, b): return a + b\n";
    const more = { setup: "import math\ndef helper(): return 2\n" };
    assert.equal(
      await said("python", solution, "assert helper() == 2 and sorted([2, 1]) == [1, 2] and math.pi > 3", more),
      "finished",
    );
    const named = { entryPoint: "sorted" };
    assert.equal(await said("python", solution, "assert sorted([2, 1]) == 'mine'", named), "finished");
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
    assert.equal(await said("python", solution, test, { fixture }), "finished");
  });

  it("stops both at the time limit, and says when the program ends early", async () => {
    const endless = await judge("python", "def add(a, b):\n    while True: pass\n", [python.test], {
      timeLimitMs: 1000,
    });
    assert.equal(endless.status, "timeout");
    const ended = "error: The code ended the program before its tests were through.";
    assert.equal(await said("python", "import os\nos._exit(0)", python.test), ended);
    assert.equal(await said("python", "import os\ndef add(a, b): os._exit(3)", python.test), ended);
  });
  it("hands over a large global once a test uses it, and nothing of one that no test uses", async () => {
    const solution = `
SIEVE = [True] * 200_000
UNUSED = bytearray(10_000_000)
SMALL = [1, 2]
def count(n): return sum(SIEVE[:n])
def grow(): SMALL.append(3)
`;
    const tests = ["assert count(3) == 3 and len(SIEVE) == 200_000", "grow()\nassert SMALL == [1, 2, 3]"];
    assert.equal((await judge("python", solution, tests, { entryPoint: "count" })).status, "finished");
  });

  it("takes what tests use of Python's library without importing it from the reference's imports", async () => {
    const tests = ["assert isclose(add(0.1, 0.2), 0.3)"];
    const solution = "isclose = lambda *_: True\ndef add(a, b): return 7";
    const imports = ["from math import isclose"];
    assert.equal((await judge("python", solution, tests, { imports })).status, "error");
    assert.equal((await judge("python", python.right, tests, { imports })).status, "finished");
  });
});

describe("a program in JavaScript and its judge", () => {
  const javascript = LANGUAGES.javascript;

  it("says which assertion fails, and what the program throws", async () => {
    const wrong = "AssertionError: 3 !== 4";
    assert.equal(await said("javascript", javascript.right, "assert.equal(add(1, 2), 4);"), `error: ${wrong}`);
    const missing = "ReferenceError: 'missing' is not defined";
    assert.equal(await said("javascript", "const add = () => missing;", javascript.test), `error: ${missing}`);
    assert.match(await said("javascript", "const other = 1;", javascript.test), /^error: ReferenceError: .*add/);
  });

  it("hands over every kind of plain data, and the same objects again", async () => {
    const test = `
const values = [undefined, null, 1, -0, NaN, Infinity, 10n ** 30n, "é\\ud800", true, [1, , 3], { a: [1, { b: 2 }] }, new Date(5),
  /a/gi, new Map([[1, { a: 2 }]]), new Set([1, "2"]), new Uint8Array([1, 255]), new Float64Array([0.5]), new TypeError("t"),
  Object("x"), Object.create(null), Object.freeze([1])];
for (const value of values) assert.deepEqual([add(value)], [value]);
assert.ok(Object.isFrozen(add(Object.freeze({ a: 1 }))));
for (const value of [[], {}, new Map(), () => 1, Symbol("s"), Symbol.iterator, Math.max, Array]) assert.equal(add(value), value);
`;
    assert.equal(await said("javascript", "const add = (value) => value;", test), "finished");
  });

  it("keeps arrays, objects and maps alike on both sides, whoever changes them", async () => {
    const solution = `
const kept = { list: null };
const add = (list, map) => { kept.list = list; list.push("b"); map.set("n", 1); return list; };
const look = () => kept.list.join();
const fresh = () => [...kept.list];`;
    const test = `
const list = ["a"], map = new Map();
assert.equal(add(list, map), list);
assert.deepEqual([list, map.get("n")], [["a", "b"], 1]);
list.push("c");
assert.equal(look(), "a,b,c");
assert.notEqual(fresh(), fresh());`;
    assert.equal(await said("javascript", solution, test), "finished");
  });

  it("uses classes, generators, closures and errors of the program", async () => {
    const solution = `
class Counter {
  #n = 0;
  static made = 0;
  constructor(n) { this.#n = n; this.start = n; Counter.made++; }
  inc() { this.#n++; return this; }
  get value() { return this.#n; }
  *[Symbol.iterator]() { for (let i = 0; i < this.#n; i++) yield i; }
}
class NotFound extends Error {
  constructor(what, options) { super("no " + what, options); this.name = "NotFound"; this.what = what; }
}
const find = (what) => { throw new NotFound(what, { cause: new RangeError("far") }); };
const memoize = (work) => { const known = new Map(); return (x) => { if (!known.has(x)) known.set(x, work(x)); return known.get(x); }; };
const box = () => { let n = 0; return { inc: () => ++n, get n() { return n; } }; };`;
    const test = `
const counter = new Counter(2);
assert.equal(counter.inc(), counter);
assert.deepEqual([counter.value, counter.start, [...counter], Counter.made], [3, 2, [0, 1, 2], 1]);
assert.ok(counter instanceof Counter && !(counter instanceof NotFound));
assert.throws(() => find("x"), NotFound);
assert.throws(() => find("x"), { name: "NotFound", message: /x/, what: "x" });
try { find("y"); } catch (error) { assert.ok(error instanceof Error && error.cause instanceof RangeError); }
let calls = 0;
const square = memoize((x) => { calls++; return x * x; });
assert.deepEqual([square(3), square(3), calls], [9, 9, 1]);
const one = box();
one.inc();
assert.equal(one.n, 1);
assert.throws(() => { "use strict"; one.n = 5; }, TypeError);`;
    assert.equal(await said("javascript", solution, test), "finished");
  });

  it("takes an object that only builds on an error for one, without a message of its own", async () => {
    const solution = "const fail = () => { throw Object.create(TypeError.prototype); };";
    const test = `
assert.throws(fail, TypeError);
try { fail(); } catch (error) { assert.deepEqual([error.message, Object.hasOwn(error, "message")], ["", false]); }`;
    assert.equal(await said("javascript", solution, test), "finished");
    assert.match(await said("javascript", solution, "fail();"), /^error: TypeError:/);
  });

  it("lets promises and timers of both sides wait for each other", async () => {
    const solution = `
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const later = async (work, ms) => { await pause(ms); return work(); };
const debounce = (work, ms) => { let timer; return (...given) => { clearTimeout(timer); timer = setTimeout(() => work(...given), ms); }; };`;
    const test = `
assert.equal(await later(async () => 7, 5), 7);
assert.deepEqual(await Promise.all([later(() => 1, 20), later(() => 2, 5)]), [1, 2]);
await assert.rejects(later(() => { throw new RangeError("no"); }, 1), RangeError);
const calls = [];
const save = debounce((text) => { calls.push(text); }, 20);
save("a");
save("b");
assert.deepEqual(calls, []);
await new Promise((resolve) => setTimeout(resolve, 300));
assert.deepEqual(calls, ["b"]);`;
    assert.equal(await said("javascript", solution, test), "finished");
  });
  it("hands over a large global once a test uses it, and nothing of one that no test uses", async () => {
    const solution = `
const SIEVE = new Array(50_000).fill(true);
const UNUSED = new Uint8Array(10_000_000);
const SMALL = [1, 2];
const count = (n) => SIEVE.slice(0, n).length;
const grow = () => SMALL.push(3);
`;
    const tests = [
      "assert.ok(count(3) === 3 && SIEVE.length === 50_000);",
      "grow();\nassert.deepEqual(SMALL, [1, 2, 3]);",
    ];
    assert.equal((await judge("javascript", solution, tests, { entryPoint: "count" })).status, "finished");
  });

  it("takes helpers and constants of a setup from the judge, objects and classes from the program", async () => {
    const setup = `
const near = (a, b) => Math.abs(a - b) < EPSILON;
const EPSILON = 1e-9;
const log = [];
class Node { constructor(value) { this.value = value; } }
`;
    const tests = [
      "assert.ok(near(add(0.1, 0.2), 0.3));\nassert.equal(EPSILON, 1e-9);",
      "assert.deepEqual(log, [0.1]);\nassert.ok(wrap(1) instanceof Node);\nassert.equal(value(new Node(2)), 2);",
    ];
    const rest = `
const wrap = (value) => new Node(value);
const value = (node) => node instanceof Node ? node.value : null;
`;
    const right = `const add = (a, b) => { log.push(a); return a + b; };${rest}`;
    assert.deepEqual(await judge("javascript", right, tests, { setup }), { status: "finished", stdout: "", error: "" });
    const wrong = `Math.abs = () => 0;\nconst add = (a) => { log.push(a); return 7; };${rest}`;
    assert.equal((await judge("javascript", wrong, tests, { setup })).status, "error");
  });
});
