"""tf.random: streams of gradcli's own, by NumPy. Shapes and dtypes are as in TensorFlow, numbers are not."""

from __future__ import annotations

from typing import Any

import numpy as np

from .convert import constant, convert, wrap
from .dtypes import as_dtype, float32, int64
from .names import NAMES, ONLY_V1, export, snake
from .operands import lengths, shape
from .tensor import EagerTensor

_global: dict[str, Any] = {"seed": None, "streams": {}}


@export("random.set_seed", v1=("set_random_seed", "random.set_random_seed"))
def set_seed(seed: int) -> None:
    """Begin all streams anew."""
    _global.update(seed=int(seed), streams={})


def stream(seed: Any = None) -> np.random.Generator:
    """The stream of an op's seed under the global seed."""
    streams = _global["streams"]
    key = None if seed is None else int(seed)
    if key not in streams:
        entropy = [n for n in (_global["seed"], key) if n is not None]
        streams[key] = np.random.default_rng([abs(n) for n in entropy] or None)
    found: np.random.Generator = streams[key]
    return found


def normal_numbers(g: Any, size: Any, mean: Any, stddev: Any, dtype: Any) -> Any:
    """Normal numbers; differentiable in mean and stddev."""
    noise = constant(g.standard_normal(lengths(size)), as_dtype(dtype))
    return noise * convert(stddev, as_dtype(dtype)) + convert(mean, as_dtype(dtype))


def uniform_numbers(g: Any, size: Any, low: Any, high: Any, dtype: Any) -> Any:
    """Uniform numbers of a float or an int dtype."""
    dtype = as_dtype(dtype)
    if dtype.is_integer:
        if high is None:
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        low, high = (int(convert(v).value) for v in (low, high))
        return wrap(np.asarray(g.integers(low, high, lengths(size))).astype(dtype.as_numpy_dtype)[()], dtype)
    high = 1 if high is None else high
    u = constant(g.random(lengths(size)), dtype)
    return u * (convert(high, dtype) - convert(low, dtype)) + convert(low, dtype)


@export("random.normal", v1=("random_normal",))
def normal(
    shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, seed: Any = None, name: Any = None
) -> Any:
    """Normal numbers."""
    return normal_numbers(stream(seed), shape, mean, stddev, dtype)


@export("random.uniform", v1=("random_uniform",))
def uniform(
    shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = float32, seed: Any = None, name: Any = None
) -> Any:
    """Uniform numbers."""
    return uniform_numbers(stream(seed), shape, minval, maxval, dtype)


def clipped(g: Any, size: Any) -> Any:
    """Normal numbers, drawn again where they are more than two from the middle."""
    v = np.asarray(g.standard_normal(lengths(size)))
    while (far := np.abs(v) > 2).any():
        v = np.where(far, g.standard_normal(v.shape), v)
    return v


@export("random.truncated_normal", v1=("truncated_normal",))
def truncated_normal(
    shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, seed: Any = None, name: Any = None
) -> Any:
    """Normal numbers within two standard deviations."""
    return constant(clipped(stream(seed), shape), as_dtype(dtype)) * convert(stddev, as_dtype(dtype)) + convert(
        mean, as_dtype(dtype)
    )


@export("random.shuffle", v1=("random_shuffle",))
def shuffle(value: Any, seed: Any = None, name: Any = None) -> Any:
    """The rows in another order."""
    x = convert(value)
    return NAMES["gather"](x, stream(seed).permutation(shape(x)[0]))


@export("random.gamma", v1=("random_gamma",))
def gamma(shape: Any, alpha: Any, beta: Any = None, dtype: Any = float32, seed: Any = None, name: Any = None) -> Any:
    """Gamma numbers, for each alpha."""
    a = np.asarray(convert(alpha, as_dtype(dtype)).value)
    v = stream(seed).gamma(a, size=(*lengths(shape), *a.shape))
    return constant(v, as_dtype(dtype)) / convert(1.0 if beta is None else beta, as_dtype(dtype))


