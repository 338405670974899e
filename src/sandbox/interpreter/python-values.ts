/** Source of the Python module smcs_values: how values pass between two interpreters. */
export const PYTHON_VALUES = String.raw`
"""Plain data, exceptions and handles as JSON, for the channel between two interpreters."""

import base64
import collections
import datetime
import decimal
import fractions
import inspect
import operator
import sys
import types
import uuid

from smcs_operations import CONTAINERS, DATA, NAMED, NAMES, abilities, plain

DEPTH_LIMIT = 150
# How many containers both sides keep alike; one that has not crossed for longer goes on as a copy.
MOST_SHARED = 64

DICTS = (dict, collections.Counter, collections.OrderedDict, collections.defaultdict)
VIEWS = tuple(type(view) for view in ({}.keys(), {}.values(), {}.items()))


class Unsendable(Exception):
    """A value that is too large or too deep for the channel, or a message that is no value."""


class Values:
    """Writes and reads values. Objects that are no data cross as handles: numbers in a table of their own side."""

    def __init__(self, stand_in):
        self.stand_in = stand_in
        self.own, self.own_numbers = [], {}
        self.theirs, self.their_numbers = {}, {}
        # Containers that both sides have, by their number, with what they held when both had last spoken of them.
        self.shared, self.shared_numbers, self.next_shared = {}, {}, 0

    def share(self, container, number=None):
        """Makes a container one that both sides have. Returns its number."""
        if number is None:
            number = self.next_shared
        self.next_shared = max(self.next_shared, number + 1)
        self.shared[number] = (container, None)
        self.shared_numbers[id(container)] = number
        return number

    def mention(self, number):
        """The shared container of this number, which stays shared for longer."""
        container, held = self.shared.pop(number)
        self.shared[number] = (container, held)
        return container

    def write_message(self, values):
        """Values as JSON, behind what has changed in shared containers. Raises Unsendable, and nothing is shared then."""
        before = self.shared.copy(), self.shared_numbers.copy(), self.next_shared
        try:
            changed = []
            for number, (container, held) in list(self.shared.items()):
                now = contents_of(container)
                if len(held) != len(now) or not all(map(operator.is_, held, now)):
                    self.mention(number)
                    changed.append([number, *[self.write(one) for one in now]])
                    self.shared[number] = (container, None)
            written = [self.write(value) for value in values]
        except Unsendable:
            self.shared, self.shared_numbers, self.next_shared = before
            raise
        self.settle_shared()
        return changed, written

    def read_message(self, changed, written):
        for number, *contents in changed:
            container = self.mention(number)
            refill(container, [self.read(one) for one in contents])
            self.shared[number] = (container, None)
        values = [self.read(one) for one in written]
        self.settle_shared()
        return values

    def settle_shared(self):
        """After each message: both sides remember the same containers, and what they hold."""
        for number in list(self.shared)[:-MOST_SHARED]:
            container, _ = self.shared.pop(number)
            del self.shared_numbers[id(container)]
        for number, (container, held) in self.shared.items():
            if held is None:
                self.shared[number] = (container, contents_of(container))

    def write(self, value, depth=0):
        """A value as JSON. Raises Unsendable."""
        kind = type(value)
        if value is None or kind in (bool, str, float):
            return value
        if kind is int:
            return value if -(1 << 63) < value < 1 << 63 else ["i", hex(value)]
        key = id(value)
        if key in self.their_numbers:
            return ["y", self.their_numbers[key]]
        if key in self.shared_numbers:
            self.mention(self.shared_numbers[key])
            return ["m", self.shared_numbers[key]]
        if key in NAMES:
            return ["n", NAMES[key]]
        if key in self.own_numbers:
            return ["h", self.own_numbers[key]]
        if depth > DEPTH_LIMIT:
            raise Unsendable("it is nested too deep")
        write = self.WRITERS.get(kind)
        if write is not None:
            return write(self, value, lambda items: [self.write(item, depth + 1) for item in items])
        if isinstance(value, BaseException):
            return self.write_error(value, depth)
        return self.write_handle(value, depth)

    WRITERS = {
        list: lambda self, value, each: ["l", self.share(value), *each(value)],
        tuple: lambda self, value, each: ["t", *each(value)],
        set: lambda self, value, each: ["s", self.share(value), *each(value)],
        frozenset: lambda self, value, each: ["fs", *each(value)],
        collections.deque: lambda self, value, each: ["q", self.share(value), value.maxlen, *each(value)],
        bytes: lambda self, value, each: ["b", base64.b64encode(value).decode()],
        bytearray: lambda self, value, each: ["ba", self.share(value), base64.b64encode(value).decode()],
        complex: lambda self, value, each: ["c", value.real, value.imag],
        range: lambda self, value, each: ["r", *each((value.start, value.stop, value.step))],
        slice: lambda self, value, each: ["sl", *each((value.start, value.stop, value.step))],
        datetime.date: lambda self, value, each: ["dt", value.toordinal()],
        datetime.timedelta: lambda self, value, each: ["td", value.days, value.seconds, value.microseconds],
        datetime.timezone: lambda self, value, each: ["tz", *each((value.utcoffset(None), value.tzname(None)))],
        datetime.time: lambda self, value, each: self.write_time(value, None, each),
        datetime.datetime: lambda self, value, each: self.write_time(value, value.toordinal(), each),
        decimal.Decimal: lambda self, value, each: ["de", str(value)],
        fractions.Fraction: lambda self, value, each: ["fr", *each((value.numerator, value.denominator))],
        uuid.UUID: lambda self, value, each: ["u", value.hex],
    }
    for _kind in DICTS:
        WRITERS[_kind] = lambda self, value, each: self.write_dict(value, each)
    for _number, _kind in enumerate(VIEWS):
        WRITERS[_kind] = lambda self, value, each, number=_number: ["v", number, *each(value)]

    def write_dict(self, value, each):
        factory = getattr(value, "default_factory", None)
        return ["d", self.share(value), DICTS.index(type(value)), *each((factory,)), *[each(pair) for pair in value.items()]]

    def write_time(self, value, day, each):
        zone = value.tzinfo
        if zone is not None and type(zone) is not datetime.timezone:
            return self.write_handle(value, 0)
        return ["tm", day, value.hour, value.minute, value.second, value.microsecond, value.fold, *each((zone,))]

    def number(self, value):
        self.own_numbers[id(value)] = len(self.own)
        self.own.append(value)
        return len(self.own) - 1

    def write_handle(self, value, depth):
        is_error = isinstance(value, type) and issubclass(value, BaseException)
        if is_error and standard_error(value.__module__, value.__name__) is value:
            return ["se", value.__module__, value.__name__]
        number = self.number(value)
        if is_error:
            return ["h", number, "error", value.__name__, [self.write(base, depth + 1) for base in value.__bases__]]
        if isinstance(value, types.FunctionType):
            about = [value.__name__, value.__doc__, inspect.iscoroutinefunction(value), parameters(value)]
            return ["h", number, "function", abilities(value), *about]
        kind = next((kind for kind in (*DATA, *CONTAINERS) if isinstance(value, kind)), object)
        if kind in DATA:
            return ["h", number, "data", abilities(value, kind), self.write(plain(value), depth + 1)]
        what = "object" if kind is object else "container"
        if inspect.isawaitable(value):
            what = "coroutine" if inspect.iscoroutine(value) else "awaitable"
        return ["h", number, what, abilities(value)]

    def write_error(self, error, depth):
        number, kind, cause = self.number(error), type(error), error.__cause__
        try:
            words = str(error)
        except Exception:
            words = ""

        def each(items):
            return [self.write(item, depth + 1) for item in items]

        state = [each(pair) for pair in vars(error).items() if not str(pair[0]).startswith("_smcs")]
        return ["e", number, *each((kind, error.args)), state, words, *each((cause,))]

    def read(self, data, depth=0):
        """The value that the other side wrote. Raises Unsendable for anything else."""
        if type(data) is not list:
            if type(data) is dict:
                raise Unsendable("it is no value")
            return data
        if depth > DEPTH_LIMIT + 9:
            raise Unsendable("it is nested too deep")
        tag, *rest = data
        return self.READERS[tag](self, rest, lambda items: [self.read(item, depth + 1) for item in items])

    def fill(self, container, rest, each):
        self.share(container, rest[0])
        if len(rest) > 1:
            refill(container, each(rest[1:]))
        return container

    READERS = {
        "i": lambda self, rest, each: int(rest[0], 16),
        "y": lambda self, rest, each: self.own[rest[0]],
        "m": lambda self, rest, each: self.mention(rest[0]),
        "n": lambda self, rest, each: NAMED[rest[0]],
        "l": lambda self, rest, each: self.fill([], rest, each),
        "t": lambda self, rest, each: tuple(each(rest)),
        "s": lambda self, rest, each: self.fill(set(), rest, each),
        "fs": lambda self, rest, each: frozenset(each(rest)),
        "q": lambda self, rest, each: self.fill(collections.deque(maxlen=rest.pop(1)), rest, each),
        "b": lambda self, rest, each: base64.b64decode(rest[0]),
        "ba": lambda self, rest, each: self.fill(bytearray(base64.b64decode(rest.pop())), rest, each),
        "c": lambda self, rest, each: complex(*rest),
        "r": lambda self, rest, each: range(*each(rest)),
        "sl": lambda self, rest, each: slice(*each(rest)),
        "dt": lambda self, rest, each: datetime.date.fromordinal(rest[0]),
        "td": lambda self, rest, each: datetime.timedelta(*rest),
        "tz": lambda self, rest, each: datetime.timezone(*each(rest)),
        "tm": lambda self, rest, each: read_time(rest[0], rest[1:6], *each(rest[6:])),
        "de": lambda self, rest, each: decimal.Decimal(rest[0]),
        "fr": lambda self, rest, each: fractions.Fraction(*each(rest)),
        "u": lambda self, rest, each: uuid.UUID(hex=rest[0]),
        "d": lambda self, rest, each: self.read_dict(*rest[:3], rest[3:], each),
        "v": lambda self, rest, each: read_view(rest[0], each(rest[1:])),
        "se": lambda self, rest, each: standard_error(*rest),
        "h": lambda self, rest, each: self.read_handle(*rest, each=each),
        "e": lambda self, rest, each: self.read_error(*rest, each=each),
    }

    def read_dict(self, number, kind, factory, pairs, each):
        made = DICTS[kind]()
        self.share(made, number)
        if kind == 3:
            (made.default_factory,) = each([factory])
        for pair in pairs:
            dict.__setitem__(made, *each(pair))
        return made

    def hold(self, number, value):
        self.theirs[number] = value
        self.their_numbers[id(value)] = number
        return value

    def read_handle(self, number, what=None, *about, each):
        if number in self.theirs:
            return self.theirs[number]
        if what == "error":
            name, bases = about
            return self.hold(number, self.error_class(name, tuple(each(bases))))
        if what == "data":
            about = (about[0], *each(about[1:]))
        return self.hold(number, self.stand_in(self, number, what, about))

    def error_class(self, name, bases):
        """A class of exceptions that stands for one of the other side's."""

        def words(error):
            return vars(error).get("_smcs_words") or BaseException.__str__(error)

        bases = tuple(base for base in bases if isinstance(base, type) and issubclass(base, BaseException))
        return type(str(name), bases or (Exception,), {"__module__": "solution", "__str__": words})

    def read_error(self, number, kind, args, state, words, cause, each):
        if number in self.theirs:
            return self.theirs[number]
        kind, args, cause = each([kind, args, cause])
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise Unsendable("it is no exception")
        try:
            error = kind(*args)
        except Exception:
            error = kind.__new__(kind)
        error.args = tuple(args)
        self.hold(number, error)
        for pair in state:
            name, value = each(pair)
            vars(error)[name] = value
        vars(error)["_smcs_words"] = words
        if isinstance(cause, BaseException):
            error.__cause__ = cause
        return error


def standard_error(module, name):
    """A class of exceptions of the standard library that is imported here; None for anything else."""
    is_public = module.split(".")[0] in sys.stdlib_module_names and not name.startswith("_")
    found = getattr(sys.modules.get(module), name, None) if is_public else None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def parameters(function):
    """The parameters of a function: name, kind and whether it may be left out."""
    try:
        known = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[one.name, int(one.kind), one.default is not one.empty, *simple(one.default)] for one in known]


def simple(default):
    return [default] if type(default) in (bool, str, float, int, types.NoneType) else []


def contents_of(container):
    return [part for pair in container.items() for part in pair] if isinstance(container, dict) else list(container)


def refill(container, contents):
    """Puts into a container what it holds on the other side, without replacing the container."""
    if isinstance(container, dict):
        container.clear()
        for key, value in zip(contents[::2], contents[1::2]):
            dict.__setitem__(container, key, value)
    elif isinstance(container, (list, bytearray)):
        container[:] = contents
    else:
        container.clear()
        container.update(contents) if isinstance(container, set) else container.extend(contents)


def read_time(day, parts, zone):
    *clock, fold = parts
    moment = datetime.time(*clock, tzinfo=zone, fold=fold)
    return moment if day is None else datetime.datetime.combine(datetime.date.fromordinal(day), moment)


def read_view(kind, items):
    if kind == 1:
        return dict(enumerate(items)).values()
    return dict.fromkeys(items).keys() if kind == 0 else dict(items).items()
`;
