"""What gradcli costs, as ratios within one run, against plain Python, plain NumPy and, where installed, its peers.

    python scripts/bench.py            all of it, about a minute
    python scripts/bench.py scalar     one part: scalar, order, arrays, start

Absolute times differ between machines; ratios of medians taken in turn differ little.
"""

from __future__ import annotations

import gc
import importlib.util
import math
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from gradcli.core.program import Program
from gradcli.interpreters.taylor import taylor
from gradcli.ops.analysis import exp, sin
from gradcli.tape import GradientTape, constant


def timed(f: Callable[[], Any]) -> float:
    """Seconds of one call, with the collector's debts paid first."""
    gc.collect()
    start = time.perf_counter()
    f()
    return time.perf_counter() - start


def ratio(f: Callable[[], Any], g: Callable[[], Any], times: int = 9) -> tuple[float, float, float]:
    """Median seconds of f and of g, run in turn, and the median of their ratios."""
    f(), g()
    pairs = [(timed(f), timed(g)) for _ in range(times)]
    mine, other = (statistics.median(column) for column in zip(*pairs))
    return mine, other, statistics.median(a / b for a, b in pairs)


def show(what: str, value: str, bound: str = "") -> None:
    """One row."""
    print(f"{what:<58}{value:>16}{'   at most ' + bound if bound else ''}", flush=True)


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
    """Training steps against the same derivatives written by hand."""
    import numpy as np

    from gradcli.ops.analysis import log, tanh
    from gradcli.ops.layout import total
    from gradcli.ops.products import matmul

    rng = np.random.default_rng(0)
    data, labels, start = rng.normal(size=(10_000, 100)), (rng.random(10_000) > 0.5) * 1.0, rng.normal(size=100) * 0.1
    w = constant(start)

    def logistic() -> Any:
        with GradientTape() as tape:
            tape.watch(w)
            z = matmul(data, w)
            loss = total(log(1.0 + exp(-z)) + (1.0 - labels) * z) * 1e-4
        return tape.gradient(loss, w)

    def logistic_by_hand() -> Any:
        z = data @ start
        e = np.exp(-z)
        s = 1.0 + e
        return (np.log(s) + (1.0 - labels) * z).sum() * 1e-4, data.T @ ((-e / s + (1.0 - labels)) * 1e-4)

    times = ratio(logistic, logistic_by_hand, 21)[2]
    show("logistic regression, 10,000 x 100, against NumPy by hand", f"{times:.2f} x")
    inputs, target = rng.normal(size=(256, 64)), rng.normal(size=(256, 1))
    weights = [rng.normal(size=s) * 0.1 for s in ((64, 128), (128,), (128, 64), (64,), (64, 1))]
    tensors = [constant(v) for v in weights]

    def network() -> Any:
        with GradientTape() as tape:
            tape.watch(tensors)
            w1, b1, w2, b2, w3 = tensors
            h = tanh(matmul(tanh(matmul(inputs, w1) + b1), w2) + b2)
            d = matmul(h, w3) - target
            loss = total(d * d)
        return tape.gradient(loss, tensors)

    def network_by_hand() -> Any:
        w1, b1, w2, b2, w3 = weights
        h1 = np.tanh(inputs @ w1 + b1)
        h2 = np.tanh(h1 @ w2 + b2)
        g = 2.0 * (h2 @ w3 - target)
        u2 = (g @ w3.T) * (1.0 - h2 * h2)
        u1 = (u2 @ w2.T) * (1.0 - h1 * h1)
        return inputs.T @ u1, u1.sum(0), h1.T @ u2, u2.sum(0), h2.T @ g

    times = ratio(network, network_by_hand, 41)[2]
    show("a network of 64-128-64-1 on 256 rows, against NumPy by hand", f"{times:.2f} x")


def start() -> None:
    """The whole command against importing click alone."""
    click = [sys.executable, "-c", "import click"]
    mine = [sys.executable, "-m", "gradcli", "eval", "x^2*y + sin(x*y)", "x=2", "y=3"]

    def run(command: list[str]) -> Callable[[], Any]:
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    a, b, times = ratio(run(mine), run(click), 21)
    show("gradcli eval, whole command, against 'import click'", f"{times:.2f} x", "1.5 x")
    show("  milliseconds", f"{a * 1e3:.0f} and {b * 1e3:.0f}")


PARTS = {"scalar": scalar, "order": order, "arrays": arrays, "start": start}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