@export("random.poisson")
def poisson(shape: Any, lam: Any, dtype: Any = float32, seed: Any = None, name: Any = None) -> Any:
    """Poisson numbers, for each rate."""
    rate = np.asarray(convert(lam).value)
    return constant(stream(seed).poisson(rate, size=(*lengths(shape), *rate.shape)), as_dtype(dtype))


@export("random.categorical")
def categorical(logits: Any, num_samples: Any, dtype: Any = int64, seed: Any = None, name: Any = None) -> EagerTensor:
    """Class numbers drawn from rows of logits."""
    x = np.asarray(convert(logits).value, float)
    count = int(convert(num_samples).value)
    noise = stream(seed).gumbel(size=(x.shape[0], count, x.shape[1]))
    return EagerTensor(np.argmax(x[:, None, :] + noise, -1).astype(as_dtype(dtype or int64).as_numpy_dtype))


ONLY_V1["multinomial"] = categorical


def _stateless(kind: str) -> Any:
    def call(shape: Any, seed: Any, *args: Any, dtype: Any = float32, **kwargs: Any) -> Any:
        g = np.random.default_rng(np.abs(np.asarray(convert(seed).value)).tolist())
        kwargs.pop("alg", None)
        kwargs.pop("name", None)
        if kind == "uniform":
            low, high = (*args, *[kwargs.get(k, d) for k, d in (("minval", 0), ("maxval", None))][len(args) :])[:2]
            return uniform_numbers(g, shape, low, high, dtype)
        mean, deviation = (*args, *[kwargs.get(k, d) for k, d in (("mean", 0.0), ("stddev", 1.0))][len(args) :])[:2]
        if kind == "normal":
            return normal_numbers(g, shape, mean, deviation, dtype)
        return constant(clipped(g, shape), as_dtype(dtype)) * deviation + mean

    call.__doc__ = f"{kind} numbers that depend on the seed alone."
    return call


for _kind in ("normal", "uniform", "truncated_normal"):
    NAMES[f"random.stateless_{_kind}"] = _stateless(_kind)


@export("random.Generator", "random.experimental.Generator")
class Generator:
    """A stream of its own."""

    def __init__(self, seed: Any = None) -> None:
        self.stream = np.random.default_rng(seed)

    @classmethod
    def from_seed(cls, seed: int, alg: Any = None) -> Generator:
        """The stream of a seed."""
        return cls(int(seed))

    @classmethod
    def from_non_deterministic_state(cls, alg: Any = None) -> Generator:
        """A new stream."""
        return cls()

    def normal(self, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, name: Any = None) -> Any:
        """Normal numbers."""
        return normal_numbers(self.stream, shape, mean, stddev, dtype)

    def uniform(self, shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = float32, name: Any = None) -> Any:
        """Uniform numbers."""
        return uniform_numbers(self.stream, shape, minval, maxval, dtype)

    def truncated_normal(
        self, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, name: Any = None
    ) -> Any:
        """Normal numbers within two standard deviations."""
        return constant(clipped(self.stream, shape), as_dtype(dtype)) * stddev + mean

    def reset_from_seed(self, seed: int) -> None:
        """Begin anew."""
        self.stream = np.random.default_rng(int(seed))


@export("random.get_global_generator")
def get_global_generator() -> Generator:
    """A generator under the global seed."""
    return Generator(_global["seed"])


# initializers


def fans(size: tuple[int, ...]) -> tuple[float, float]:
    """How many inputs and outputs a weight of that shape joins."""
    if not size:
        return 1.0, 1.0
    if len(size) == 1:
        return float(size[0]), float(size[0])
    field = float(np.prod(size[:-2]))
    return size[-2] * field, size[-1] * field


