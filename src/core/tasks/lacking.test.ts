import assert from "node:assert/strict";
import { it } from "node:test";
import { lackingIn } from "./lacking.ts";

it("finds by its imports what Python code needs and the sandbox has not", () => {
  for (const [code, lacking] of [
    ["import tkinter", "tkinter"],
    ["import os, ctypes.util as u", "ctypes"],
    ["def f():\n    from multiprocessing import Pool", "multiprocessing"],
    ["import threading\nthreading.Thread(target=f).start()", "threads"],
    ["import threading\nlock = threading.Lock()", undefined],
    ["from concurrent.futures import ThreadPoolExecutor", "threads"],
    ["import numpy as np", undefined],
    ["raise ImportError(\"No module named 'tkinter'\")", undefined],
    ["tkinter = 1\nimported = 'import'", undefined],
    ['def f():\n    """Takes rows\n    from resource pools."""', undefined],
    ["x = 1  # import socket", undefined],
    ["import os; import socket", "socket"],
  ] as const) {
    assert.equal(lackingIn("python", code), lacking, code);
  }
});

it("finds what JavaScript needs of Node", () => {
  for (const [code, lacking] of [
    ['import { readFileSync } from "node:fs";', "fs"],
    ["const { join } = require('path');", "path"],
    ['import { setTimeout } from "timers/promises";', undefined],
    ['import assert from "node:assert/strict";', undefined],
    ["import _ from 'lodash';", undefined],
    ["const text = new Intl.NumberFormat().format(1);", "Intl"],
    ["return Buffer.from(text);", "Buffer"],
    ["class Event {}\nconst event = new Event();", undefined],
    ["function process(x) { return x; }\nprocess(1);", undefined],
    ["const url = this.URL;", undefined],
    ["process.nextTick(f);", "process"],
    ["list.map((process) => process.id);", undefined],
    ["list.map(process => process.id);", undefined],
    ["const nameOf = ({ process }) => process.name;", undefined],
    ["class Store { fetch(key) { return key; } }", undefined],
    ["class Store { #process(x) { return x; }\n run(x) { return this.#process(x); } }", undefined],
    ["globalThis.process = { env: {} };\nprocess.env.N;", undefined],
    ["const f = (crypto: { n: number }) => crypto.n;", undefined],
    ["const get = async (id) => (await fetch(`/${id}`)).json();", "fetch"],
    ["// It runs in the process.\nconst a = 1;", undefined],
    ["/* a URL (absolute) */ const a = 'crypto.subtle';", undefined],
    ["process.exit(0);", undefined],
    ["throw new Error(\"'Intl' is not defined\");", undefined],
  ] as const) {
    assert.equal(lackingIn("javascript", code), lacking, code);
  }
});
