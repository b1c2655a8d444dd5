"""What the benchmarks share: how long something takes, against something else in turn, and a row of the answer."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any


def timed(f: Callable[[], Any]) -> float:
    """The processor's seconds for one call, with the collector's debts paid first."""
    gc.collect()
    start = time.process_time()
    f()
    return time.process_time() - start


def whole(command: list[str]) -> tuple[float, float]:
    """Seconds of a whole command by the clock, and of the processor."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, child.returncode, used = os.wait4(child.pid, 0)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def ratio(f: Callable[[], Any], g: Callable[[], Any], times: int = 9) -> tuple[float, float, float]:
    """Median seconds of f and of g, run in turn, and the median of their ratios."""
    f(), g()
    pairs = [(timed(f), timed(g)) for _ in range(times)]
    mine, other = (statistics.median(column) for column in zip(*pairs))
    return mine, other, statistics.median(a / b for a, b in pairs)


def show(what: str, value: str, bound: str = "") -> None:
    """One row."""
    print(f"{what:<58}{value:>16}{'   at most ' + bound if bound else ''}", flush=True)


def python_with(library: str) -> str:
    """A Python that has a library, this one or one of PEERS_PYTHON; "" where there is none."""
    there = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({library!r}) is None)"
    pythons = [sys.executable, *filter(None, os.environ.get("PEERS_PYTHON", "").split(os.pathsep))]
    return next((python for python in pythons if not subprocess.run([python, "-c", there]).returncode), "")


def numbers(command: list[str]) -> list[float]:
    """What a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]
