"""What work costs against its size: ratios of the processor's time of equally long runs."""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable
from math import inf
from time import process_time

LEAST = 0.01  # seconds of a run: what is shorter is done several times


def growth(work: Callable[[int], object], size: int, enough: float = 2.0) -> float:
    """How many times longer `work` of 8 times the size takes than 8 times the work: 1 if it is linear, 8 if quadratic.

    The least of up to nine runs each, the collector at rest, until it is less than enough.
    """
    large, runs = inf, 1
    work(size)  # what is done once is done
    gc.disable()
    try:
        while (small := seconds(work, size, runs)) < LEAST:
            runs *= 2
        times = max(runs // 8, 1)
        for _ in range(8):
            large = min(large, seconds(work, 8 * size, times) * runs / (8 * times))
            if large < enough * small:
                break
            small = min(small, seconds(work, size, runs))
    finally:
        gc.enable()
    return large / small


def processor() -> float:
    """Seconds of the processor's so far, of this process and of those that it waited for: no other slows them."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def seconds(work: Callable[[int], object], size: int, times: int) -> float:
    """The processor's time of so many runs."""
    begin = process_time()
    for _ in range(times):
        work(size)
    return process_time() - begin
