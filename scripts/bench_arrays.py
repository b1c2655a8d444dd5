"""Three models under a tape against the same value and gradient written by hand in NumPy, on one thread.

    python scripts/bench_arrays.py [gradcli|jax|torch|autograd] [MODEL]...

Each loss is written once, in the functions that `numpy`, `jax.numpy`, `torch` and `autograd.numpy` share. A line for
each model: its name, milliseconds of the library and of NumPy by hand, run in turn, and the median of their ratios.

logistic: regression of 10,000 rows by 100 weights. mlp: 512 rows of 784 numbers, 256 hidden units, 10 classes.
gmm: the Gaussian mixture of ADBench (Srajer, Kukelova, Fitzgibbon, Optimization Methods and Software 33, 2018), 1,000
points in 20 dimensions, 25 components.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import gc
import math
import statistics
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

TIMES, CALLS = 25, 8
rng = np.random.default_rng(0)


class Model(NamedTuple):
    """A loss of parameters, and its value and gradient by hand."""

    loss: Callable[..., Any]
    by_hand: Callable[..., Any]
    parameters: list[Any]


def logistic() -> Model:
    """The mean of log(1 + exp(-y x.w))."""
    x, y = rng.normal(size=(10_000, 100)), np.sign(rng.normal(size=10_000))

    def loss(xp: Any, w: Any) -> Any:
        return xp.mean(xp.logaddexp(0.0, xp.asarray(-y) * xp.matmul(xp.asarray(x), w)))

    def by_hand(w: Any) -> Any:
        z = -y * (x @ w)
        value = np.logaddexp(0.0, z)
        slope = y / (1.0 + np.exp(-z))
        return value.mean(), (slope @ x) / -len(y)

    return Model(loss, by_hand, [rng.normal(size=100) * 0.1])


def mlp() -> Model:
    """The mean cross-entropy of a network with one hidden layer of tanh."""
    x, label = rng.normal(size=(512, 784)), np.eye(10)[rng.integers(0, 10, 512)]
    parameters = [rng.normal(size=s) * 0.05 for s in ((784, 256), (256,), (256, 10), (10,))]

    def loss(xp: Any, w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
        scores = xp.matmul(xp.tanh(xp.matmul(xp.asarray(x), w1) + b1), w2) + b2
        scores = scores - xp.max(scores, axis=1, keepdims=True)
        return xp.mean(xp.log(xp.sum(xp.exp(scores), axis=1)) - xp.sum(xp.asarray(label) * scores, axis=1))

    def by_hand(w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
        h = np.tanh(x @ w1 + b1)
        scores = h @ w2 + b2
        scores -= scores.max(axis=1, keepdims=True)
        e = np.exp(scores)
        total = e.sum(axis=1)
        value = (np.log(total) - (label * scores).sum(axis=1)).mean()
        g2 = (e / total[:, None] - label) / len(x)
        g1 = (g2 @ w2.T) * (1.0 - h * h)
        return value, x.T @ g1, g1.sum(axis=0), h.T @ g2, g2.sum(axis=0)

    return Model(loss, by_hand, parameters)


def gmm() -> Model:
    """The logarithm of the likelihood of a mixture, with a Wishart prior; its constant terms are left out."""
    n, d, k, gamma, m = 1000, 20, 25, 1.0, 0.0
    x, lower = rng.normal(size=(n, d)), d * (d - 1) // 2
    place = np.zeros((d, d), int)  # of each entry of a triangular matrix in (0, its diagonal, what is below)
    place[np.diag_indices(d)] = np.arange(1, d + 1)
    place[np.tril_indices(d, -1)] = np.arange(d + 1, d + 1 + lower)
    zero, below = np.zeros((k, 1)), np.tril_indices(d, -1)
    parameters = [rng.normal(size=k), rng.normal(size=(k, d)), rng.normal(size=(k, d)) * 0.1,
                  rng.normal(size=(k, lower)) * 0.1]  # fmt: skip

    def log_sum_exp(xp: Any, a: Any) -> Any:
        top = xp.max(a, axis=-1, keepdims=True)
        return xp.squeeze(top, -1) + xp.log(xp.sum(xp.exp(a - top), axis=-1))

    def loss(xp: Any, alpha: Any, mean: Any, q: Any, low: Any) -> Any:
        diagonal, total = xp.exp(q), xp.sum(q, axis=1)
        factor = xp.concatenate([xp.asarray(zero), diagonal, low], axis=1)[:, place]
        z = xp.matmul(xp.asarray(x) - mean[:, None, :], xp.swapaxes(factor, 1, 2))
        inner = (alpha + total)[:, None] - 0.5 * xp.sum(z**2, axis=2)
        prior = 0.5 * gamma**2 * (xp.sum(diagonal**2) + xp.sum(low**2)) - m * xp.sum(total)
        return xp.sum(log_sum_exp(xp, xp.swapaxes(inner, 0, 1))) - n * log_sum_exp(xp, alpha) + prior

    def by_hand(alpha: Any, mean: Any, q: Any, low: Any) -> Any:
        diagonal, total = np.exp(q), q.sum(axis=1)
        factor = np.zeros((k, d, d))
        factor[:, np.arange(d), np.arange(d)], factor[:, below[0], below[1]] = diagonal, low
        away = x - mean[:, None, :]
        z = away @ factor.swapaxes(1, 2)
        inner = (alpha + total)[:, None] - 0.5 * (z * z).sum(axis=2)
        top = inner.max(axis=0)
        share = np.exp(inner - top)
        norm = share.sum(axis=0)
        share /= norm
        prior = 0.5 * gamma**2 * ((diagonal**2).sum() + (low**2).sum()) - m * total.sum()
        weight = np.exp(alpha - alpha.max())
        value = (top + np.log(norm)).sum() - n * (alpha.max() + math.log(weight.sum())) + prior
        by_z = -share[:, :, None] * z
        by_factor = by_z.swapaxes(1, 2) @ away
        counts = share.sum(axis=1)
        by_q = by_factor[:, np.arange(d), np.arange(d)] * diagonal + counts[:, None] + gamma**2 * diagonal**2 - m
        by_mean = -(by_z @ factor).sum(axis=1)
        return (value, counts - n * weight / weight.sum(), by_mean, by_q,
                by_factor[:, below[0], below[1]] + gamma**2 * low)  # fmt: skip

    return Model(loss, by_hand, parameters)


def of_gradcli(model: Model) -> Callable[[], Any]:
    """Value and gradient by a tape; as in the command, the C library keeps its large blocks."""
    from gradcli import GradientTape, constant
    from gradcli.cli import memory

    memory.keep()
    tensors = [constant(v) for v in model.parameters]

    def call() -> Any:
        with GradientTape() as tape:
            tape.watch(tensors)
            loss = model.loss(np, *tensors)
        return loss, *tape.gradient(loss, tensors)

    return call


def of_jax(model: Model) -> Callable[[], Any]:
    """The same by JAX's jit, already compiled."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    both = jax.jit(jax.value_and_grad(lambda *p: model.loss(jnp, *p), tuple(range(len(model.parameters)))))

    def call() -> Any:
        value, gradient = jax.block_until_ready(both(*model.parameters))
        return value, *gradient

    return call


