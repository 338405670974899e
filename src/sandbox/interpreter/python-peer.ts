/** Source of the Python module smcs_peer: how two interpreters call each other. */
export const PYTHON_PEER = String.raw`
"""One side of the channel between the interpreter of a program and that of its judge."""

import asyncio
import collections.abc
import json
import os
import sys
import time
import unittest

from smcs_operations import OPERATIONS, plain
from smcs_values import Unsendable, Values

CHANNEL = 3
MESSAGE_LIMIT = 1 << 23


class Channel:
    """Messages to and from the other side, as lines of JSON."""

    def __init__(self):
        self.pending = bytearray()

    def send(self, message):
        try:
            data = json.dumps(message, separators=(",", ":")).encode() + b"\n"
        except RecursionError:
            raise Unsendable("it is nested too deep") from None
        if len(data) > MESSAGE_LIMIT:
            raise Unsendable("it is too large")
        sent = 0
        while sent < len(data):
            sent += os.write(CHANNEL, memoryview(data)[sent:])

    def receive(self):
        looked = 0
        while (end := self.pending.find(b"\n", looked)) < 0:
            looked = len(self.pending)
            chunk = os.read(CHANNEL, 1 << 16)
            if not chunk:
                os._exit(1)
            self.pending += chunk
        line = bytes(self.pending[:end])
        del self.pending[: end + 1]
        return json.loads(line)


class Peer(Channel):
    """
    Asks the other side and serves it. One side speaks at a time: whoever asks serves the other's questions until the
    answer comes. Event loops take turns in the same way: whose loop has nothing due lets the other's go on.
    """

    def __init__(self, stand_in, permitted):
        super().__init__()
        self.values = Values(lambda values, *about: stand_in(self, *about))
        self.permitted = permitted
        self.loop, self.wake = None, None
        # What this side waits for, and what it is waited for, by tickets of whoever has the task.
        self.futures, self.tasks, self.settled = {}, {}, []
        self.tickets = 0
        self.other_lives = False
        # Where the program prints; the judge prints it once it is told.
        self.output = None
        # Failed assertions of our own code that the other side has not passed on to us.
        self.failed = []

    def ask(self, operation, *args, **named):
        """Has the other side do something. Raises what that raises there, and Unsendable."""
        in_loop = asyncio._get_running_loop() is not None
        changed, written = self.values.write_message([*args, named])
        self.send(["do", self.take_printed(), changed, written, operation, in_loop])
        while True:
            what, printed, changed, written, *about = self.receive()
            self.print(printed)
            values = self.values.read_message(changed, written)
            if what == "do":
                self.answer(values, *about)
                continue
            (value,) = values
            self.other_lives = about[0] is True
            if what == "gave":
                return value
            if isinstance(value, type):
                value = value()
            self.failed = [error for error in self.failed if error is not value]
            raise as_failure(value, operation)

    def serve(self):
        """Waits for one question of the other side, and answers it."""
        _, printed, changed, written, *about = self.receive()
        self.answer(self.values.read_message(changed, written), *about)

    def answer(self, values, operation, in_loop):
        *args, named = values
        try:
            what, value = "gave", self.carry_out(operation, in_loop, args, named)
        except BaseException as error:
            what, value = "raised", error
            value.__traceback__ = None
            if isinstance(error, AssertionError) and id(error) not in self.values.their_numbers:
                self.failed.append(error)
        printed = self.take_printed()
        try:
            self.send([what, printed, *self.values.write_message([value]), self.lives()])
        except Unsendable as problem:
            value = ValueError(f"The value cannot be handed over: {problem}.")
            self.send(["raised", printed, [], [self.values.write(value)], self.lives()])
        if self.wake is not None:
            self.wake.set()

    def take_printed(self):
        """What was printed here since the other side was last told."""
        if self.output is None:
            return ""
        text = self.output.getvalue()
        self.output.seek(0)
        self.output.truncate()
        return text

    def print(self, text):
        if text:
            sys.stdout.write(text)

    def carry_out(self, operation, in_loop, args, named):
        work = (lambda: getattr(self, operation[3:])(*args)) if operation in LOOP else None
        if work is None:
            self.permitted(self, operation, args)
            function = ATTRIBUTES.get(operation) or OPERATIONS[operation]
            work = lambda: function(*args, **named)
            if in_loop and asyncio._get_running_loop() is None:

                async def inside():
                    return work()

                # The other side is inside its event loop, so this is done inside ours.
                return self.own_loop().run_until_complete(inside())
        return work()

    def own_loop(self):
        if self.loop is None:
            self.loop = asyncio.new_event_loop()
        return self.loop

    def lives(self):
        """Whether something goes on here while nobody asks."""
        return self.loop is not None and bool(self.settled or self.futures or self.loop._ready or self.loop._scheduled)

    def awaited(self, stand_in):
        """Waits for something of the other side, as its __await__."""
        ticket = self.ask("do_start", stand_in)
        future = self.futures[ticket] = asyncio.get_running_loop().create_future()
        try:
            return (yield from future.__await__())
        except asyncio.CancelledError:
            if self.futures.pop(ticket, None) is not None:
                self.ask("do_cancel", ticket)
            raise

    def start(self, awaitable):
        """Begins to wait for something of ours, for the other side. Returns the ticket that it is settled under."""

        async def wait():
            return await awaitable

        self.tickets += 1
        ticket = self.tickets
        task = self.tasks[ticket] = (asyncio._get_running_loop() or self.own_loop()).create_task(wait())
        task.add_done_callback(lambda _: self.settle_task(ticket))
        return ticket

    def settle_task(self, ticket):
        task = self.tasks.pop(ticket)
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        self.settled.append((ticket, error is None, task.result() if error is None else error))
        if self.wake is not None:
            self.wake.set()

    def cancel(self, ticket):
        if ticket in self.tasks:
            self.tasks[ticket].cancel()

    def take_settled(self):
        settled, self.settled = self.settled, []
        return settled

    def settle(self, settled):
        for ticket, well, value in settled:
            future = self.futures.pop(ticket, None)
            if future is None or future.done():
                continue
            if well:
                future.set_result(value)
            else:
                future.set_exception(as_failure(value, "the task"))

    def pump(self, seconds, settled):
        """Lets our event loop go on until it has something for the other side, or for some time."""

        async def until():
            self.wake = asyncio.Event()
            try:
                await asyncio.wait_for(self.wake.wait(), seconds)
            except TimeoutError:
                pass
            finally:
                self.wake = None

        self.settle(settled)
        # A loop that is running already waits for this very answer.
        if not self.settled and asyncio._get_running_loop() is None:
            self.own_loop().run_until_complete(until())
        return self.take_settled()

    def idle(self, seconds):
        """What an event loop of ours does for at most seconds while nothing of its own is due."""
        if self.wake is not None and (self.futures or self.settled):
            self.wake.set()
        elif self.wake is None and (self.futures or self.other_lives):
            self.settle(self.ask("do_pump", seconds, self.take_settled()))
        elif seconds is None:
            raise RuntimeError("every task waits for something that cannot happen")
        else:
            time.sleep(seconds)


# What may say that nothing is left.
ENDING = {"__next__", "__anext__"}


def as_failure(error, operation):
    """
    An error of the other side as whoever asked gets it: none that a loop, an event loop or a test runner would take for
    an order to end or to skip what is left.
    """
    ends = isinstance(error, (StopIteration, StopAsyncIteration)) and operation not in ENDING
    skips = isinstance(error, (asyncio.CancelledError, GeneratorExit, unittest.SkipTest))
    return RuntimeError(f"{operation} raised {type(error).__name__}") if ends or skips else error


# What event loops ask each other for.
LOOP = {"do_start", "do_cancel", "do_pump"}

ATTRIBUTES = {"get": getattr, "set": setattr, "del": delattr, "plain": plain}


class Coroutine(collections.abc.Coroutine):
    """A coroutine of the other side, which asyncio takes for one: its steps are those of waiting for it."""

    def __init__(self, peer):
        self.peer, self.steps = peer, None

    def __await__(self):
        return self.peer.awaited(self)

    def send(self, value):
        return self.begun().send(value)

    def throw(self, *error):
        return self.begun().throw(*error)

    def close(self):
        if self.steps is not None:
            self.steps.close()

    def begun(self):
        self.steps = self.steps or self.peer.awaited(self)
        return self.steps
`;
