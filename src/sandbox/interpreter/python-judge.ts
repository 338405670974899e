/** Source of the Python module smcs_judge. Its interpreter runs tests and never a model's code. */
export const PYTHON_JUDGE = String.raw`
"""The side of the tests: objects that stand for the program's, and the run of the tests."""

import asyncio
import builtins
import functools
import importlib
import sys
import types

from smcs_operations import DATA, OPERATIONS
from smcs_peer import Coroutine, Peer
from smcs_values import Unsendable

# Between objects of the program only: an operator must not carry an expected value to the program.
_COMPARING = {"__lt__", "__le__", "__gt__", "__ge__"}
_OPERATORS = _COMPARING | {
    f"__{reflected}{name}__"
    for name in "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
    for reflected in ("", "r", "i")
}
# How many names of a program are looked at.
MOST_NAMES = 1000
# By these a program would say how a copy of its object is made, and what is called for that on the judge's side.
_COPYING = {"__reduce__", "__reduce_ex__", "__copy__", "__deepcopy__"}
# Classes that an object of the program may have without being data.
_CLASSES = (types.FunctionType, types.MethodType, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)


class StandIn:
    """Stands for an object of the program. It is equal to itself alone."""

    __slots__ = ()

    def __getattribute__(self, name):
        if name in _COPYING:
            raise AttributeError(name)
        value = PEER.ask("get", self, name)
        # What is data has crossed as data.
        return object if name == "__class__" and issubclass(type(value), type) and value not in _CLASSES else value

    def __setattr__(self, name, value):
        PEER.ask("set", self, name, value)

    def __delattr__(self, name):
        PEER.ask("del", self, name)

    def __str__(self):
        return PEER.ask("__str__", self)

    def __repr__(self):
        return PEER.ask("__repr__", self)

    def __format__(self, how):
        return PEER.ask("__format__", self, how)


class Awaitable(StandIn):
    def __getattribute__(self, name):
        return type(self) if name == "__class__" else super().__getattribute__(name)

    def __await__(self):
        return PEER.awaited(self)


class Container(StandIn):
    """An object whose class builds on a container: what it holds is compared here."""

    __slots__ = ()

    def __eq__(self, other):
        if other is self:
            return True
        if issubclass(type(other), Container):
            other = PEER.ask("plain", other)
        return PEER.ask("plain", self) == other

    __hash__ = object.__hash__


def _forwarded(name):
    def forwarded(self, *args, **named):
        return PEER.ask(name, self, *args, **named)

    def between(self, other):
        return PEER.ask(name, self, other) if id(other) in PEER.values.their_numbers else NotImplemented

    return between if name in _OPERATORS else forwarded


def _exits(name):
    """The end of a block. The program is told of no failed assertion's words, and cannot take it back."""

    def exits(self, kind, error, _):
        if kind is None or not issubclass(kind, AssertionError):
            # Without the traceback, which is of frames of this side.
            return PEER.ask(name, self, kind, error, None)
        ended = PEER.ask(name, self, AssertionError, AssertionError(), None)
        if id(error) in PEER.values.their_numbers:
            return ended
        return _nothing(ended) if name == "__aexit__" else False

    return exits


async def _nothing(awaitable):
    await awaitable


def _contains(self, item):
    return any(item is one or item == one for one in iter(self))


def _members(abilities):
    """The operations that the program's object knows, as methods that ask for them."""
    members = {name: _forwarded(name) for name in abilities if name in OPERATIONS}
    for name in ("__exit__", "__aexit__"):
        if name in members:
            members[name] = _exits(name)
    if "__contains__" in members and ("__iter__" in members or "__getitem__" in members):
        members["__contains__"] = _contains
    return members


@functools.cache
def _class_of(base, abilities):
    """A class whose objects know the operations that the program's object knows."""
    return type("StandIn", (base,), {"__slots__": (), **_members(abilities)})


@functools.cache
def _data_class(kind, abilities):
    """A class of plain data with the attributes of the program's object. What data can do, it does by itself."""

    def __getattr__(self, name):
        if name in _COPYING:
            raise AttributeError(name)
        return PEER.ask("get", self, name)

    # Numbers are compared here: a program's order of them could be any.
    own = () if issubclass(kind, (int, float)) else _COMPARING
    operators = (_OPERATORS - _COMPARING) | set(own)
    further = [name for name in abilities if name in operators or not (name == "__bool__" or hasattr(kind, name))]
    members = _members((*further, "__str__", "__repr__"))
    return type("StandIn", (kind,), {**members, "__getattr__": __getattr__})


def _stand_in(peer, number, what, about):
    abilities, *more = about
    abilities = tuple(name for name in abilities if type(name) is str)
    if what == "data":
        (data,) = more
        if type(data) not in DATA:
            raise Unsendable("it is no data")
        return _data_class(type(data), abilities)(data)
    if what == "coroutine":
        return Coroutine(peer)
    base = {"awaitable": Awaitable, "container": Container}.get(what, StandIn)
    return _class_of(base, abilities)()


def _permitted(peer, operation, args):
    """What a program may do with an object of the tests: use it, but not look into it."""
    values = peer.values
    if not args or id(args[0]) not in values.own_numbers:
        raise PermissionError("a program may only use what the tests gave it")
    if operation in ("get", "set", "del"):
        if type(args[0]).__module__ != "tests" or type(args[1]) is not str or args[1].startswith("_"):
            raise AttributeError(f"the tests keep {args[1]!r} to themselves")
        if operation != "get" and callable(getattr(type(args[0]), args[1], None)):
            raise AttributeError(f"the tests keep what {args[1]!r} does")
    elif operation not in OPERATIONS:
        raise PermissionError(f"a program may not ask for {operation}")


PEER = Peer(_stand_in, _permitted)


def _import_own(imports, space):
    """What tests use of Python's library without importing it comes from this side."""
    for line in imports:
        try:
            exec(compile(line, "imports.py", "exec", dont_inherit=True), space)
        except Exception:
            pass


def judge(setup, imports, entry_point, names, tests):
    """Runs the tests, one after the other, on the program at the other end. Raises what the first that fails raises."""
    asyncio.SelectorEventLoop.idle = PEER.idle
    space = {"__name__": "tests", "__builtins__": builtins}
    _import_own(imports, space)
    exec(compile(setup, "setup.py", "exec", dont_inherit=True), space)
    ours = {name for name, value in space.items() if not isinstance(value, type) or value.__module__ != "tests"}
    ours |= set(vars(builtins))
    # All of them, so that the program is not told which of its names stand in the tests.
    theirs = {name: PEER.ask("name", name) for name in PEER.ask("names")[:MOST_NAMES]}
    wanted = [name for name in names if name == entry_point or name not in ours]
    for name in wanted:
        if name in theirs and name != entry_point and name in sys.stdlib_module_names:
            _import_own([f"import {name}"], space)
        elif name in theirs:
            is_whole, value = theirs[name]
            space[name] = value if is_whole else PEER.ask("whole", name)
    for number, test in enumerate(tests):
        exec(compile(test, f"test {number + 1}", "exec", dont_inherit=True), space)
    if PEER.failed:
        raise PEER.failed[0]
`;
