"""What work costs against its size: ratios of the processor's time of equally long runs."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import inf
from time import process_time

LEAST = 0.01  # seconds of a run: what is shorter is done several times


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times longer `work` of 8 times the size takes than 8 times the work: 1 if it is linear, 8 if quadratic.

    The least of up to eight runs each, the collector at rest; the first warm the caches.
    """
    small = large = inf
    times = 1
    gc.collect()
    gc.disable()
    try:
        while seconds(work, size, 8 * times) < LEAST:
            times *= 2
        for _ in range(8):
            small, large = min(small, seconds(work, size, 8 * times)), min(large, seconds(work, 8 * size, times))
            if large < 1.5 * small:
                break
    finally:
        gc.enable()
    return large / small


def seconds(work: Callable[[int], object], size: int, times: int) -> float:
    """The processor's time of so many runs."""
    begin = process_time()
    for _ in range(times):
        work(size)
    return process_time() - begin
