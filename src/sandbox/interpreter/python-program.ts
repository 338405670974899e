/** Source of the Python module smcs_program. Its interpreter runs a model's code and never holds a test. */
export const PYTHON_PROGRAM = String.raw`
"""The side of a model's program: it is loaded, and serves what the tests ask for."""

import asyncio
import collections
import inspect
import io
import sys

from smcs_operations import OPERATIONS
from smcs_peer import ATTRIBUTES, Coroutine, Peer

OUTPUT_LIMIT = 1 << 20
PROGRAM = {"__name__": "solution"}


class Given:
    """An object of the tests: what its class defines can be used, and its public attributes."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return PEER.ask("get", self, name)

    def __setattr__(self, name, value):
        PEER.ask("set", self, name, value)

    def __delattr__(self, name):
        PEER.ask("del", self, name)


class GivenAwaitable(Given):
    def __await__(self):
        return PEER.awaited(self)


def _forwarded(name):
    def forwarded(self, *args, **named):
        return PEER.ask(name, self, *args, **named)

    return forwarded


def _function(name, words, is_async, parameters):
    """A function of the tests, as a function."""

    def given(*args, **named):
        return PEER.ask("__call__", given, *args, **named)

    if is_async:

        async def given(*args, **named):
            return await PEER.ask("__call__", given, *args, **named)

    given.__name__ = given.__qualname__ = name
    given.__doc__ = words
    given.__module__ = "tests"
    if parameters is not None:
        kinds = (
            inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD,
            inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD,
        )
        given.__signature__ = inspect.Signature(
            [inspect.Parameter(name, kinds[kind], default=(default or [...])[0] if optional else inspect.Parameter.empty)
             for name, kind, optional, *default in parameters]
        )
    return given


def _stand_in(peer, number, what, about):
    abilities, *more = about
    if what == "function":
        return _function(*more)
    if what == "data":
        return more[0]
    members = {name: _forwarded(name) for name in abilities if name in OPERATIONS}
    if what == "coroutine":
        return Coroutine(peer)
    base = GivenAwaitable if what == "awaitable" else Given
    return type("Given", (base,), members)()


def _permitted(peer, operation, args):
    """Everything: the program holds nothing that decides."""


PEER = Peer(_stand_in, _permitted)

# How many values a name may hold to be handed over before a test uses the name.
SMALL = 1_000


def _is_small(value):
    """Whether data is small: containers are counted with all that they hold, texts and bytes by their length."""
    left, open_ = SMALL, [value]
    while open_ and left >= 0:
        one = open_.pop()
        if isinstance(one, (str, bytes, bytearray, int)):
            left -= 1 + (one.bit_length() if isinstance(one, int) else len(one)) // 100
        elif isinstance(one, dict):
            left -= 1 + len(one)
            open_ += [*one.keys(), *one.values()][:left] if left > 0 else []
        elif isinstance(one, (list, tuple, set, frozenset, collections.deque)):
            left -= 1 + len(one)
            open_ += list(one)[:left] if left > 0 else []
        else:
            left -= 1
    return left >= 0


# What every module has is no name of the program.
ATTRIBUTES["names"] = lambda: [name for name in PROGRAM if name not in ("__name__", "__builtins__")]
# Whether the value is handed over, and the value. What is large follows when a test uses it.
ATTRIBUTES["name"] = lambda name: (True, PROGRAM[name]) if _is_small(PROGRAM[name]) else (False, None)
ATTRIBUTES["whole"] = lambda name: PROGRAM[name]


class Output(io.StringIO):
    """What the program prints until the tests' side is told, up to a limit."""

    def write(self, text):
        if self.tell() > OUTPUT_LIMIT:
            raise OSError("the program prints too much")
        return super().write(text)


def serve(setup, solution, fixture):
    """Runs the program as a module, then what the tests need beside it, and serves until nobody asks any more."""
    asyncio.SelectorEventLoop.idle = PEER.idle
    PEER.output = sys.stdout = Output()
    for part, file in ((setup, "setup.py"), (solution, "solution.py"), (fixture, "fixture.py")):
        exec(compile(part, file, "exec", dont_inherit=True), PROGRAM)
    PEER.send(["ready"])
    while True:
        PEER.serve()
`;
