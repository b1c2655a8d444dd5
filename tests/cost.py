"""What work costs against its size: ratios of equally long runs, which a busy machine slows alike."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import inf
from time import perf_counter


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times longer `work` of 8 times the size takes than 8 times the work: 1 if it is linear, 8 if quadratic.

    The least of up to six runs each, the collector at rest; the first warm the caches.
    """
    small = large = inf
    gc.collect()
    gc.disable()
    try:
        for _ in range(6):
            small, large = min(small, seconds(work, size, 8)), min(large, seconds(work, 8 * size, 1))
            if large < 1.5 * small:
                break
    finally:
        gc.enable()
    return large / small


def seconds(work: Callable[[int], object], size: int, times: int) -> float:
    """How long so many runs take."""
    begin = perf_counter()
    for _ in range(times):
        work(size)
    return perf_counter() - begin
