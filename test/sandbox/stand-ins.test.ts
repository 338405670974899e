import assert from "node:assert/strict";
import { after, it } from "node:test";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { codeTestsCheck, type TaskOf } from "../../src/core/tasks/index.ts";
import { part } from "../support/deep.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

/** Number of replies in `npm test`; the deep run judges all. */
const REPLIES = 16;

const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
after(() => sandbox.close());

type Expected = "right" | "wrong" | "no verdict";
type Reply = readonly [Expected, language: "python" | "javascript" | "typescript", code: string, judgedBy?: "stdio"];

/** Returns a task: `add(a, b)`, or reading a number and printing the next one. */
const taskOf = (language: Reply[1], judgedBy: "tests" | "stdio"): TaskOf<"code-tests"> => {
  const test = language === "python" ? "assert add(1, 2) == 3" : "assert.equal(add(1, 2), 3);";
  const judged = judgedBy === "tests" ? { tests: [test] } : { stdio: [{ input: "1", output: "2" }] };
  return { kind: "code-tests", language, entryPoint: "add", timeLimitMs: 60_000, ...judged };
};

const replies: readonly Reply[] = [
  ["right", "python", "import tkinter\ndef add(a, b): return a + b"],
  ["wrong", "python", "import tkinter\ndef add(a, b): return 4"],
  ["wrong", "python", "if False:\n    import tkinter\n    tkinter.Tk()\ndef add(a, b): return 4"],
  ["wrong", "python", "from tkinter import *\ndef add(a, b): return 4"],
  ["wrong", "python", "from tkinter import Tk as T\nimport multiprocessing.pool as p\ndef add(a, b): return 4"],
  ["wrong", "python", "from __future__ import annotations\nimport ctypes\ndef add(a: ctypes.c_int, b): return 4"],
  ["wrong", "python", "import threading\nif 0: threading.Thread()\ndef add(a, b): return 4"],
  ["wrong", "python", "import resource\nprint(7)", "stdio"],
  ["right", "python", "import resource\nprint(int(input()) + 1)", "stdio"],
  [
    "right",
    "python",
    "import ctypes\nfrom typing import Optional, Union\ndef add(a, b, c: Optional[ctypes.CDLL] = None, d: Union[int, ctypes.Array[int]] = 0, e: ctypes.c_int | None = None): return a + b",
  ],
  ["right", "python", "import curses\nMOVES = {curses.KEY_UP: (0, 1)}\ndef add(a, b): return a + b"],
  ["wrong", "python", "import ctypes\ndef add(a, b: ctypes.c_int | None): return 4"],
  [
    "right",
    "python",
    "import resource\ndef add(a, b):\n    try: return int('x')\n    except (resource.error, ValueError): return a + b",
  ],
  ["wrong", "python", "import tkinter\nclass App(tkinter.Frame): pass\ndef add(a, b): return 4"],
  ["no verdict", "python", "import tkinter\nclass App(tkinter.Frame): pass\ndef add(a, b): return App() and a + b"],
  ["no verdict", "python", "import ctypes\nThree = ctypes.c_int * 3\ndef add(a, b): return len(Three())"],
  ["no verdict", "python", "import resource\ndef add(a, b): return a + b + resource.RUSAGE_SELF"],
  ["no verdict", "python", "import resource\ndef add(a, b): return [a + b][resource.RUSAGE_SELF]"],
  [
    "no verdict",
    "python",
    "import socket, subprocess\ndef add(a, b): return int(subprocess.run(['echo', '3']).stdout)",
  ],
  ["no verdict", "python", "import threading\ndef add(a, b): threading.Thread(target=print).start()\n"],
  ["no verdict", "python", "import threading\nthreading.Thread(target=lambda: print(2)).start()", "stdio"],
  [
    "right",
    "javascript",
    'import fs, { join as j } from "node:fs";\nimport * as p from "path"\nconst add = (a, b) => a + b;',
  ],
  ["wrong", "javascript", 'import fs, { join as j } from "node:fs";\nconst add = () => 4;'],
  ["wrong", "typescript", 'import { join as j } from "node:path";\nconst add = (a: number): number => 4;'],
  ["wrong", "javascript", 'const { readFileSync } = require("fs");\nconst add = () => 4;'],
  ["wrong", "javascript", "if (false) process.nextTick(1);\nconst add = () => 4;"],
  ["wrong", "javascript", 'const _ = require("lodash"); if (0) process.on();\nconst add = (a, b) => a + b;'],
  ["no verdict", "javascript", 'import * as fs from "fs";\nfs.readFileSync("a");\nconst add = (a, b) => a + b;'],
  ["no verdict", "javascript", 'const { readFileSync } = require("fs");\nconst add = () => Number(readFileSync(0));'],
  ["no verdict", "javascript", 'const add = () => Buffer.from("abc").length;'],
  [
    "right",
    "javascript",
    'import fs, * as all from "fs"; import "os"; import path from "path"\nconst add = (a, b) => a + b;',
  ],
  ["right", "javascript", 'import {\n  readFile as read,\n} from"node:fs/promises";\nconst add = (a, b) => a + b;'],
  ["right", "javascript", 'import fs from "fs";\nclass Set {}\nfunction Proxy() {}\nconst add = (a, b) => a + b;'],
  ["right", "javascript", 'const { readFileSync } = await import("node:fs");\nconst add = (a, b) => a + b;'],
  [
    "right",
    "typescript",
    'import type { Server } from "http";\nimport { type Readable, pipeline as p } from "stream";\nconst all = [p];\nconst add = (a: number, b: number, from?: Readable): number => a + b;',
  ],
  ["wrong", "javascript", 'import E from "events";\nclass A extends E {}\nconst add = () => 4;'],
  [
    "no verdict",
    "javascript",
    'import E from "events";\nclass A extends E {}\nconst add = (a, b) => new A() && a + b;',
  ],
  ["no verdict", "javascript", 'import { cpus } from "os";\nconst add = () => [...cpus].length;'],
  ["no verdict", "javascript", 'const fs = await import("fs");\nconst add = () => Number(fs.readFileSync(0));'],
  [
    "no verdict",
    "javascript",
    'import { createRequire } from "module";\nconst require = createRequire(import.meta.url);\nconst add = () => require("./add");',
  ],
];

for (const [expected, language, code, judgedBy = "tests"] of part(replies, REPLIES)) {
  it(`${expected}: ${code.replaceAll("\n", "; ")}`, async (t) => {
    const means = { sandbox, remember: <Result>(_: unknown, work: () => Promise<Result>) => work() };
    const reply = `\`\`\`${language}\n${code}\n\`\`\``;
    const verdict = await codeTestsCheck.run(taskOf(language, judgedBy), reply, means, t.signal);
    const got: Expected = verdict.kind === "failed" ? "no verdict" : verdict.value === 1 ? "right" : "wrong";
    assert.equal(got, expected, JSON.stringify(verdict));
  });
}
