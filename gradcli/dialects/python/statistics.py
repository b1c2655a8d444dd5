"""Python's `statistics`, on Tensors too: its averages and spreads, written out."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import cache, reduce
from operator import mul
from types import ModuleType
from typing import Any

from ...core.vocabulary import ours
from .math import exact, plain_parts, total, traced


def mean(data: Any, weights: Any = None) -> Any:
    """The arithmetic mean."""
    if weights is None:
        return total(data) / len(data)
    return total([w * x for w, x in zip(weights, data)]) / total(weights)


def pvariance(data: Any, mu: Any = None) -> Any:
    """The variance of a population."""
    centre = mean(data) if mu is None else mu
    return total([(x - centre) ** 2 for x in data]) / len(data)


def variance(data: Any, xbar: Any = None) -> Any:
    """The variance of a sample."""
    return pvariance(data, xbar) * (len(data) / (len(data) - 1))


def median(data: Any) -> Any:
    """The middle value, or the mean of the middle two."""
    row, n = sorted(data), len(data)
    return row[n // 2] if n % 2 else (row[n // 2 - 1] + row[n // 2]) / 2


def harmonic_mean(data: Any, weights: Any = None) -> Any:
    """The reciprocal of the mean of the reciprocals; beside a 0 its limit."""
    zeros = [x for x in data if plain_parts(x) == 0]
    if zeros and weights is None:
        return reduce(mul, zeros) * len(data)
    return 1 / mean([1 / x for x in data], weights)


MINE: dict[str, Callable[..., Any]] = {
    "mean": mean, "fmean": mean, "variance": variance, "pvariance": pvariance, "median": median,
    "stdev": lambda data, xbar=None: ours.sqrt(variance(data, xbar)),
    "pstdev": lambda data, mu=None: ours.sqrt(pvariance(data, mu)),
    "geometric_mean": lambda data: reduce(mul, data) ** (1 / len(data)),
    "harmonic_mean": harmonic_mean,
    "median_low": lambda data: sorted(data)[(len(data) - 1) // 2],
    "median_high": lambda data: sorted(data)[len(data) // 2],
}  # fmt: skip


def spelled(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    """One function of `statistics`."""
    mine = MINE[name]

    def call(data: Any, *args: Any, **kwargs: Any) -> Any:
        data = list(data)
        if not traced([data, *args, *kwargs.values()]):
            return original(data, *args, **kwargs)
        known = original(plain_parts(data), *map(plain_parts, args), **{k: plain_parts(v) for k, v in kwargs.items()})
        return exact(mine(data, *args, **kwargs), known)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = original.__doc__
    return call


class NormalDist(statistics.NormalDist):
    """statistics.NormalDist, of traced samples too."""

    @classmethod
    def from_samples(cls, data: Any) -> NormalDist:
        """The one with the mean and the deviation of some samples."""
        data = list(data)
        return cls(spelled("fmean", statistics.fmean)(data), spelled("stdev", statistics.stdev)(data))


@cache
def module() -> ModuleType:
    """The module that a script gets for `import statistics`."""
    found = ModuleType("statistics", statistics.__doc__)
    found.__dict__.update(
        {k: v for k, v in vars(statistics).items() if not k.startswith("__") or k in ("__all__", "__file__")}
    )
    found.__dict__.update({name: spelled(name, vars(statistics)[name]) for name in MINE})
    found.__dict__["NormalDist"] = NormalDist
    return found
