"""tf.random: TensorFlow's own numbers from a seed (see `philox`), on the streams of its kernels (see `tracing`).

A draw is a function of a stream, a shape and a dtype; stateful ops, stateless ones and Generators differ in where
their streams come from. A Generator's place is a Variable, so that it can be saved, split and gone on with.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..tensors import EagerTensor, Variable, as_dtype, constant, convert, export, int64, lengths, philox, shape
from ..tensors.convert import wrap
from ..tensors.errors import LeftOutOf, bracket, invalid, unregistered
from ..tensors.philox import RESERVED, Stream
from ..tensors.spelling import methods, rows
from ..tensors.tracing import SEEDS, fresh
from . import rules as r
from .creation import zeros_like
from .custom import run
from .elementary import maximum
from .reductions import reduce_sum
from .shaping import stack

Draw = Callable[[str, str, int], Stream]  # (kernel, dtype, how many numbers) -> the stream to draw them from


def made(values: Any, size: tuple[int, ...], dtype: Any) -> EagerTensor:
    """Numbers as a tensor."""
    array = np.asarray(values).astype(philox.held_as(dtype.name)).reshape(size)
    return wrap(array if size else array[()], dtype)


def normal_numbers(draw: Draw, size: Any, mean: Any, stddev: Any, dtype: Any, *, kernel: str = "normal") -> Any:
    """Normal numbers, all or those within two deviations (kernel: truncated); differentiable in mean and deviation."""
    size, dtype = lengths(size), as_dtype(dtype)
    count = math.prod(size)
    numbers = philox.truncated if kernel == "truncated" else philox.normal
    noise = made(numbers(draw(kernel, dtype.name, count), count, dtype.name), size, dtype)
    return noise * convert(stddev, dtype) + convert(mean, dtype)


def uniform_numbers(draw: Draw, size: Any, low: Any, high: Any, dtype: Any, op: str = "RandomUniformInt") -> Any:
    """Uniform numbers of a float or an int dtype; of a float one differentiable in both ends."""
    size, dtype = lengths(size), as_dtype(dtype)
    count = math.prod(size)
    if dtype.is_integer:
        if high is None:
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        low, high = (np.asarray(convert(v, dtype if not hasattr(v, "dtype") else None).value) for v in (low, high))
        if not np.all(low < high):
            raise invalid(f"Need minval < maxval, got {low} >= {high}", op)
        stream = draw("integers", dtype.name, count)
        if low.size == high.size == 1:
            return made(philox.integers(stream, count, int(low), int(high), dtype.name), size, dtype)
        words = philox.all_bits(stream, count, dtype.name).reshape(size)
        return made(low + (words % (high - low).astype(words.dtype)).astype(int), size, dtype)
    u = made(philox.uniform(draw("uniform", dtype.name, count), count, dtype.name), size, dtype)
    if isinstance(low, int | float) and low == 0 and (high is None or isinstance(high, int | float) and high == 1):
        return u
    low = convert(low, dtype)
    return u * (convert(1 if high is None else high, dtype) - low) + low


def full(draw: Draw, size: Any, dtype: Any) -> EagerTensor:
    """Whole numbers of all their bits."""
    size, dtype = lengths(size), as_dtype(dtype)
    count = math.prod(size)
    bits = philox.all_bits(draw("full", dtype.name, count), count, dtype.name)
    return made(bits.astype(dtype.as_numpy_dtype), size, dtype)


def stateful(seed: Any) -> Draw:
    """Draws of an op with this seed of its own, or with None."""
    return lambda kernel, dtype, count: SEEDS.numbers(kernel, dtype, seed, count)


def stateless(seed: Any, op: str = "StatelessRandomGetKeyCounter") -> Draw:
    """Draws that depend on a seed of two numbers alone. InvalidArgumentError for another seed."""
    pair = convert(seed)
    if not pair.dtype.is_integer:
        raise invalid(
            f"Value for attr 'Tseed' of {pair.dtype.kernel} is not in the list of allowed values: int32, int64"
        )
    if shape(pair) != (2,):
        raise invalid(f"seed must have shape [2], not {bracket(shape(pair))}", op)
    return lambda kernel, dtype, count: philox.stateless(pair.value)


def _each(size: tuple[int, ...], of: Any, outer: bool) -> tuple[tuple[int, ...], int]:
    """The shape of numbers drawn for each of some parameters, and how many for each; `outer`: whether the shape that
    is asked for stands before that of the parameters, or ends in it."""
    inner = np.shape(of.value)
    if outer:
        return (*size, *inner), math.prod(size)
    return size, math.prod(size) // max(math.prod(inner), 1)


def _gamma(draw: Draw, size: tuple[int, ...], alpha: Any, beta: Any, dtype: Any, *, outer: bool) -> Any:
    """Gamma numbers for each alpha. Differentiable in alpha by the implicit function theorem (Figurnov, Mohamed and
    Mnih 2018): the distribution function at each number stays what it is."""
    a, b = convert(alpha, dtype), convert(1 if beta is None else beta, dtype)
    a = a + zeros_like(b)
    flat = np.asarray(a.value, float).reshape(-1)
    (size, count), rank = _each(size, a, outer), a.ndim
    drawn = made(philox.gamma(draw("gamma", dtype.name, count * flat.size), flat, count), size, dtype)

    def rule(n: int, g: Any, y: Any, a: Any, *rest: Any) -> Any:
        from .special_rules import igamma_grad_a, lgamma

        density = r.exp(-y + r.xlogy(a - 1.0, y) - lgamma(a))
        over = tuple(range(-len(size), -rank))
        slope = -(g * (igamma_grad_a(a, y) / density))
        return reduce_sum(slope, over) if over else slope

    found = run("random_gamma", [a], [drawn], rule)[0]  # type: ignore[arg-type]
    return maximum(np.finfo(philox.held_as(dtype.name)).tiny, found / b)


def _poisson(draw: Draw, size: tuple[int, ...], rate: EagerTensor, dtype: Any, *, outer: bool) -> Any:
    """Poisson numbers for each rate; no gradient is registered."""
    flat = np.asarray(rate.value, float).reshape(-1)
    size, count = _each(size, rate, outer)
    stream = draw(f"poisson {dtype.name}", rate.dtype.name, count * flat.size)
    found = made(philox.poisson(stream, flat, count), size, dtype)
    op = "RandomPoissonV2" if outer else "StatelessRandomPoisson"
    return run(op, [rate], [found], lambda *about: unregistered(op)())[0]  # type: ignore[arg-type]


def _classes(stream: Stream, logits: Any, count: int, dtype: Any) -> EagerTensor:
    return EagerTensor(philox.categorical(stream, logits.value, count).astype(as_dtype(dtype or int64).as_numpy_dtype))


def _categorical(x: Any, count: int, dtype: Any, seed: Any) -> EagerTensor:
    drawn = shape(x)[0] * -(-count // 4) * 4 * 2
    return _classes(
        SEEDS.numbers(f"categorical {as_dtype(dtype or int64).name}", x.dtype.name, seed, drawn), x, count, dtype
    )


def _shuffled(x: EagerTensor, seed: Any) -> Any:
    if not x.ndim:
        return x
    count = shape(x)[0]
    stream = SEEDS.reserve("shuffle", x.dtype.name, seed, -(-count // 4))
    return constant(x.value[philox.permutation(stream.one_by_one(), count)])


def _whole_or_uniform(size: Any, seed: Any, low: Any, high: Any, dtype: Any) -> Any:
    if as_dtype(dtype).is_integer and low is None and high is None:
        return full(stateless(seed), size, dtype)
    return uniform_numbers(stateless(seed), size, low, high, dtype, "StatelessRandomUniformIntV2")


SEEDED = "shape seed mean=0.0 stddev=1.0 dtype=float32 name alg=None:-"
WITHIN, ALONE = "Normal numbers within two standard deviations", "that depend on the seed alone."


@export("random.Generator", "random.experimental.Generator")
class Generator:
    """A stream of its own, whose state (two counters and a key) is a Variable."""

    binomial = LeftOutOf("compare uniform numbers with the probability, and add up")

    def __init__(self, copy_from: Any = None, state: Any = None, alg: Any = None) -> None:
        start = copy_from.state if copy_from is not None else state
        self._state = Variable(convert(start, int64), dtype=int64, name="StateVar", trainable=False)

    @classmethod
    def from_seed(cls, seed: Any, alg: Any = None) -> Generator:
        parts = np.ravel(convert(seed).value if hasattr(seed, "dtype") else np.array(seed, object))
        return cls(state=[philox.signed(int(v)) for v in (*parts, 0, 0)[:3]])

    @classmethod
    def from_key_counter(cls, key: Any, counter: Any, alg: Any = None) -> Generator:
        """The stream of a key and two counters."""
        return cls(state=[*np.asarray(convert(counter).value).tolist(), int(np.ravel(convert(key).value)[0])])

    from_state = classmethod(lambda cls, state, alg=None: cls(state=state))
    from_non_deterministic_state: Any = classmethod(
        lambda cls, alg=None: cls(state=[philox.signed(fresh(64)) for _ in range(3)])
    )
    state = property(lambda self: self._state)  # two counters and a key
    key = property(lambda self: self._state.read()[2])
    algorithm = 1  # Philox's number

    def stream(self) -> Stream:
        low, high, key = (int(v) & philox.MASK for v in self._state.held)
        return Stream(key, low | high << 64)

    def draw(self, kernel: str, dtype: str, count: int) -> Stream:
        """The stream from here; the state moves on."""
        found = self.stream()
        self.skip(count)
        return found

    def skip(self, delta: Any) -> Any:
        """Go on as if so many numbers were drawn."""
        key, counter = self.stream().skip(int(convert(delta).value) * RESERVED)
        self._state.assign(np.array([philox.signed(v) for v in (counter, counter >> 64, key)], np.int64))
        return self._state.read()

    def keys(self, count: int) -> EagerTensor:
        """So many new keys."""
        return full(self.draw, [count], int64)


NORMAL = "mean=0.0 stddev=1.0 dtype=float32"
methods(
    Generator,
    ("normal", f"shape {NORMAL} name", lambda g, *how: normal_numbers(g.draw, *how), "Normal numbers."),
    ("truncated_normal", f"shape {NORMAL} name", lambda g, *how: normal_numbers(g.draw, *how, kernel="truncated")),
    ("uniform", "shape minval=0 maxval=None dtype=float32 name", lambda g, *how: uniform_numbers(g.draw, *how)),
    ("uniform_full_int", "shape dtype=uint64 name", lambda g, *how: full(g.draw, *how)),
    ("make_seeds", "count=1:int", lambda g, n: stack([keys := g.keys(n), zeros_like(keys)])),
    ("split", "count=1:int", lambda g, n: [Generator(state=[0, 0, int(k)]) for k in np.asarray(g.keys(n).value)]),
    ("reset", "state", lambda g, state: g._state.assign(convert(state, int64), read_value=False)),
    ("reset_from_seed", "seed", lambda g, seed: g.reset(Generator.from_seed(seed).state), "Begin anew."),
)  # fmt: skip
SHARED: dict[str, Any] = {}  # the generator of all, under "it"
__getattr__ = rows(
    __name__,
    ("random.normal | random_normal", "", f"shape {NORMAL} seed=None name",
     lambda *how: normal_numbers(stateful(how[-1]), *how[:-1]), "Normal numbers."),
    ("random.truncated_normal | truncated_normal", "", f"shape {NORMAL} seed=None name",
     lambda *how: normal_numbers(stateful(how[-1]), *how[:-1], kernel="truncated"), f"{WITHIN}."),
    ("random.uniform | random_uniform", "", "shape minval=0 maxval=None dtype=float32 seed=None name",
     lambda *how: uniform_numbers(stateful(how[-1]), *how[:-1]), "Uniform numbers."),
    ("random.shuffle | random_shuffle", "", "value:any seed=None name", _shuffled,
     "The rows in another order; no gradient passes."),
    ("random.gamma | random_gamma", "", "shape:shape alpha beta=None dtype=float32:dtype seed=None name",
     lambda size, a, b, dtype, seed: _gamma(stateful(seed), size, a, b, dtype, outer=True),
     "Gamma numbers, for each alpha (and beta, which divides them); differentiable in both."),
    ("random.poisson", "", "shape:shape lam:any dtype=float32:dtype seed=None name",
     lambda size, *how: _poisson(stateful(how[-1]), size, *how[:-1], outer=True), "Poisson numbers, for each rate."),
    ("| random_poisson random.poisson", "", "lam:any shape:shape dtype=float32:dtype seed=None name",
     lambda of, *how: _poisson(stateful(how[-1]), how[0], of, how[1], outer=True), "Poisson numbers, for each rate."),
    ("random.categorical | multinomial", "", "logits:any num_samples:int dtype=int64 seed=None name", _categorical),
    ("random.stateless_normal", "", SEEDED, lambda size, seed, *how: normal_numbers(stateless(seed), size, *how)),
    ("random.stateless_truncated_normal", "", SEEDED,
     lambda size, seed, *how: normal_numbers(stateless(seed), size, *how, kernel="truncated"), f"{WITHIN} {ALONE}"),
    ("random.stateless_uniform", "", "shape seed minval=0 maxval=None dtype=float32 name alg=None:-",
     _whole_or_uniform, f"Uniform numbers {ALONE} Whole numbers of all their bits where both ends are None."),
    ("random.stateless_gamma", "", "shape:shape seed alpha beta=None dtype=float32:dtype name",
     lambda size, seed, *how: _gamma(stateless(seed), size, *how, outer=False),
     f"Gamma numbers {ALONE} The shape ends in that of alpha and beta."),
    ("random.stateless_poisson", "", "shape:shape seed lam:any dtype=int32:dtype name",
     lambda size, seed, *how: _poisson(stateless(seed, "StatelessRandomPoisson"), size, *how, outer=False),
     f"Poisson numbers {ALONE} The shape ends in that of the rates."),
    ("random.stateless_categorical", "", "logits:any num_samples:int seed dtype=int64 name",
     lambda x, count, seed, dtype: _classes(stateless(seed, "StatelessMultinomial")("", "", 0), x, count, dtype)),
    ("random.split random.experimental.stateless_split", "", "seed:any num=2:int alg=None:-",
     lambda old, count: full(stateless(old), [count, 2], old.dtype), "As many new seeds of two numbers."),
    ("random.fold_in random.experimental.stateless_fold_in", "", "seed data:any alg=None:-",
     lambda seed, number: stack([full(stateless(seed), [], number.dtype), number])),
    ("random.get_global_generator random.experimental.get_global_generator", "", "",
     lambda: SHARED.get("it") or SHARED.setdefault("it", Generator.from_non_deterministic_state())),
    ("random.set_global_generator random.experimental.set_global_generator", "", "generator",
     lambda generator: SHARED.update(it=generator)),
)  # fmt: skip
