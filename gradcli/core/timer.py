"""A limit on time for code that keeps no deadline of its own, such as one long call of a library written in Python.

The time is the processor's, so that an answer does not depend on what else the machine is doing; or the clock's, for
what a person waits for.
"""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


LOST = ("__del__", "gc_callback")  # functions of the collector's, out of which no exception comes
LONGEST = 1e9  # seconds, 31 years: the system's timers end at 292
AGAIN = 0.05  # seconds after which it rings again, in case the first exception went nowhere


class _Ring(BaseException):
    """Time is up; no `except Exception` between here and there may swallow it."""


@contextmanager
def limit(seconds: float, error: Callable[[], Exception], wall: bool = False) -> Iterator[None]:
    """Raise an `error()` if the block takes longer, by the system's timer: in the main thread, between two bytecodes.

    wall: seconds of the clock, not of this process's work. Limits nest: the timer that was set before goes on
    afterwards, and where it would ring first it is left alone.
    """
    timer, number, clock = signal.ITIMER_PROF, signal.SIGPROF, process_time
    if wall:
        timer, number, clock = signal.ITIMER_REAL, signal.SIGALRM, monotonic
    start, (former, every) = clock(), signal.getitimer(timer)
    if 0 < former <= seconds:
        yield
        return
    mine, armed = _Ring(), True

    def ring(_: int, frame: Any) -> None:
        if armed and (frame is None or frame.f_code.co_name not in LOST):
            raise mine

    try:
        handler = signal.signal(number, ring)
    except ValueError:  # another thread than the main one: it cannot be interrupted
        yield
        return
    precision = sys.modules["mpmath"].mp.prec if "mpmath" in sys.modules else 53
    try:
        signal.setitimer(timer, min(max(seconds, 0.001), LONGEST), AGAIN)
        yield
    except _Ring as rung:
        armed = False
        if "mpmath" in sys.modules:
            sys.modules["mpmath"].mp.prec = precision  # an interrupted function may have raised it
        if rung is not mine:
            raise
        raise error() from None
    finally:
        armed = False
        signal.setitimer(timer, 0)
        signal.signal(number, handler)
        if former:
            signal.setitimer(timer, max(former - (clock() - start), 0.001), every)
