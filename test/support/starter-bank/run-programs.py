"""Runs the programs whose paths come on standard input, one a line; prints what went wrong with each, or null."""

import json
import sys
import traceback

for line in sys.stdin:
    with open(line.rstrip("\n"), encoding="utf-8") as file:
        source = file.read()
    error = None
    try:
        # Names of its own for each program, as if it were the main module.
        exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    except BaseException:
        error = traceback.format_exc()
    print("\n" + json.dumps({"error": error}), flush=True)
