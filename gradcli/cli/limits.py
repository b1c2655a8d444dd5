"""Limits on time and memory: a supervised child, which can be ended in the middle of a library's loop."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from ..core.timer import limit
from ..errors import GradcliError
from . import streams

LIBRARIES = 1 << 29  # bytes that the libraries may take
GRACE = 1.0  # seconds between asking a child to end and ending it


class TimedOut(GradcliError):
    """Time is up: status 124."""

    status = 124

    def __init__(self, seconds: float, hint: str | None = None) -> None:
        super().__init__(f"timed out after {seconds:g} s", code="timeout", hint=hint)


class Interrupted(KeyboardInterrupt):
    """The child, or a script, was interrupted, and has said so."""


class Ended(GradcliError):
    """The system ended the work: status 128 and the signal, as a shell says it."""

    def __init__(self, number: int) -> None:
        message = f"the computation was ended by the system: {signal.strsignal(number)}"
        super().__init__(message, code="ended", hint="if it needs more memory, --memory allows it", status=128 + number)


def alarm(seconds: float, hint: str | None = None) -> AbstractContextManager[None]:
    """Raise TimedOut if the block takes longer; in Python code, that is: nothing interrupts a library's loop."""
    return limit(seconds, lambda: TimedOut(seconds, hint), wall=True)


def supervised(
    seconds: float, action: Callable[[], int], hint: str | None = None, memory: float | None = None
) -> Callable[[], int]:
    """`action` in a child process that is ended when time is up, whatever it is doing.

    memory: bytes that the child may have beside its libraries. What is written to memory, not to a file or terminal,
    would stay with the child: there `action` runs in this process under an alarm.
    Running it raises TimedOut then, and KeyboardInterrupt if the child died of one.
    """

    def run() -> int:
        if not streams.has_descriptor(sys.stdout):
            with alarm(seconds, hint):
                return action()
        child = os.fork()
        if child == 0:
            if memory is not None:
                bound(memory)
            return action()
        try:
            return _watch(child, seconds, hint)
        except Interrupted:
            raise
        except KeyboardInterrupt:  # before, or after, the wait for the child
            _end(child, signal.SIGINT)
            with suppress(ChildProcessError):
                os.waitpid(child, 0)
            raise

    return run


def bound(memory: float) -> None:
    """Have the system refuse this process more memory: for what was not counted before it was made."""
    import resource

    most = int(min(memory + LIBRARIES, 2**62))
    with suppress(OSError, ValueError):  # a lower limit may be in force
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _watch(child: int, seconds: float, hint: str | None) -> int:
    """Wait for the child, pass signals on to it, and answer with its status. A signal that it died of is told."""
    before = signal.signal(signal.SIGTERM, lambda number, _: _end(child, number))
    try:
        with alarm(seconds, hint):
            status = _wait(child)
    except TimedOut:
        _end(child, signal.SIGTERM)
        try:
            with alarm(GRACE):
                _wait(child)
        except TimedOut:
            _end(child, signal.SIGKILL)
            _wait(child)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) == signal.SIGINT:
            raise Interrupted
        if os.WTERMSIG(status) not in (signal.SIGTERM, signal.SIGPIPE):
            raise Ended(os.WTERMSIG(status))
        return 128 + os.WTERMSIG(status)
    return os.waitstatus_to_exitcode(status)


def _wait(child: int) -> int:
    """The child's status. An interrupt reaches the child from the terminal, or else from here a moment later."""
    try:
        return os.waitpid(child, 0)[1]
    except KeyboardInterrupt:
        for _ in range(20):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status
            time.sleep(0.01)
        _end(child, signal.SIGINT)
        return os.waitpid(child, 0)[1]


def _end(child: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, number)
