"""A limit on time for code that keeps no deadline of its own, such as one long call of a library written in Python.

The time is the processor's, so that an answer does not depend on what else the machine is doing; or the clock's, for
what a person waits for.
"""

from __future__ import annotations

import signal
import sys
import weakref
from collections.abc import Callable
from time import monotonic, process_time
from typing import Any

LOST = ("__del__", "gc_callback", "weakly_gone")  # functions out of which no exception comes,
CALLBACKS = ("weakref", "_weakrefset")  # and modules of such
LONGEST = 1e9  # seconds, 31 years: the system's timers end at 292
AGAIN = 0.05  # seconds after which it rings again, in case the first exception went nowhere


TIMERS = {
    False: (signal.ITIMER_PROF, signal.SIGPROF, process_time), True: (signal.ITIMER_REAL, signal.SIGALRM, monotonic),
}  # fmt: skip


class _Ring(BaseException):
    """Time is up; no `except Exception` between here and there may swallow it."""


class limit:
    """Raise an `error()` if the block takes longer, by the system's timer: in the main thread, between two bytecodes.

    wall: seconds of the clock, not of this process's work. Limits nest: the timer that was set before goes on
    afterwards, and where it would ring first it is left alone.
    """

    def __init__(self, seconds: float, error: Callable[[], Exception], wall: bool = False) -> None:
        self.seconds, self.error = seconds, error
        self.timer, self.number, self.clock = TIMERS[wall]
        self.mine, self.armed = _Ring(), False

    def __enter__(self) -> None:
        self.start, (self.former, self.every) = self.clock(), signal.getitimer(self.timer)
        if 0 < self.former <= self.seconds:
            return
        try:
            self.handler = signal.signal(self.number, self.ring)
        except ValueError:  # another thread than the main one: it cannot be interrupted
            return
        self.precision = sys.modules["mpmath"].mp.prec if "mpmath" in sys.modules else 53
        self.armed = True
        signal.setitimer(self.timer, min(max(self.seconds, 0.001), LONGEST), AGAIN)

    def ring(self, _: int, frame: Any) -> None:
        """Time is up: but not while a limit begins or ends, or where no exception comes out: it rings again soon."""
        if self.armed and (frame is None or not silent(frame)):
            raise self.mine

    def __exit__(self, kind: object, error: BaseException | None, tb: object) -> None:
        if not self.armed:
            return
        self.armed = False
        signal.setitimer(self.timer, 0)
        signal.signal(self.number, self.handler)
        if self.former:
            left = max(self.former - (self.clock() - self.start), 0.001)
            signal.setitimer(self.timer, left, self.every)
        if isinstance(error, _Ring) and "mpmath" in sys.modules:
            sys.modules["mpmath"].mp.prec = self.precision  # an interrupted function may have raised it
        if error is self.mine:
            raise self.error() from None


def silent(frame: Any) -> bool:
    """Whether nothing would catch what is raised in this frame, or what called it would swallow it."""
    if frame.f_code in ENDS:
        return True
    while frame is not None:
        if frame.f_code.co_name in LOST or frame.f_globals.get("__name__") in CALLBACKS:
            return True
        frame = frame.f_back
    return False


def weakly(x: Any, then: Callable[[], object]) -> weakref.ref[Any]:
    """A weak reference to x; when x is gone, `then()` runs whole: no limit rings in it."""

    def weakly_gone(_: object) -> None:
        then()

    return weakref.ref(x, weakly_gone)


ENDS = (limit.__enter__.__code__, limit.__exit__.__code__)
