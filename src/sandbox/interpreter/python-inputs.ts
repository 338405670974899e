/**
 * Source of the Python module smcs_inputs. Its interpreter runs a model's code and never receives an expected output.
 */
export const PYTHON_INPUTS = String.raw`
"""Runs a whole program, or calls its function, on one input after the other."""

import io
import json
import sys

from smcs_peer import Channel, Unsendable

OUTPUT_LIMIT = 1 << 22

# Contest sites import these for everybody, so solutions rely on them.
NAMES = {}
for _module in (
    "string re datetime collections heapq bisect copy math random statistics itertools functools operator io sys json "
    "builtins typing"
).split():
    exec(f"from {_module} import *", NAMES)
    if _module not in ("datetime", "copy", "builtins"):
        exec(f"import {_module}", NAMES)


def _open(file, *rest, **options):
    return sys.stdin if file in (0, "/dev/stdin") else open(file, *rest, **options)


NAMES["open"] = _open


class Printed(io.BytesIO):
    """What a program prints, up to a limit."""

    def write(self, data):
        if self.tell() > OUTPUT_LIMIT:
            raise OSError("the program prints too much")
        return super().write(data)


def _program(setup, solution):
    """Runs both texts as a program of its own. Returns what it prints."""

    def run(text):
        sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(Printed(), encoding="utf-8", errors="replace", write_through=True)
        # A program may put something else into the place of its standard output.
        printed = sys.stdout
        names = {**NAMES, "__name__": "__main__"}
        try:
            exec(setup, names)
            exec(solution, names)
        except SystemExit:
            # With whatever status: what was printed counts.
            pass
        printed.flush()
        return printed.buffer.getvalue().decode("utf-8", "replace")

    return run


def _calls(setup, solution, name):
    """Calls the function of this name, or the method of class Solution. Returns its result as JSON."""
    names = {**NAMES, "__name__": "solution"}
    exec(setup, names)
    before = dict(names)
    exec(solution, names)
    owner, _, name = name.rpartition(".")
    # A method may have the name of one of the usual imports.
    own = name in names and names[name] is not before.get(name)
    function = getattr(names["Solution"](), name) if "Solution" in names and (owner or not own) else names[name]
    return lambda text: json.dumps(function(*[json.loads(line) for line in text.split("\n") if line.strip()]))


def serve(setup, solution, name):
    """Answers each input with what came of it, until there are no more."""
    sys.setrecursionlimit(50000)
    setup = compile(setup, "setup.py", "exec", dont_inherit=True)
    solution = compile(solution, "solution.py", "exec", dont_inherit=True)
    run = _calls(setup, solution, name) if name else _program(setup, solution)
    channel = Channel()
    channel.send(["ready"])
    while True:
        _, text = channel.receive()
        try:
            output, error = run(text), None
        except BaseException as raised:
            output, error = "", f"{type(raised).__name__}: {raised}"
        try:
            channel.send(["ran", output, error])
        except Unsendable as problem:
            channel.send(["ran", "", f"The output cannot be handed over: {problem}."])
`;
