"""A limit on time: an alarm in the process for `eval`, a supervised child where --timeout is given."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from ..core.timer import limit
from ..errors import GradcliError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

GRACE = 1.0  # seconds between asking a child to end and ending it


class TimedOut(GradcliError):
    """Time is up: status 124."""

    status = 124

    def __init__(self, seconds: float, hint: str | None = None) -> None:
        super().__init__(f"timed out after {seconds:g} s", code="timeout", hint=hint)


def alarm(seconds: float, hint: str | None = None) -> AbstractContextManager[None]:
    """Raise TimedOut if the block takes longer; in Python code, that is: nothing interrupts a library's loop."""
    return limit(seconds, lambda: TimedOut(seconds, hint), wall=True)


def supervised(seconds: float, action: Callable[[], int]) -> Callable[[], int]:
    """`action` in a child process that is ended when time is up, whatever it is doing.

    Running it raises TimedOut then, and KeyboardInterrupt if the child died of one.
    """

    def run() -> int:
        child = os.fork()
        if child == 0:
            return action()
        return _watch(child, seconds)

    return run


def _watch(child: int, seconds: float) -> int:
    """Wait for the child, pass signals on to it, and answer with its status."""
    before = signal.signal(signal.SIGTERM, lambda number, _: _end(child, number))
    try:
        with alarm(seconds):
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
            raise KeyboardInterrupt
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
