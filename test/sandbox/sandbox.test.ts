import assert from "node:assert/strict";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { builtChecking } from "../../src/evaluation/checking/index.ts";
import { builtFiles } from "./source-files.ts";
import type { CodeResult } from "../../src/core/code-runner.ts";
import { type CodeRun, createRunner, type Runner } from "./running.ts";
import { bubblewrap, noWall, strongestWall } from "../../src/sandbox/walls.ts";

/** Time limit in milliseconds, far longer than any step here takes. Only endless programs reach it. */
const PATIENCE_MS = 60_000;

describe("the sandbox, from its bundle, which reads nothing beside itself", () => {
  const sandbox = createRunner({ files: builtFiles });
  after(() => sandbox.close());

  const run = (language: CodeRun["language"], program: string, more: Partial<CodeRun> = {}): Promise<CodeResult> =>
    sandbox.run({ language, program, timeLimitMs: PATIENCE_MS, ...more }, new AbortController().signal);

  it("is held by Node's permission model", async () => {
    assert.equal(await sandbox.hasPermissions(), true);
  });

  it("gives no standard input, and takes output as it is written", async () => {
    const program = "import sys\nprint('ä', [sys.stdin.read()], end='')";
    assert.deepEqual(await run("python", program), { status: "finished", stdout: "ä ['']", error: "" });
  });

  it("has Python's standard library, asyncio's timers included", async () => {
    const program = `
import asyncio, dataclasses, heapq, importlib.util, math, re, statistics, typing, unittest.mock
async def later(value):
    await asyncio.sleep(0.01)
    return value
async def main():
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        tasks = [group.create_task(later(n)) for n in range(3)]
    return [task.result() for task in tasks]
print(asyncio.run(main()), asyncio.run(later(4)))`;
    assert.equal((await run("python", program)).stdout, "[0, 1, 2] 4\n");
  });

  it("has the modules of Python's library that its memory does not hold yet", async () => {
    const program =
      "import tomllib, xml.etree.ElementTree as tree\nprint(tomllib.loads('a = 1'), tree.fromstring('<b/>').tag)";
    assert.deepEqual(await run("python", program), { status: "finished", stdout: "{'a': 1} b\n", error: "" });
  });

  it("says how a program of Python failed", async () => {
    const { status, error } = await run("python", "def f():\n    raise KeyError('k')\nf()");
    assert.equal(status, "error");
    assert.match(error, /line 2, in f\n[^]*KeyError: 'k'$/);
  });

  it("takes leaving early for an error", async () => {
    for (const program of ["import sys\nsys.exit()", "raise SystemExit(2)", "import os\nos._exit(0)"]) {
      assert.equal((await run("python", program)).status, "error", program);
    }
  });

  it("runs a module of JavaScript to the end of its promises and timers", async () => {
    const program = `
import assert from "node:assert/strict";
const order = [];
const late = new Promise((resolve) => { setTimeout(() => resolve(order.push("late")), 500); });
setTimeout(() => order.push("soon"), 1);
await late;
assert.deepEqual(order, ["soon", "late"]);
await assert.rejects(async () => { throw new RangeError("far"); }, RangeError);
assert.deepEqual(structuredClone({ a: [new Map([[1, new Date(5)]])] }), { a: [new Map([[1, new Date(5)]])] });
assert.throws(() => assert.deepEqual({ a: 1 }, { a: "1" }), { code: "ERR_ASSERTION" });
console.log(order, 10n ** 20n);
setTimeout(() => console.log("last"), 5);`;
    const wanted: CodeResult = {
      status: "finished",
      stdout: '[ "soon", "late" ] 100000000000000000000n\nlast\n',
      error: "",
    };
    assert.deepEqual(await run("javascript", program), wanted);
  });

  it("counts a failed assertion that nothing waits for", async () => {
    const program = 'import assert from "node:assert";\nPromise.resolve(1).then((value) => assert.equal(value, 2));';
    const { status, error } = await run("javascript", program);
    assert.deepEqual([status, error], ["error", "AssertionError: 1 !== 2"]);
  });

  it("counts as Node does which objects are deeply equal", async () => {
    const program = `
import assert from "node:assert/strict";
const bytes = (...of) => new Uint8Array(of);
const view = (...of) => new DataView(bytes(...of).buffer);
const pairs = [
  [bytes(1).buffer, bytes(2).buffer], [view(1), view(2)], [bytes(1), bytes(2)], [new Date(1), new Date(2)], [/a/g, /a/i],
  [new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]])], [new Set([[1]]), new Set([[2]])], [new Set([1]), new Set([1, 2])],
  [new Error("a"), new Error("b")], [Object(1), Object(2)], [Object("a"), Object("b")], [[1], { 0: 1, length: 1 }],
];
for (const [a, b] of pairs) {
  assert.notDeepEqual(a, b);
  assert.deepEqual([a], [structuredClone(a)]);
}`;
    assert.deepEqual(await run("javascript", program), { status: "finished", stdout: "", error: "" });
  });

  it("compares texts in ASCII by the rules of languages, and guesses at no others", async () => {
    const texts = [
      "a",
      "B",
      "A",
      "b",
      "ab",
      "a-b",
      "a b",
      "Ab",
      "aB",
      "10",
      "9",
      "_",
      "~",
      "",
      "É",
      "a,b",
      "$1",
      "{",
      "#",
    ];
    const sort = "texts.sort((a, b) => a.localeCompare(b))";
    const known = texts.filter((text) => text !== "É");
    const program = `const texts = ${JSON.stringify(known)};\nconsole.log(JSON.stringify(${sort}));`;
    assert.deepEqual(
      JSON.parse((await run("javascript", program)).stdout),
      known.toSorted((a, b) => a.localeCompare(b, "en")),
    );
    for (const call of [sort, "(1e6).toLocaleString()", "new Date(0).toLocaleDateString()", "new Intl.Collator()"]) {
      const { error } = await run("javascript", `const texts = ${JSON.stringify(texts)};\n${call};`);
      assert.match(error, /'Intl' is not defined/);
    }
  });

  it("has Node's timers and console, as far as programs use them", async () => {
    const program = `
const timer = setTimeout(() => console.log("never"), 1);
clearTimeout(timer.ref());
clearTimeout(+setTimeout(() => console.log("never"), 1));
setInterval(() => undefined, 1).unref();
console.assert(true);
console.table(["row"]);
console.group("group");
console.groupEnd();
console.time("t");`;
    assert.deepEqual(await run("javascript", program), { status: "finished", stdout: '[ "row" ]\ngroup\n', error: "" });
  });

  it("lets programs recurse thousands deep, and takes recursion without end for an error", async () => {
    const depth = process.platform === "win32" ? 500 : 3000;
    const javascript = (to: number) => `const f = (n) => n === 0 ? 0 : 1 + f(n - 1);\nconsole.log(f(${to}));`;
    assert.equal((await run("javascript", javascript(depth))).stdout, `${depth}\n`);
    assert.equal((await run("javascript", javascript(1e9))).status, "error");
    const python = `
import functools, sys
sys.setrecursionlimit(50000)
f = functools.cache(lambda n: 0 if n == 0 else 1 + f(n - 1))
print(f(${depth}))`;
    assert.equal((await run("python", python)).stdout, `${depth}\n`);
  });

  it("runs TypeScript without its types", async () => {
    const program =
      "enum Unit { Second = 1 }\ninterface Span { readonly length: number }\nconst span = { length: 2 } satisfies Span;\nconsole.log(span.length as number, Unit.Second);";
    assert.equal((await run("typescript", program)).stdout, "2 1\n");
    assert.equal((await run("typescript", "const x: = 3")).status, "error");
  });

  for (const [language, endless, sound] of [
    ["python", "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "print(1)"],
    ["javascript", "for (;;) { try { for (;;); } catch {} }", "console.log(1)"],
  ] as const) {
    it(`stops ${language} at its time limit and goes on`, async () => {
      assert.equal((await run(language, endless, { timeLimitMs: 300 })).status, "timeout");
      assert.equal((await run(language, sound)).stdout, "1\n");
    });
  }

  it("tells when memory was short", async () => {
    assert.equal((await run("python", "held = []\nwhile True: held.append(bytearray(1 << 26))")).status, "memory");
    const program = "const held = []; for (;;) held.push(new Uint8Array(1 << 26).fill(1));";
    assert.equal((await run("javascript", program)).status, "memory");
  });

  it("reads and writes files as Python does, packed ones and streams of a program's own among them", async () => {
    const program = `
import bz2, gzip, io, lzma, os, pickle, tarfile, zipfile
data = os.urandom(300_000)
for module in (gzip, bz2, lzma):
    with module.open("packed", "wb") as file:
        file.write(data)
    with module.open("packed") as file:
        assert file.read() == data
with tarfile.open("files.tar.gz", "w:gz") as archive, zipfile.ZipFile("files.zip", "w") as files:
    archive.add("packed")
    files.write("packed")
with tarfile.open("files.tar.gz") as archive, zipfile.ZipFile("files.zip") as files, open("packed", "rb") as file:
    assert archive.extractfile("packed").read() == files.read("packed") == file.read()
with open("both", "w+b") as file:
    file.write(data)
    file.seek(7)
    assert file.read(5) == data[7:12] and file.write(b"end") == 3
    assert isinstance(file.raw, io.FileIO) and file.raw.fileno() == file.fileno()
class Letters(io.RawIOBase):
    left = 10
    def readable(self):
        return True
    def readinto(self, into):
        count = min(3, len(into), self.left)
        into[:count] = b"abc"[:count]
        self.left -= count
        return count
class Bin(io.RawIOBase):
    taken = b""
    def writable(self):
        return True
    def write(self, part):
        self.taken += bytes(part)
        return len(part)
pair = io.BufferedRWPair(Letters(), bin := Bin())
part = bytearray(b"......")
assert pair.readinto(part) == 6 and pair.write(part) == 6
pair.flush()
print(io.TextIOWrapper(io.BufferedReader(raw=Letters())).read(), bin.taken, part, pickle.loads(pickle.dumps({1: [data[:0]]})))`;
    assert.deepEqual(await run("python", program), {
      status: "finished",
      stdout: "abcabcabca b'abcabc' bytearray(b'abcabc') {1: [b'']}\n",
      error: "",
    });
  });

  it("stops a program that floods its output", async () => {
    const { status, stdout, error } = await run("python", "while True: print('x' * 10000)");
    assert.deepEqual([status, stdout], ["error", ""]);
    assert.match(error, /more than 1 MiB/);
  });

  it("stops a run when it is told to", async () => {
    const stop = new AbortController();
    const run = sandbox.run({ language: "javascript", program: "for (;;);", timeLimitMs: PATIENCE_MS }, stop.signal);
    stop.abort();
    assert.equal((await run).status, "crashed");
  });

  it("starts every program from the same state", async () => {
    for (const [language, program] of [
      ["python", "import random\nprint(random.random(), hash('a'))"],
      ["javascript", "console.log(Math.random(), Math.random());"],
    ] as const) {
      assert.deepEqual(await run(language, program), await run(language, program));
    }
  });
});

describe("a sandbox with little memory", () => {
  const sandbox = createRunner({ files: builtFiles, memoryLimitMb: 128 });
  after(() => sandbox.close());

  const run = (program: string): Promise<CodeResult> =>
    sandbox.run({ language: "python", program, timeLimitMs: PATIENCE_MS }, new AbortController().signal);

  const ways: Readonly<Record<string, string>> = {
    "one file": `
with open("file", "wb") as file:
    for _ in range(200): file.write(bytes(1 << 20))`,
    "many files": `
for number in range(200):
    with open(str(number), "wb", buffering=0) as file: file.write(bytes(1 << 20))`,
    "files without a name": `
import os
held = []
for _ in range(200):
    held.append(open("file", "wb", buffering=0))
    os.unlink("file")
    held[-1].write(bytes(1 << 20))`,
    "a pipe": `
import os
_, end = os.pipe()
for _ in range(200): os.write(end, bytes(1 << 20))`,
    "a length": `
with open("file", "wb") as file: file.truncate(200 << 20)`,
    "files and data": `
with open("file", "wb") as file:
    for _ in range(40): file.write(bytes(1 << 20))
held = [bytearray(1 << 20) for _ in range(70)]`,
  };
  for (const [way, program] of Object.entries(ways)) {
    it(`counts what a program writes: ${way}`, async () => {
      const { status, error } = await run(program);
      assert.match(error, /OSError: .*No space left on device|MemoryError/);
      assert.equal(status, /MemoryError/.test(error) ? "memory" : "error");
    });
  }

  it("does not count what a program has deleted", async () => {
    const program = `
import os
_, end = pipe = os.pipe()
for _ in range(10):
    with open("file", "wb") as file: file.write(bytes(20 << 20))
    os.unlink("file")
    for _ in range(20):
        os.write(end, bytes(1 << 20))
        os.read(pipe[0], 1 << 20)
print(len(bytearray(20 << 20)))`;
    assert.deepEqual(await run(program), { status: "finished", stdout: `${20 << 20}\n`, error: "" });
  });
});

it("a sandbox that cannot start says so", async () => {
  const missing = `${builtFiles.pyodideFolder}/missing`;
  const entries = { python: missing, javascript: missing, typescript: missing, snapshot: missing };
  const sandbox = createRunner({ files: { ...builtFiles, entries }, wall: noWall });
  const run = { language: "python", program: "", timeLimitMs: 1000 } as const;
  try {
    await assert.rejects(sandbox.run(run, new AbortController().signal), { name: "SandboxError" });
  } finally {
    await sandbox.close();
  }
  await assert.rejects(sandbox.run(run, new AbortController().signal), /closed/);
});

it("two sandboxes work at once, and one that is closed leaves the other alone", async () => {
  const sandboxes = [createRunner({ files: builtFiles }), createRunner({ files: builtFiles })] as const;
  const run = (sandbox: Runner) =>
    sandbox.run(
      { language: "javascript", program: "console.log(1)", timeLimitMs: PATIENCE_MS },
      new AbortController().signal,
    );
  try {
    assert.deepEqual(
      (await Promise.all(sandboxes.map(run))).map(({ stdout }) => stdout),
      ["1\n", "1\n"],
    );
    await sandboxes[0].close();
    assert.equal((await run(sandboxes[1])).stdout, "1\n");
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  }
});

it("a wall that does not work is not used", async () => {
  assert.equal((await strongestWall(builtFiles, [bubblewrap("/nowhere/bwrap")])).name, "none");
});

describe("the sandbox of an extension whose folder is a link", () => {
  it("runs Python as ever: its processes may read the folder where it really is", async (t) => {
    const temporary = await mkdtemp(path.join(tmpdir(), "smcs-link-"));
    const link = path.join(temporary, "dist");
    await symlink(path.dirname(builtFiles.entries.python), link, "junction");
    const sandbox = createRunner({ files: builtChecking({ dist: link, snapshots: link }).sandbox });
    t.after(async () => {
      await sandbox.close();
      await rm(temporary, { recursive: true });
    });
    const run: CodeRun = { language: "python", program: "print(6 * 7)", timeLimitMs: PATIENCE_MS };
    assert.deepEqual(await sandbox.run(run, t.signal), { status: "finished", stdout: "42\n", error: "" });
  });
});
