"""Metrics: running values of what is fed to them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..ops.creation import zeros_like
from ..ops.elementary import divide_no_nan, sqrt, square, subtract
from ..ops.logic import equal
from ..ops.reductions import argmax, reduce_mean, reduce_sum
from ..ops.shaping import reshape, squeeze
from ..ops.sorting import in_top_k
from ..tensors import NAMES, as_dtype, cast, convert, detached, rows, shape, snake
from ..tensors.errors import Absent
from .config import OfFunction, Settled, auto_name, chosen, floatx, worded
from .losses import LOSSES, matched
from .losses import TABLE as LOSS_TABLE
from .masks import counted, mask_of
from .variable import KerasVariable


class Metric(Settled):
    """A running value; a subclass adds Variables to itself, and says how it takes values in and what it comes to."""

    _settings = "dtype=None name=None"

    def begin(self, **rest: Any) -> None:
        super().begin(**rest)
        self.variables: list[Any] = []

    def ready(self: Any) -> None:
        self.name, self.dtype = self.name or auto_name(self), as_dtype(self.dtype or floatx()).name

    def add_variable(self, shape: Any = (), initializer: Any = None, dtype: Any = None, name: Any = None) -> Any:
        """A Variable of the metric's own, of zeros unless told otherwise."""
        start = initializer(shape, self.dtype).value if callable(initializer) else float(initializer == "ones")
        value = np.full(tuple(shape), start, as_dtype(dtype or self.dtype).as_numpy_dtype)[()]
        self.variables.append(KerasVariable(value, f"{self.name}/{name or 'variable'}"))
        return self.variables[-1]

    def add_weight(self, shape: Any = (), initializer: Any = None, dtype: Any = None, name: Any = None) -> Any:
        """The same; in older programs the name comes first."""
        return self.add_variable((), initializer, dtype, shape) if isinstance(shape, str) else self.add_variable(
            shape, initializer, dtype, name)  # fmt: skip

    def get_config(self) -> dict[str, Any]:
        """The name and the dtype. Absent for a metric of ours that is made with more."""
        if type(self).__module__.startswith(str(__package__)) and type(self).__name__ not in ("Mean", "Sum"):
            raise Absent(f"{type(self).__name__}.get_config is not offered", "keep what it is made with in a dict")
        return {"name": self.name, "dtype": self.dtype}

    def reset_state(self) -> None:
        for v in self.variables:
            v.assign(zeros_like(v))

    def reset_states(self) -> None:  # its name in older programs
        self.reset_state()

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError

    def result(self) -> Any:
        raise NotImplementedError

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.update_state(*args, **kwargs)
        return self.result()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"

    __str__ = __repr__


def per_sample(values: Any, weights: Any, reduce: Any, dtype: Any) -> tuple[Any, Any]:
    """One weighted value per sample, and the weights, with the axes behind the first reduced."""
    v, w = cast(detached(values), dtype), None
    if weights is not None:
        w = cast(detached(weights), dtype)
        w = squeeze(w, -1) if w.ndim == v.ndim + 1 else w
        v = reduce(v, list(range(w.ndim, v.ndim))) if v.ndim > w.ndim else v
        w = w + zeros_like(v)
        v = v * w
        w = reduce(w, list(range(1, w.ndim))) if w.ndim > 1 else w
    return (reduce(v, list(range(1, v.ndim))) if v.ndim > 1 else v), w


class Mean(Metric):
    """The mean of values."""

    _settings = "name=None dtype=None"

    def ready(self: Any) -> None:
        self.name = self.name or snake(type(self).__name__)
        super().ready()
        self.total, self.count = self.add_variable(name="total"), self.add_variable(name="count")
        self.alone = False

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        v, w = per_sample(values, sample_weight, reduce_mean, self.dtype)
        self.alone = w is None and not v.ndim  # what is counted then needs no data
        self.total.assign_add(reduce_sum(v))
        self.count.assign_add(float(shape(v)[0] if v.ndim else 1) if w is None else reduce_sum(w))

    def result(self) -> Any:
        return divide_no_nan(self.total, self.count)


