"""tf.random: TensorFlow's own numbers from a seed (see `philox`), on the streams of its kernels (see `seeds`).

A draw is a function of a stream, a shape and a dtype; stateful ops, stateless ones and Generators differ in where
their streams come from.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from . import philox
from .convert import constant, convert, wrap
from .creation import zeros_like
from .dtypes import as_dtype, float32, int32, int64
from .elementary import maximum
from .names import ONLY_V1, export
from .operands import lengths, shape
from .philox import Stream
from .reductions import reduce_sum
from .seeds import SEEDS
from .shaping import stack
from .tensor import EagerTensor

if TYPE_CHECKING:
    from collections.abc import Callable

    Draw = Callable[[str, str, int], Stream]  # (kernel, dtype, how many numbers) -> the stream to draw them from


def made(values: Any, size: tuple[int, ...], dtype: Any) -> EagerTensor:
    """Numbers as a tensor."""
    array = np.asarray(values).astype(philox.plain(dtype.name)).reshape(size)
    return wrap(array if size else array[()], dtype)


def standard(draw: Draw, size: Any, dtype: Any, kernel: str = "normal") -> EagerTensor:
    """Standard normal numbers, all or those within two of the middle."""
    size, dtype = lengths(size), as_dtype(dtype)
    count = math.prod(size)
    numbers = philox.truncated if kernel == "truncated" else philox.normal
    return made(numbers(draw(kernel, dtype.name, count), count, dtype.name), size, dtype)


def scaled(noise: EagerTensor, mean: Any, stddev: Any) -> Any:
    """Normal numbers of another mean and deviation; differentiable in both."""
    return noise * convert(stddev, noise.dtype) + convert(mean, noise.dtype)


def uniform_numbers(draw: Draw, size: Any, low: Any, high: Any, dtype: Any) -> Any:
    """Uniform numbers of a float or an int dtype; of a float one differentiable in both ends."""
    size, dtype = lengths(size), as_dtype(dtype)
    count = math.prod(size)
    if dtype.is_integer:
        if high is None:
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        low, high = (np.asarray(convert(v, dtype if not hasattr(v, "dtype") else None).value) for v in (low, high))
        stream = draw("integers", dtype.name, count)
        if low.size == high.size == 1:
            return made(philox.integers(stream, count, int(low), int(high), dtype.name), size, dtype)
        words = philox.whole(stream, count, dtype.name).reshape(size)
        return made(low + (words % (high - low).astype(words.dtype)).astype(int), size, dtype)
    u = made(philox.uniform(draw("uniform", dtype.name, count), count, dtype.name), size, dtype)
    if isinstance(low, int | float) and low == 0 and (high is None or isinstance(high, int | float) and high == 1):
        return u
    low = convert(low, dtype)
    return u * (convert(1 if high is None else high, dtype) - low) + low


def stateful(seed: Any) -> Draw:
    """Draws of an op with this seed of its own, or with None."""
    return lambda kernel, dtype, count: SEEDS.numbers(kernel, dtype, seed, count)


def stateless(seed: Any) -> Draw:
    """Draws that depend on a seed of two numbers alone."""
    return lambda kernel, dtype, count: philox.stateless(convert(seed).value)


@export("random.normal", v1=("random_normal",))
def normal(
    shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, seed: Any = None, name: Any = None
) -> Any:
    """Normal numbers."""
    return scaled(standard(stateful(seed), shape, dtype), mean, stddev)


@export("random.truncated_normal", v1=("truncated_normal",))
def truncated_normal(
    shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, seed: Any = None, name: Any = None
) -> Any:
    """Normal numbers within two standard deviations."""
    return scaled(standard(stateful(seed), shape, dtype, "truncated"), mean, stddev)


@export("random.uniform", v1=("random_uniform",))
def uniform(
    shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = float32, seed: Any = None, name: Any = None
) -> Any:
    """Uniform numbers."""
    return uniform_numbers(stateful(seed), shape, minval, maxval, dtype)


@export("random.shuffle", v1=("random_shuffle",))
def shuffle(value: Any, seed: Any = None, name: Any = None) -> Any:
    """The rows in another order; no gradient passes."""
    x = convert(value)
    if not x.ndim:
        return x
    count = shape(x)[0]
    stream = SEEDS.reserve("shuffle", x.dtype.name, seed, -(-count // 4))
    return constant(x.value[philox.permutation(stream.one_by_one(), count)])


def gamma_numbers(draw: Draw, count: int, alpha: EagerTensor, size: tuple[int, ...]) -> Any:
    """Gamma numbers, `count` for each alpha, of shape `size`. Differentiable in alpha by the implicit function theorem
    (Figurnov, Mohamed and Mnih 2018): the distribution function at each number stays what it is."""
    from .custom import run

    flat = np.asarray(alpha.value, float).reshape(-1)
    stream = draw("gamma", alpha.dtype.name, count * flat.size)
    drawn = made(philox.gamma(stream, flat, count), size, alpha.dtype)

    def rule(n: int, g: Any, y: Any, a: Any, *rest: Any) -> Any:
        from . import rules as r
        from .special_rules import igamma_grad_a, lgamma

        density = r.exp(-y + r.xlogy(a - 1.0, y) - lgamma(a))
        over = tuple(range(-drawn.ndim, -alpha.ndim))
        slope = -(g * (igamma_grad_a(a, y) / density))
        return reduce_sum(slope, over) if over else slope

    return run("random_gamma", [alpha], [drawn], rule)[0]  # type: ignore[arg-type]


@export("random.gamma", v1=("random_gamma",))
def gamma(shape: Any, alpha: Any, beta: Any = None, dtype: Any = float32, seed: Any = None, name: Any = None) -> Any:
    """Gamma numbers, for each alpha (and beta, which divides them); differentiable in both."""
    kind = as_dtype(dtype)
    a, b = convert(alpha, kind), convert(1 if beta is None else beta, kind)
    a = a + zeros_like(b)
    size = lengths(shape)
    drawn = gamma_numbers(stateful(seed), math.prod(size), a, (*size, *np.shape(a.value)))
    return maximum(np.finfo(philox.plain(kind.name)).tiny, drawn / b)


def _no_gradient(op: str, x: EagerTensor, y: EagerTensor) -> Any:
    """y, computed from x by an op without a gradient."""
    from .custom import run
    from .errors import unregistered

    return run(op, [x], [y], lambda n, g, y, *xs: unregistered(op)())[0]  # type: ignore[arg-type]


def poisson_numbers(draw: Draw, size: tuple[int, ...], count: int, rate: EagerTensor, dtype: Any, op: str) -> Any:
    """Poisson numbers, `count` for each rate; no gradient is registered."""
    flat = np.asarray(rate.value, float).reshape(-1)
    found = philox.poisson(draw("poisson", rate.dtype.name, count * flat.size), flat, count)
    return _no_gradient(op, rate, made(found, size, as_dtype(dtype)))


@export("random.poisson")
def poisson(shape: Any, lam: Any, dtype: Any = float32, seed: Any = None, name: Any = None) -> Any:
    """Poisson numbers, for each rate."""
    rate, size = convert(lam), lengths(shape)
    return poisson_numbers(
        stateful(seed), (*size, *np.shape(rate.value)), math.prod(size), rate, dtype, "RandomPoissonV2"
    )


ONLY_V1["random_poisson"] = ONLY_V1["random.poisson"] = lambda lam, shape, dtype=float32, seed=None, name=None: poisson(
    shape, lam, dtype, seed
)


def _classes(stream: Stream, logits: Any, num_samples: Any, dtype: Any) -> EagerTensor:
    found = philox.categorical(stream, logits.value, int(convert(num_samples).value))
    return EagerTensor(found.astype(as_dtype(dtype or int64).as_numpy_dtype))


@export("random.categorical")
def categorical(logits: Any, num_samples: Any, dtype: Any = int64, seed: Any = None, name: Any = None) -> EagerTensor:
    """Class numbers drawn from rows of logits."""
    x = convert(logits)
    count = shape(x)[0] * -(-int(convert(num_samples).value) // 4) * 4 * 2
    return _classes(SEEDS.numbers("categorical", x.dtype.name, seed, count), x, num_samples, dtype)


ONLY_V1["multinomial"] = categorical

# from a seed of two numbers


@export("random.stateless_normal")
def stateless_normal(
    shape: Any, seed: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, name: Any = None, alg: Any = None
) -> Any:
    """Normal numbers that depend on the seed alone."""
    return scaled(standard(stateless(seed), shape, dtype), mean, stddev)


@export("random.stateless_truncated_normal")
def stateless_truncated_normal(
    shape: Any, seed: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, name: Any = None, alg: Any = None
) -> Any:
    """Normal numbers within two standard deviations that depend on the seed alone."""
    return scaled(standard(stateless(seed), shape, dtype, "truncated"), mean, stddev)


@export("random.stateless_uniform")
def stateless_uniform(
    shape: Any, seed: Any, minval: Any = 0, maxval: Any = None, dtype: Any = float32, name: Any = None, alg: Any = None
) -> Any:
    """Uniform numbers that depend on the seed alone; whole numbers of all their bits where both ends are None."""
    if as_dtype(dtype).is_integer and minval is None and maxval is None:
        return full(stateless(seed), shape, dtype)
    return uniform_numbers(stateless(seed), shape, minval, maxval, dtype)


def full(draw: Draw, size: Any, dtype: Any) -> EagerTensor:
    """Whole numbers of all their bits."""
    size, dtype = lengths(size), as_dtype(dtype)
    count = math.prod(size)
    bits = philox.whole(draw("full", dtype.name, count), count, dtype.name)
    return made(bits.astype(dtype.as_numpy_dtype), size, dtype)


@export("random.stateless_gamma")
def stateless_gamma(shape: Any, seed: Any, alpha: Any, beta: Any = None, dtype: Any = float32, name: Any = None) -> Any:
    """Gamma numbers that depend on the seed alone; the shape ends in that of alpha and beta."""
    kind, size = as_dtype(dtype), lengths(shape)
    a, b = convert(alpha, kind), convert(1 if beta is None else beta, kind)
    a = a + zeros_like(b)
    count = math.prod(size) // max(math.prod(np.shape(a.value)), 1)
    drawn = gamma_numbers(stateless(seed), count, a, size)
    return maximum(np.finfo(philox.plain(kind.name)).tiny, drawn / b)


@export("random.stateless_poisson")
def stateless_poisson(shape: Any, seed: Any, lam: Any, dtype: Any = int32, name: Any = None) -> Any:
    """Poisson numbers that depend on the seed alone; the shape ends in that of the rates."""
    rate, size = convert(lam), lengths(shape)
    count = math.prod(size) // max(math.prod(np.shape(rate.value)), 1)
    return poisson_numbers(stateless(seed), size, count, rate, dtype, "StatelessRandomPoisson")


@export("random.stateless_categorical")
def stateless_categorical(
    logits: Any, num_samples: Any, seed: Any, dtype: Any = int64, name: Any = None
) -> EagerTensor:
    """Class numbers that depend on the seed alone."""
    return _classes(philox.stateless(convert(seed).value), convert(logits), num_samples, dtype)


@export("random.split", "random.experimental.stateless_split")
def split(seed: Any, num: Any = 2, alg: Any = None) -> EagerTensor:
    """As many new seeds of two numbers."""
    old = convert(seed)
    return full(stateless(old), [int(convert(num).value), 2], old.dtype)


@export("random.fold_in", "random.experimental.stateless_fold_in")
def fold_in(seed: Any, data: Any, alg: Any = None) -> Any:
    """A new seed of two numbers, of a seed and a number."""
    number = convert(data)
    return stack([full(stateless(seed), [], number.dtype), number])