class Initializer:
    """Makes tensors of random numbers."""

    def __init__(
        self, scale: float = 1.0, mode: str = "fan_avg", distribution: str = "uniform", seed: Any = None, **about: Any
    ) -> None:
        self.scale, self.mode, self.distribution, self.seed, self.about = scale, mode, distribution, seed, about

    def __call__(self, shape: Any, dtype: Any = float32, **ignored: Any) -> Any:
        size = lengths(shape)
        enter, leave = fans(size)
        share = {"fan_in": enter, "fan_out": leave, "fan_avg": (enter + leave) / 2}[self.mode]
        g, variance = stream(self.seed), self.scale / max(share, 1.0)
        if self.distribution == "uniform":
            return uniform_numbers(g, size, -((3 * variance) ** 0.5), (3 * variance) ** 0.5, dtype or float32)
        if self.distribution == "untruncated_normal":
            return normal_numbers(g, size, 0.0, variance**0.5, dtype or float32)
        return constant(clipped(g, size) * variance**0.5 / 0.87962566103423978, as_dtype(dtype or float32))


class Simple:
    """Makes tensors by one of the functions above."""

    def __init__(self, make: Any, defaults: dict[str, Any], **given: Any) -> None:
        self.make, self.about = make, {**defaults, **given}

    def __call__(self, shape: Any, dtype: Any = float32, **ignored: Any) -> Any:
        return self.make(shape, dtype=dtype or float32, **self.about)


class Orthogonal:
    """Makes matrices with rows, or columns, of length 1 at right angles."""

    def __init__(self, gain: float = 1.0, seed: Any = None) -> None:
        self.gain, self.seed = gain, seed

    def __call__(self, shape: Any, dtype: Any = float32, **ignored: Any) -> Any:
        size = lengths(shape)
        rows, columns = int(np.prod(size[:-1])), size[-1]
        q, r = np.linalg.qr(stream(self.seed).normal(size=(max(rows, columns), min(rows, columns))))
        q = q * np.sign(np.diag(r))
        return constant(self.gain * (q.T if rows < columns else q).reshape(size), as_dtype(dtype or float32))


class Identity:
    """Makes identity matrices."""

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def __call__(self, shape: Any, dtype: Any = float32, **ignored: Any) -> Any:
        return constant(self.gain * np.eye(lengths(shape)[0], lengths(shape)[-1]), as_dtype(dtype or float32))


def _initializers() -> dict[str, Any]:
    def scaled(scale: float, mode: str, distribution: str) -> Any:
        return lambda seed=None, **ignored: Initializer(scale, mode, distribution, seed)

    def simple(make: Any, **defaults: Any) -> Any:
        words = tuple(defaults)
        return lambda *args, **given: Simple(make, defaults, **dict(zip(words, args)), **given)

    return {
        "GlorotUniform": scaled(1, "fan_avg", "uniform"), "GlorotNormal": scaled(1, "fan_avg", "normal"),
        "HeNormal": scaled(2, "fan_in", "normal"), "HeUniform": scaled(2, "fan_in", "uniform"),
        "LecunNormal": scaled(1, "fan_in", "normal"), "LecunUniform": scaled(1, "fan_in", "uniform"),
        "VarianceScaling": Initializer,
        "RandomNormal": simple(normal, mean=0.0, stddev=0.05), "RandomUniform": simple(uniform, minval=-0.05,
            maxval=0.05),
        "TruncatedNormal": simple(truncated_normal, mean=0.0, stddev=0.05),
        "Zeros": NAMES["zeros_initializer"], "Ones": NAMES["ones_initializer"],
        "Constant": NAMES["constant_initializer"], "Orthogonal": Orthogonal, "OrthogonalInitializer": Orthogonal,
        "Identity": Identity, "IdentityInitializer": Identity,
    }  # fmt: skip


for _name, _made in _initializers().items():
    for _word in (_name, snake(_name)):
        NAMES[f"keras.initializers.{_word}"] = NAMES[f"initializers.{_word}"] = _made
for _name, _made in (("random_normal_initializer", "RandomNormal"), ("random_uniform_initializer", "RandomUniform")):
    NAMES[_name] = NAMES[f"keras.initializers.{_made}"]
