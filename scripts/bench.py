"""What gradcli costs, as ratios within one run, against plain Python, plain NumPy and, where installed, its peers.

    python scripts/bench.py            all of it, about a minute
    python scripts/bench.py scalar     one part: scalar, order, arrays, second, table, start, loop

PEERS_PYTHON names Pythons that have JAX, PyTorch and autograd, where this one has none: paths, with a colon between.

Absolute times differ between machines; ratios of medians taken in turn differ little.
"""

from __future__ import annotations

import importlib.util
import math
import statistics
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import environment as environment
from bench_table import table
from timing import numbers, python_with, ratio, show, timed, whole

from gradcli.core.program import Program
from gradcli.interpreters.taylor import taylor
from gradcli.ops.analysis import exp, sin
from gradcli.tape import GradientTape, constant


def taped(rounds: int, sin: Callable[[Any], Any], x: Any) -> Any:
    """The loop that is measured."""
    out = 1.0
    for _ in range(rounds):
        out = sin(out * x) + x * out
    return out


def gradient(rounds: int) -> Any:
    """The loop under a tape, and its gradient."""
    x = constant(0.5)
    with GradientTape() as tape:
        tape.watch(x)
        y = taped(rounds, sin, x)
    return tape.gradient(y, x)


def scalar() -> None:
    """Recording and reverse of a scalar loop."""
    mine, _, times = ratio(lambda: gradient(10_000), lambda: taped(10_000, math.sin, 0.5))
    show("10,000 rounds of sin(out*x) + x*out, against bare Python", f"{times:.0f} x", "100 x")
    show("  per op, recording and reverse", f"{mine / 40_000 * 1e6:.2f} us")
    small, large = (statistics.median(timed(lambda n=n: gradient(n)) for _ in range(3)) for n in (25_000, 250_000))
    show("  1,000,000 steps against 100,000: time per step", f"{large / small / 10:.2f} x", "about 1")
    tracemalloc.start()
    with GradientTape() as tape:
        x = constant(0.5)
        tape.watch(x)
        before = tracemalloc.get_traced_memory()[0]
        y = taped(10_000, sin, x)
        held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del y
    show("  bytes a step", f"{held / 40_000:.0f}", "250")
    for name, peer in PEERS.items():
        if importlib.util.find_spec(name):
            _, _, times = ratio(lambda peer=peer: peer(1_000), lambda: gradient(1_000), 3)
            show(f"  {name}, 1,000 rounds, against gradcli", f"{times:.1f} x")


def torch_loop(rounds: int) -> None:
    """The same loop in PyTorch."""
    import torch

    x = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    taped(rounds, lambda v: torch.sin(torch.as_tensor(v)), x).backward()


def autograd_loop(rounds: int) -> None:
    """The same loop in HIPS autograd."""
    import autograd
    import autograd.numpy as anp

    autograd.grad(lambda x: taped(rounds, anp.sin, x))(0.5)


PEERS = {"torch": torch_loop, "autograd": autograd_loop}


def order() -> None:
    """High derivatives of exp(sin(x)) * x**3."""
    x = constant(0.5)
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = exp(sin(x)) * x**3
    program: Program = tape.program([y], [x])

    def median(n: int) -> float:
        return statistics.median(timed(lambda: taylor(program, [0.5], [1.0], n)) for _ in range(9))

    times = {n: median(n) for n in (15, 30)}
    show("30 derivatives of exp(sin(x))*x**3 by Taylor series", f"{times[30] * 1e3:.2f} ms")
    show("  30 against 15 (quadratic is 4)", f"{times[30] / times[15]:.1f} x", "4 x")


def arrays() -> None:
    """Models under a tape, and under peers', against the same derivatives written by hand."""
    bounds = {"logistic": "1.15 x", "mlp": "1.15 x", "gmm": "1.7 x"}
    found: dict[str, dict[str, str]] = {name: {} for name in bounds}
    for library in ("gradcli", "jax", "torch", "autograd"):
        if python := sys.executable if library == "gradcli" else python_with(library):
            command = [python, str(Path(__file__).with_name("bench_arrays.py")), library]
            for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
                name, _, _, times = line.split()
                found[name][library] = f"{float(times):.2f} x"
    for name, times in found.items():
        show(f"{name}, value and gradient, against NumPy by hand", times.pop("gradcli"), bounds[name])
        for library, against in times.items():
            show(f"  {library}'s", against)