class Sum(Metric):
    """The sum of values."""

    _settings = "name='sum' dtype=None"

    def ready(self: Any) -> None:
        super().ready()
        self.total = self.add_variable(name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        self.total.assign_add(reduce_sum(per_sample(values, sample_weight, reduce_sum, self.dtype)[0]))

    def result(self) -> Any:
        return self.total.read()


class MeanMetricWrapper(Mean):
    """The mean of a function of targets and predictions, and of what else it is called with."""

    _settings = "fn:function name=None dtype=None"

    def begin(self, **about: Any) -> None:
        super().begin()
        self._about = about

    def update_state(self, y_true: Any, y_pred: Any = None, sample_weight: Any = None) -> None:  # type: ignore[override]
        weight = sample_weight if sample_weight is None else convert(sample_weight)
        super().update_state(self.function(y_true, y_pred, **self._about), counted(weight, mask_of(y_pred), False))


class Compared(OfFunction, MeanMetricWrapper):
    """The mean of one function, whose own arguments are settings."""

    begin = Metric.begin


def compared(title: str, function: Any, own: str = "", base: type[Compared] = Compared) -> Any:
    """A metric of a function; its own words stand behind `name` and `dtype`, but for a number of places."""
    named = f"name={TITLES.get(title)!r} dtype=None"
    settings = f"{own} {named}" if own.startswith("k=") else f"{named} {own}"
    return type(title, (base,), {"_settings": settings, "_own": worded(own), "function": staticmethod(function)})


def _equal(y_true: Any, y_pred: Any) -> Any:
    return cast(equal(*(cast(y, floatx()) for y in (y_true, y_pred))), floatx())


def _top(t: Any, p: Any, k: Any) -> Any:
    inside = in_top_k(reshape(cast(t, "int32"), [-1]), reshape(p, [-1, shape(p)[-1]]), k)
    return reshape(cast(inside, floatx()), shape(p)[:-1])


BOTH = "y_true:any y_pred:any"
TABLE: tuple[tuple[str, str, str, Any], ...] = (
    ("BinaryAccuracy", "binary_accuracy", "y_true y_pred:any threshold=0.5",
     lambda t, p, threshold: _equal(matched(t, cast(p, floatx()))[0], cast(p, floatx()) > threshold)),
    ("CategoricalAccuracy", "categorical_accuracy", BOTH, lambda t, p: _equal(argmax(t, -1), argmax(p, -1))),
    ("SparseCategoricalAccuracy", "sparse_categorical_accuracy", BOTH,
     lambda t, p: _equal(squeeze(t, -1) if t.ndim == p.ndim and shape(t)[-1] == 1 else t, argmax(p, -1))),
    ("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", f"{BOTH} k=5", _top),
    ("TopKCategoricalAccuracy", "top_k_categorical_accuracy", f"{BOTH} k=5",
     lambda t, p, k: _top(argmax(t, -1), p, k)),
)  # fmt: skip
__getattr__ = rows(__name__, *((f"keras.metrics.{name} metrics.{name}", "", *about) for _, name, *about in TABLE))


class Rooted(Compared):
    """The root of a mean."""

    def result(self) -> Any:
        return sqrt(super().result())


ABBREVIATED = "mse mae mape msle bce".split()
SHORT = {w: title for title, names, *_ in LOSS_TABLE for w in names.split()[1:] if w.lower() in ABBREVIATED}
TITLES = {"LogCoshError": "logcosh"}  # names that are not their class's
BESIDE = ("Huber", "LogCosh", "Dice", "Tversky", "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy")
METRICS: tuple[Any, ...] = (
    *(compared(title, LOSSES[title], own) for title, _, own, *_ in LOSS_TABLE if title not in BESIDE),
    compared("Accuracy", _equal),
    compared("CosineSimilarity", lambda t, p, axis: -LOSSES["CosineSimilarity"](t, p, axis), "axis=-1"),
    compared("LogCoshError", LOSSES["LogCosh"]),
    compared("RootMeanSquaredError", lambda t, p: square(subtract(*matched(t, p))), base=Rooted),
    *(compared(title, __getattr__(name), " ".join(words.split()[2:])) for title, name, words, _ in TABLE),
    Metric, Mean, Sum, MeanMetricWrapper,
)  # fmt: skip


def announce(*things: Any) -> None:
    """Give metrics and their functions their public names."""
    for thing in things:
        SPELLED.update(dict.fromkeys((thing.__name__, snake(thing.__name__)), thing))
        for home in ("keras.metrics", "metrics"):
            NAMES[f"{home}.{thing.__name__}"] = thing


SPELLED: dict[str, Any] = {}
announce(*METRICS)
SPELLED |= {word: SPELLED[title] for word, title in SHORT.items()}
get = chosen("metric", "keras.metrics metrics", SPELLED)