def of_torch(model: Model) -> Callable[[], Any]:
    """The same by PyTorch, whose names for two functions are others."""
    import torch

    torch.set_num_threads(1)
    names = {**vars(torch), "max": torch.amax, "logaddexp": lambda a, b: torch.logaddexp(torch.as_tensor(a).to(b), b)}
    xp, tensors = SimpleNamespace(**names), [torch.tensor(v, requires_grad=True) for v in model.parameters]

    def call() -> Any:
        loss = model.loss(xp, *tensors)
        return loss.detach(), *torch.autograd.grad(loss, tensors)

    return call


def of_autograd(model: Model) -> Callable[[], Any]:
    """The same by HIPS autograd."""
    import autograd
    import autograd.numpy as anp

    both = autograd.value_and_grad(lambda p: model.loss(anp, *p))

    def call() -> Any:
        value, gradient = both(tuple(model.parameters))
        return value, *gradient

    return call


LIBRARIES = {"gradcli": of_gradcli, "jax": of_jax, "torch": of_torch, "autograd": of_autograd}
MODELS = {"logistic": logistic, "mlp": mlp, "gmm": gmm}


def timed(f: Callable[[], Any]) -> float:
    """Milliseconds of the processor for a call, of several in a row, with the collector's debts paid first."""
    gc.collect()
    start = time.process_time()
    for _ in range(CALLS):
        f()
    return (time.process_time() - start) * 1e3 / CALLS


def measure(library: str, name: str) -> tuple[float, float, float]:
    """Milliseconds of the library and by hand, run in turn, and the median of the ratios. They must agree."""
    model = MODELS[name]()
    mine, other = LIBRARIES[library](model), lambda: model.by_hand(*model.parameters)
    for a, b in zip(mine(), other()):
        np.testing.assert_allclose(np.asarray(a), b, rtol=1e-8, atol=1e-9)
    pairs = [(timed(mine), timed(other)) for _ in range(TIMES)]
    a, b = (statistics.median(column) for column in zip(*pairs))
    return a, b, statistics.median(x / y for x, y in pairs)


if __name__ == "__main__":
    library, *names = [*sys.argv[1:], "gradcli"][: max(len(sys.argv) - 1, 1)]
    for name in names or MODELS:
        print(name, *(f"{v:.4g}" for v in measure(library, name)), flush=True)