HESSIAN = """
import time
import jax, jax.numpy as jnp
jax.config.update("jax_enable_x64", True)
call = jax.jit(jax.hessian(lambda x: jnp.sum((1.0 - x[:-1]) ** 2 + 100.0 * (x[1:] - x[:-1] ** 2) ** 2)))
for n in (100, 1000):
    x, times = jnp.linspace(-1.0, 1.0, n), []
    for _ in range(10):
        start = time.perf_counter()
        jax.block_until_ready(call(x))
        times.append(time.perf_counter() - start)
    print(sorted(times)[4])
"""


def second() -> None:
    """Hessians of Rosenbrock's function by nested tapes and jacobian."""
    import numpy as np

    from gradcli.cli import memory
    from gradcli.ops.layout import total

    memory.keep()  # as the command does

    def hessian(n: int) -> Any:
        x = constant(np.linspace(-1.0, 1.0, n))
        with GradientTape(persistent=True) as outer:
            outer.watch(x)
            with GradientTape() as inner:
                inner.watch(x)
                y = total((1.0 - x[:-1]) ** 2 + 100.0 * (x[1:] - x[:-1] ** 2) ** 2)
            g = inner.gradient(y, x)
        return outer.jacobian(g, x)

    peer = python_with("jax")
    theirs = numbers([peer, "-c", HESSIAN]) if peer else []
    for k, (n, bound) in enumerate(((100, "1 ms"), (1000, "20 ms"))):
        hessian(n)
        seconds = statistics.median(timed(lambda n=n: hessian(n)) for _ in range(9))
        show(f"Hessian of {n} variables, Rosenbrock", f"{seconds * 1e3:.1f} ms", bound)
        if theirs:
            show("  JAX's jit", f"{theirs[k] * 1e3:.2f} ms")
    scalars()


def scalars() -> None:
    """The Hessian of Rosenbrock's function of 50 scalars, and what `eval` answers, with error bounds."""
    from gradcli.answer.derivatives import recorded
    from gradcli.answer.subject import Ask, Subject
    from gradcli.frontends.bindings import read_bindings
    from gradcli.frontends.evaluate import calculate
    from gradcli.frontends.table.expression import RowExpression
    from gradcli.interpreters.number_rows import half

    text = "+".join(f"(1-x{n})^2+100*(x{n + 1}-x{n}^2)^2" for n in range(49))
    names, values = [f"x{n}" for n in range(50)], [0.1 + 0.01 * n for n in range(50)]
    row = RowExpression(text, names, [], Ask()).record(values)
    program, _ = recorded(Subject(row.program, tuple(names), tuple(values)))
    seconds = statistics.median(timed(lambda: half(program, program.targets)) for _ in range(31))
    show("Hessian of 50 scalars", f"{seconds * 1e3:.2f} ms", "1 ms")
    bindings = list(read_bindings([f"{name}={value:.2f}" for name, value in zip(names, values)], {}).values())
    ask = {order: lambda order=order: calculate(text, bindings, Ask(order=order)) for order in (1, 2)}
    orders = {order: statistics.median(timed(ask[order]) for _ in range(9)) for order in (1, 2)}
    show("  eval --order 2 of them, with its error bounds, beyond order 1", f"{(orders[2] - orders[1]) * 1e3:.1f} ms")


def start() -> None:
    """The whole command against importing click alone: the processor's time."""
    click = [sys.executable, "-c", "import click"]
    mine = [sys.executable, "-m", "gradcli", "eval", "x^2*y + sin(x*y)", "x=2", "y=3"]
    pairs = [(whole(mine)[1], whole(click)[1]) for _ in range(42)][1:]
    a, b = (statistics.median(column) * 1e3 for column in zip(*pairs))
    times = statistics.median(m / c for m, c in pairs)
    show("gradcli eval, whole command, against 'import click'", f"{times:.2f} x", "1.3 x")
    show("  milliseconds of the processor", f"{a:.0f} and {b:.0f}")


def loop() -> None:
    """A training loop in plain Python, of 18,000 operations, under run."""
    path = str(Path(__file__).with_name("bench_loop.py"))
    mine, bare = ([sys.executable, *words, path] for words in (("-m", "gradcli", "run"), ()))
    pairs = [(whole(mine)[1], whole(bare)[1]) for _ in range(7)][1:]
    a, b = (statistics.median(column) for column in zip(*pairs))
    show("a training loop of 18,000 operations under run", f"{a:.2f} s", "0.3 s")
    show("  by Python alone", f"{b:.2f} s")


PARTS = {
    "scalar": scalar,
    "order": order,
    "arrays": arrays,
    "second": second,
    "table": table,
    "start": start,
    "loop": loop,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
