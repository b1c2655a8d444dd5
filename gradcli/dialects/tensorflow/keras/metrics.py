"""Metrics: running values of what is fed to them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..ops.creation import zeros_like
from ..ops.elementary import divide_no_nan, sqrt, square
from ..ops.logic import equal
from ..ops.reductions import argmax, reduce_mean, reduce_sum
from ..ops.shaping import reshape, squeeze
from ..ops.sorting import in_top_k
from ..tensors import NAMES, as_dtype, cast, convert, detached, rows, shape, snake
from ..tensors.errors import Absent
from .config import auto_name, floatx
from .losses import LOSSES, matched
from .losses import TABLE as LOSS_TABLE
from .masks import counted, mask_of
from .variable import KerasVariable


class Metric:
    """A running value; a subclass adds Variables to itself, and says how it takes values in and what it comes to."""

    def __init__(self, dtype: Any = None, name: Any = None) -> None:
        self.name, self.dtype = name or auto_name(self), as_dtype(dtype or floatx()).name
        self.variables: list[Any] = []

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
        """Begin anew."""
        for v in self.variables:
            v.assign(zeros_like(v))

    def reset_states(self) -> None:  # its name in older programs
        self.reset_state()

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take values in."""
        raise NotImplementedError

    def result(self) -> Any:
        """The value so far."""
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


class Averaged(Metric):
    """A mean."""

    def __init__(self, name: Any = None, dtype: Any = None) -> None:
        super().__init__(dtype, name or snake(type(self).__name__))
        self.total, self.count = self.add_variable(name="total"), self.add_variable(name="count")
        self.alone = False

    def add(self, values: Any, sample_weight: Any) -> None:
        v, w = per_sample(values, sample_weight, reduce_mean, self.dtype)
        self.alone = w is None and not v.ndim  # what is counted then needs no data
        self.total.assign_add(reduce_sum(v))
        self.count.assign_add(float(shape(v)[0] if v.ndim else 1) if w is None else reduce_sum(w))

    def result(self) -> Any:
        return divide_no_nan(self.total, self.count)


class Mean(Averaged):
    """The mean of values."""

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        self.add(values, sample_weight)


class Sum(Metric):
    """The sum of values."""

    def __init__(self, name: Any = "sum", dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable(name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        self.total.assign_add(reduce_sum(per_sample(values, sample_weight, reduce_sum, self.dtype)[0]))

    def result(self) -> Any:
        return self.total.read()


class MeanMetricWrapper(Averaged):
    """The mean of a function of targets and predictions."""

    function: Any = None

    def __init__(self, fn: Any, name: Any = None, dtype: Any = None, **about: Any) -> None:
        super().__init__(name, dtype)
        self.function, self.about = fn, about

    def update_state(self, y_true: Any, y_pred: Any = None, sample_weight: Any = None) -> None:
        weight = sample_weight if sample_weight is None else convert(sample_weight)
        self.add(self.function(y_true, y_pred, **self.about), counted(weight, mask_of(y_pred), False))


class Compared(MeanMetricWrapper):
    """The mean of one function; its own arguments may stand before or behind `name` and `dtype`."""

    fn: Any = None
    first: tuple[str, ...] = ()  # those that stand before

    def __init__(self, *args: Any, **about: Any) -> None:
        code = type(self).fn.__code__
        own = [w for w in code.co_varnames[2 : code.co_argcount] if w not in self.first]
        given = {**dict(zip([*self.first, "name", "dtype", *own], args)), **about}
        super().__init__(
            type(self).fn, given.pop("name", TITLES.get(type(self).__name__)), given.pop("dtype", None), **given
        )


def _equal(y_true: Any, y_pred: Any) -> Any:
    return cast(equal(*(cast(y, floatx()) for y in (y_true, y_pred))), floatx())


def _binary(y_true: Any, y_pred: Any, threshold: Any) -> Any:
    t, p = matched(y_true, cast(y_pred, floatx()))
    return _equal(t, cast(p > threshold, floatx()))


def _sparse(t: Any, p: Any) -> Any:
    return _equal(squeeze(t, -1) if t.ndim == p.ndim and shape(t)[-1] == 1 else t, argmax(p, -1))


def _top(t: Any, p: Any, k: Any) -> Any:
    inside = in_top_k(reshape(cast(t, "int32"), [-1]), reshape(p, [-1, shape(p)[-1]]), k)
    return reshape(cast(inside, floatx()), shape(p)[:-1])


BOTH = "y_true:any y_pred:any"
TABLE: tuple[tuple[str, str, str, Any], ...] = (
    ("BinaryAccuracy", "binary_accuracy", "y_true y_pred threshold=0.5", _binary),
    ("CategoricalAccuracy", "categorical_accuracy", BOTH, lambda t, p: _equal(argmax(t, -1), argmax(p, -1))),
    ("SparseCategoricalAccuracy", "sparse_categorical_accuracy", BOTH, _sparse),
    ("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", f"{BOTH} k=5", _top),
    ("TopKCategoricalAccuracy", "top_k_categorical_accuracy", f"{BOTH} k=5",
     lambda t, p, k: _top(argmax(t, -1), p, k)),
)  # fmt: skip
__getattr__ = rows(__name__, *((f"keras.metrics.{name} metrics.{name}", "", *about) for _, name, *about in TABLE))


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """The cosine of the angle; the loss is its negative."""
    return -LOSSES["CosineSimilarity"](y_true, y_pred, axis)


COMPARED: dict[str, Any] = {
    **LOSSES, "Accuracy": _equal, "CosineSimilarity": cosine_similarity, "LogCoshError": LOSSES["LogCosh"],
    **{title: __getattr__(name) for title, name, *_ in TABLE},
}  # fmt: skip
ABBREVIATED = "mse mae mape msle bce".split()
SHORT = {w: title for title, names, *_ in LOSS_TABLE for w in names.split()[1:] if w.lower() in ABBREVIATED}
TITLES = {"LogCoshError": "logcosh"}  # names that are not their class's
BESIDE = ("Huber", "LogCosh", "Dice", "Tversky", "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy")
METRICS: dict[str, Any] = {
    name: type(name, (Compared,), {"fn": staticmethod(f), "first": ("k",) if "TopK" in name else ()})
    for name, f in COMPARED.items() if name not in BESIDE
} | {cls.__name__: cls for cls in (Metric, Mean, Sum, MeanMetricWrapper)}  # fmt: skip


class RootMeanSquaredError(Compared):
    """The root of the mean of squared errors."""

    @staticmethod
    def fn(y_true: Any, y_pred: Any) -> Any:
        """The squared errors."""
        t, p = matched(y_true, y_pred)
        return square(t - p)

    def result(self) -> Any:
        return sqrt(super().result())


METRICS["RootMeanSquaredError"] = RootMeanSquaredError


def announce(*things: Any) -> None:
    """Give metrics and their functions their public names."""
    for thing in things:
        METRICS[thing.__name__] = thing
        for home in ("keras.metrics", "metrics"):
            NAMES[f"{home}.{thing.__name__}"] = thing


def get(identifier: Any) -> Any:
    """The metric of a name or a class. ValueError for an unknown one."""
    found = METRICS.get(SHORT.get(identifier, identifier)) if isinstance(identifier, str) else identifier
    found = found or next((m for name, m in METRICS.items() if snake(name) == identifier), None)
    if isinstance(found, type):
        return found()
    if not callable(found) and identifier is not None:
        raise ValueError(f"Could not interpret metric identifier: {identifier}")
    return found


announce(*METRICS.values(), get)
NAMES["keras.metrics.deserialize"] = NAMES["metrics.deserialize"] = get
