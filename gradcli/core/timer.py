"""A limit on time for code that keeps no deadline of its own, such as one long call of a library written in Python."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Ring(BaseException):
    """Time is up; no `except Exception` between here and there may swallow it."""


@contextmanager
def limit(seconds: float, error: Callable[[], Exception]) -> Iterator[None]:
    """Raise an `error()` if the block takes longer, by the system's timer: in the main thread, between two bytecodes.

    Limits nest: the timer that was set before goes on afterwards, and where it would ring first it is left alone.
    """
    start, former = monotonic(), signal.getitimer(signal.ITIMER_REAL)[0]
    if 0 < former <= seconds:
        yield
        return
    mine = _Ring()

    def ring(*_: Any) -> None:
        raise mine

    try:
        handler = signal.signal(signal.SIGALRM, ring)
    except ValueError:  # another thread than the main one: it cannot be interrupted
        yield
        return
    precision = sys.modules["mpmath"].mp.prec if "mpmath" in sys.modules else 53
    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
        yield
    except _Ring as rung:
        if "mpmath" in sys.modules:
            sys.modules["mpmath"].mp.prec = precision  # an interrupted function may have raised it
        if rung is not mine:
            raise
        raise error() from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if former:
            signal.setitimer(signal.ITIMER_REAL, max(former - (monotonic() - start), 0.001))
