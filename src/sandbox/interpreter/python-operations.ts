/** Source of the Python module smcs_operations: the operations that objects of two interpreters support. */
export const PYTHON_OPERATIONS = String.raw`
"""What objects of two interpreters can be asked for, and what is the same in both of them."""

import asyncio
import builtins
import collections
import datetime
import decimal
import fractions
import math
import operator
import types
import uuid


def _named():
    """What crosses by its name: pure functions and types that are the same in every interpreter."""
    hidden = {"attrgetter", "methodcaller", "breakpoint", "compile", "eval", "exec", "exit", "quit", "globals", "locals"}
    hidden |= {"vars", "dir", "input", "open", "print", "getattr", "setattr", "delattr", "hasattr", "help", "copyright"}
    hidden |= {"credits", "license", "super", "property", "type", "call"}
    named = {}
    for module in (builtins, math, operator):
        for name, value in vars(module).items():
            if callable(value) and name not in hidden and not name.startswith("_"):
                named[f"{module.__name__}.{name}"] = value
    for kind in (str, int, float, list, tuple, dict, set, frozenset, bytes):
        for name, value in vars(kind).items():
            # A format reads the attributes of what it is given.
            is_method = isinstance(value, types.MethodDescriptorType) and not name.startswith(("_", "format"))
            if is_method:
                named[f"{kind.__name__}.{name}"] = value
    for kind in (
        *(collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque, datetime.date),
        *(datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone, decimal.Decimal, fractions.Fraction),
        *(uuid.UUID, asyncio.CancelledError, types.NoneType, types.FunctionType, types.MethodType, types.GeneratorType),
        *(types.CoroutineType, types.AsyncGeneratorType),
    ):
        named[f"{kind.__module__}.{kind.__name__}"] = kind
    named["datetime.timezone.utc"] = datetime.timezone.utc
    return named


NAMED = _named()
NAMES = {id(value): name for name, value in NAMED.items()}

# What an object holds whose class builds on one of these.
DATA = (str, int, float, complex, bytes, tuple, frozenset)
CONTAINERS = (list, dict, set, collections.deque, bytearray)

# Operations that an object may know, by the method that says so.
OPERATIONS = {
    "__call__": lambda value, *args, **named: value(*args, **named),
    "__getitem__": operator.getitem,
    "__setitem__": operator.setitem,
    "__delitem__": operator.delitem,
    "__contains__": operator.contains,
    "__enter__": lambda value: type(value).__enter__(value),
    "__exit__": lambda value, *about: type(value).__exit__(value, *about),
    "__aenter__": lambda value: type(value).__aenter__(value),
    "__aexit__": lambda value, *about: type(value).__aexit__(value, *about),
    "__aiter__": lambda value: type(value).__aiter__(value),
    "__anext__": lambda value: type(value).__anext__(value),
    "__format__": format,
    "__divmod__": divmod,
    "__rdivmod__": lambda value, other: divmod(other, value),
    "__instancecheck__": lambda kind, value: isinstance(value, kind),
    "__subclasscheck__": lambda kind, other: issubclass(other, kind),
}
for _name in "abs bool bytes complex float int iter len next repr reversed round str".split():
    OPERATIONS[f"__{_name}__"] = getattr(builtins, _name)
for _name in "neg pos invert index ceil floor trunc".split():
    OPERATIONS[f"__{_name}__"] = getattr(operator, _name, None) or getattr(math, _name)
for _name in "lt le gt ge".split():
    OPERATIONS[f"__{_name}__"] = getattr(operator, _name)
for _name in "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split():
    _function = getattr(operator, f"__{_name}__")
    OPERATIONS[f"__{_name}__"] = _function
    OPERATIONS[f"__r{_name}__"] = lambda value, other, function=_function: function(other, value)
    OPERATIONS[f"__i{_name}__"] = getattr(operator, f"__i{_name}__")


def plain(value):
    """The contents of an object whose class builds on a container or on plain data, without asking its methods."""
    if isinstance(value, dict):
        return dict(dict.items(value))
    for base in (list, tuple, set, frozenset, collections.deque):
        if isinstance(value, base):
            return base(base.__iter__(value))
    if isinstance(value, str):
        return "".join(str.__iter__(value))
    if isinstance(value, (bytes, bytearray)):
        return (bytes if isinstance(value, bytes) else bytearray)(memoryview(value))
    if isinstance(value, int):
        return int.__index__(value)
    return float.__float__(value) if isinstance(value, float) else complex(complex.real.__get__(value), complex.imag.__get__(value))


def abilities(value, base=object):
    """The operations that an object knows beyond those of a base of its class."""
    kind = type(value)
    known = [name for name in OPERATIONS if getattr(kind, name, None) is not getattr(base, name, None)]
    if isinstance(value, type) and hasattr(value, "__class_getitem__") and "__getitem__" not in known:
        known.append("__getitem__")
    return known
`;
