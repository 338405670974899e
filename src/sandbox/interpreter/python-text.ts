import { PYTHON_INPUTS } from "./python-inputs.ts";
import { PYTHON_JUDGE } from "./python-judge.ts";
import { PYTHON_OPERATIONS } from "./python-operations.ts";
import { PYTHON_PEER } from "./python-peer.ts";
import { PYTHON_PROGRAM } from "./python-program.ts";
import { PYTHON_VALUES } from "./python-values.ts";

/** The sandbox's own modules. Each follows the modules that it needs. */
const MODULES: readonly (readonly [name: string, source: string])[] = [
  ["smcs_operations", PYTHON_OPERATIONS],
  ["smcs_values", PYTHON_VALUES],
  ["smcs_peer", PYTHON_PEER],
  ["smcs_judge", PYTHON_JUDGE],
  ["smcs_program", PYTHON_PROGRAM],
  ["smcs_inputs", PYTHON_INPUTS],
];

/**
 * Python program that runs once, before the snapshot is taken. It imports the modules that programs use, and gives
 * asyncio a loop that waits by sleeping, because there are no sockets to wait for.
 */
export const PREPARATION = String.raw`
def _make_module(name, source):
    import sys, types

    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(source, name + ".py", "exec"), module.__dict__)


import abc, array, asyncio, base64, bisect, calendar, cmath, collections, collections.abc, contextlib, copy, csv
import dataclasses, datetime, decimal, enum, fractions, functools, graphlib, hashlib, heapq, html, importlib.util
import inspect, io
import itertools, json, linecache, logging, math, numbers, operator, os, pprint, queue, random, re, runpy, statistics, string
import struct, sys, textwrap, threading, time, traceback, types, typing, unicodedata, unittest.mock, urllib.parse, uuid
import weakref, zoneinfo


def _give_asyncio_a_loop():
    import asyncio, time

    class SleepingLoop(asyncio.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = self

        # Where two interpreters talk, one lets the other go on meanwhile: see smcs_peer.
        idle = None

        def select(self, timeout):
            if SleepingLoop.idle is not None and timeout != 0:
                SleepingLoop.idle(timeout)
            elif timeout is None:
                raise RuntimeError("every task waits for something that cannot happen")
            elif timeout > 0:
                time.sleep(timeout)
            return []

        def _process_events(self, events):
            pass

        def _write_to_self(self):
            pass

    SleepingLoop.__module__ = "asyncio"
    asyncio.EventLoop = asyncio.SelectorEventLoop = SleepingLoop
    asyncio.unix_events._UnixDefaultEventLoopPolicy._loop_factory = SleepingLoop


def _refuse_made_bytecode():
    import sys

    # Bytecode that no compiler made can write anywhere in the interpreter's memory.
    refusal = RuntimeError

    def hook(event, _):
        if event in {"code.__new__", "marshal.load", "marshal.loads"}:
            raise refusal("the sandbox does not allow " + event)

    sys.addaudithook(hook)


_give_asyncio_a_loop()
${MODULES.map(([name, source]) => `_make_module("${name}", ${JSON.stringify(source)})`).join("\n")}
_refuse_made_bytecode()
sys.argv = ["program.py"]
sys.path.insert(0, "/home/program")
for _name in [name for name in globals() if not name.startswith("__")]:
    del globals()[_name]
del globals()["_name"]
`;

/**
 * Python programs that run in order after a program has ended, as Python does at its end. The first failure stops them.
 */
export const FAREWELL: readonly string[] = [
  "import atexit; atexit._run_exitfuncs()",
  "import sys; sys.stdout.flush()",
  "import sys; sys.__stdout__.flush()",
];
