/**
 * Run once, before the snapshot is taken: what programs use is imported already, and asyncio gets a loop that waits by
 * sleeping, since there are no sockets to wait for.
 */
export const PREPARATION = String.raw`
import abc, array, asyncio, base64, bisect, calendar, cmath, collections, collections.abc, contextlib, copy, csv
import dataclasses, datetime, decimal, enum, fractions, functools, graphlib, hashlib, heapq, html, inspect, io
import itertools, json, linecache, logging, math, numbers, operator, os, pprint, queue, random, re, statistics, string
import struct, sys, textwrap, threading, time, traceback, types, typing, unicodedata, unittest, urllib.parse, uuid
import weakref, zoneinfo


def _give_asyncio_a_loop():
    import asyncio, time

    class SleepingLoop(asyncio.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = self

        def select(self, timeout):
            if timeout is None:
                raise RuntimeError("every task waits for something that cannot happen")
            if timeout > 0:
                time.sleep(timeout)
            return []

        def _process_events(self, events):
            pass

        def _write_to_self(self):
            pass

    SleepingLoop.__module__ = "asyncio"
    asyncio.EventLoop = asyncio.SelectorEventLoop = SleepingLoop
    asyncio.unix_events._UnixDefaultEventLoopPolicy._loop_factory = SleepingLoop


def _keep_programs_in_their_lines():
    import sys

    # A program may fool tests that it runs together with, but not skip them: tracing could move a frame to another
    # line, and bytecode that no compiler made could write into any frame. The hook cannot be removed, looks nothing up
    # that could be replaced, and nothing leads to it.
    def hook(event, _):
        if event in {
            "sys.settrace", "sys.setprofile", "sys.monitoring.register_callback", "code.__new__",
            "marshal.load", "marshal.loads", "gc.get_objects", "gc.get_referrers", "gc.get_referents",
        }:
            raise RuntimeError("the sandbox does not allow " + event)

    sys.addaudithook(hook)


_give_asyncio_a_loop()
_keep_programs_in_their_lines()
sys.argv = ["program.py"]
sys.path.insert(0, "/home/program")
for _name in [name for name in globals() if not name.startswith("__")]:
    del globals()[_name]
del globals()["_name"]
`;

/** Run after a program, each on its own: it ended as a program of its own would. */
export const FAREWELL: readonly string[] = [
  "import atexit; atexit._run_exitfuncs()",
  "import sys; sys.stdout.flush()",
  "import sys; sys.__stdout__.flush()",
];
