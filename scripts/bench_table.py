"""A million points of an expression, against JAX's jit where it is installed, and 200,000 rows of CSV."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from timing import numbers, python_with, show, whole

EXPRESSION = "sin(x)*exp(-x*x)*log(1 + x*x) + tanh(x*y)/(1 + y*y)"

JAX = """
import re, sys, time
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
import jax, jax.numpy as jnp, numpy as np
jax.config.update("jax_enable_x64", True)
def f(x, y): return jnp.sin(x)*jnp.exp(-x*x)*jnp.log(1 + x*x) + jnp.tanh(x*y)/(1 + y*y)
rng = np.random.default_rng(0)
x, y = rng.normal(size=10**6), rng.normal(size=10**6)
before = peak()
call = jax.jit(jax.vmap(jax.value_and_grad(f, (0, 1))))
times = []
for _ in range(9):
    start = time.perf_counter()
    jax.block_until_ready(call(x, y))
    times.append(time.perf_counter() - start)
print(times[0], sorted(times[1:])[4], (peak() - before) / 1024)
"""


def ours() -> None:
    """Print seconds of the first call and of later ones, megabytes, and seconds with a bound for every number."""
    import numpy as np

    from gradcli.answer.subject import Ask
    from gradcli.frontends.table.expression import RowExpression
    from gradcli.interpreters.code.numpy_code import Code
    from gradcli.interpreters.code.row_doubt import doubted
    from gradcli.interpreters.code.straight_line import with_derivatives

    rng = np.random.default_rng(0)
    points = [rng.normal(size=10**6), rng.normal(size=10**6)]
    before, start = peak(), time.perf_counter()
    row = RowExpression(EXPRESSION, ["x", "y"], [], Ask()).record([0.3, 0.7])
    line = with_derivatives(row.program, row.wrt, [(), (0,), (1,)])
    code = Code(line)
    code(points)
    first = time.perf_counter() - start
    later = statistics.median(seconds(code, points) for _ in range(8))
    memory = (peak() - before) / 1024
    print(first, later, memory, seconds(Code(doubted(line, 10)), points))


def peak() -> int:
    """The most memory that this process has held, in kilobytes."""
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])


def seconds(code: Any, points: Any) -> float:
    """Seconds of one call, by the clock: it works in threads."""
    start = time.perf_counter()
    code(points)
    return time.perf_counter() - start


def table() -> None:
    """Value and both partials of an expression at a million points, and 200,000 rows of CSV."""
    import numpy as np

    first, later, memory, sure = numbers([sys.executable, __file__])
    show("a million points, the first call, with compiling", f"{first * 1e3:.0f} ms")
    show("  later calls", f"{later * 1e3:.0f} ms")
    show("  with an error bound for every number", f"{sure * 1e3:.0f} ms")
    show("  memory", f"{memory:.0f} MB")
    if peer := python_with("jax"):
        theirs = numbers([peer, "-c", JAX])
        show("  the first call, against JAX's jit", f"{first / theirs[0]:.2f} x", "1 x")
        show("  later calls, against JAX's", f"{later / theirs[1]:.2f} x", "1.3 x")
        show("  memory, against JAX's", f"{memory / theirs[2]:.2f} x", "0.25 x")
    with tempfile.TemporaryDirectory() as folder:
        points, out = f"{folder}/points.csv", f"{folder}/out.csv"
        rng = np.random.default_rng(0)
        with open(points, "w") as file:
            file.write("x,y\n")
            file.writelines(f"{a!r},{b!r}\n" for a, b in rng.normal(size=(200_000, 2)).tolist())
        command = [sys.executable, "-m", "gradcli", "table", EXPRESSION, points, "-o", out]
        seconds, work = min(whole(command) for _ in range(3))
        show("200,000 rows of CSV to CSV, whole command", f"{seconds:.2f} s", "2 s")
        show("  of the processor", f"{work:.2f} s")


if __name__ == "__main__":
    ours()
