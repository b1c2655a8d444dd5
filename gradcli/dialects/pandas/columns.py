"""Columns of pandas that hold traced numbers: one array of ours each, which pandas takes for an array of float64.

What pandas computes of a column by itself, it asks of the column; what it does not, it takes as numbers, and that is
told as left. Loaded where a script imports pandas.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype

from ...core.observer import chooses, depart, unfollowed
from ...core.trace import Tensor
from ...ops import joining, reflected
from ...ops.arithmetic import negative
from ...ops.branches import absolute
from ...ops.indexing import getitem
from ..numpy.creation import copied
from ..numpy.dispatch import apply, from_ufunc
from ..numpy.off_trace import lifted
from ..numpy.views import put
from ..python.manners import as_array
from ..python.number import narrowed

ARITHMETIC = "add sub mul truediv floordiv mod pow".split()
COMPARISONS = "eq ne lt le gt ge".split()
RUNNING = {"cumsum": "cumsum", "cumprod": "cumprod", "cummin": "minimum.accumulate", "cummax": "maximum.accumulate"}
REDUCTIONS = frozenset("sum mean std var min max prod median any all".split())
OF_GROUPS = frozenset("std var sem cumsum cumprod cummin cummax rank".split())  # which pandas cannot ask of a group
SHOWING = "pandas.io.formats"  # where columns are printed


class TracedDtype(ExtensionDtype):  # type: ignore[misc]
    """float64, as far as anyone asks."""

    name, type, kind, na_value, _is_numeric = "float64", np.float64, "f", np.nan, True

    @classmethod
    def construct_array_type(cls) -> Any:
        """The class of its columns."""
        return Column

    @classmethod
    def construct_from_string(cls, string: str) -> Any:
        """None: float64 is NumPy's."""
        raise TypeError(f"no dtype of columns is {string}")

    def __eq__(self, other: object) -> bool:
        named = isinstance(other, str | type) and other in ("float64", "float", float, np.float64)
        return isinstance(other, TracedDtype) or named

    def __hash__(self) -> int:
        return hash(self.name)

    def _get_common_dtype(self, dtypes: Sequence[Any]) -> Any:
        return self if all(d == self or getattr(d, "kind", "O") in "fiu" for d in dtypes) else None


class Column(ExtensionArray):  # type: ignore[misc]
    """One column. x: its numbers, an array of ours with one axis."""

    dtype: Any = TracedDtype()
    __array_priority__ = 1000

    def __init__(self, x: Any) -> None:
        self.x = x if isinstance(x, Tensor) else Tensor(np.asarray(x, float))

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> Any:
        return cls(copied(scalars.x) if isinstance(scalars, Column) else lifted(list(scalars)))

    @classmethod
    def _from_factorized(cls, values: Any, original: Any) -> Any:
        return cls(values)

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Any]) -> Any:
        return cls(joining.concatenate(list(map(of, to_concat))))

    def __len__(self) -> int:
        return int(self.x.shape[0])

    @property
    def nbytes(self) -> int:
        """The size of the numbers."""
        return int(self.x.value.nbytes)

    def __getitem__(self, item: Any) -> Any:
        y = getitem(self.x, pd.api.indexers.check_array_indexer(self, item))
        return Column(y) if y.shape else y

    def __setitem__(self, key: Any, value: Any) -> None:
        put(self.x, pd.api.indexers.check_array_indexer(self, key), of(value))

    def __iter__(self) -> Any:
        return (narrowed(getitem(self.x, n)) for n in range(len(self)))

    def isna(self) -> Any:
        """Which numbers are missing."""
        return np.isnan(self.x.value)

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Any:
        """Those at some places; -1: the fill value, if allowed."""
        indices = np.asarray(indices)
        if not allow_fill:
            return Column(getitem(self.x, indices))
        if indices.size and indices.min() < -1:
            raise ValueError("indices below -1")
        if indices.size and indices.max() >= len(self):
            raise IndexError("indices out of bounds")
        filled = joining.concatenate([self.x, np.array([np.nan if fill_value is None else fill_value])])
        return Column(getitem(filled, indices))

    def to_numpy(self, dtype: Any = None, copy: bool = False, na_value: Any = None) -> Any:
        """The numbers as an array of ours, or of another dtype."""
        return copied(self.x) if dtype is None else np.asarray(self, dtype)

    def astype(self, dtype: Any, copy: bool = True) -> Any:
        """The numbers in another dtype; whole ones move in jumps alone."""
        if getattr(dtype, "kind", "") in ("i", "u", "b"):
            chooses(self.x)
            return self.x.value.astype(dtype)
        return self.copy() if dtype in (self.dtype, np.dtype(float)) else super().astype(dtype, copy)

    def value_counts(self, dropna: bool = True) -> Any:
        """How often each number is there: as labels they are off the trace."""
        depart(self.x, ".value_counts()")
        return pd.Series(np.array(self.x.value)).value_counts(sort=False, dropna=dropna)

    def copy(self) -> Any:
        """Another with the same numbers."""
        return Column(copied(self.x))

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        if str(sys._getframe(1).f_globals.get("__name__")).startswith(SHOWING):
            return np.array(self.x.value, dtype)
        return as_array(self.x, dtype)

    def _values_for_argsort(self) -> Any:
        chooses(self.x)
        return self.x.value

    def _values_for_factorize(self) -> Any:
        chooses(self.x)
        return self.x.value, np.nan

    def _reduce(self, name: str, *, skipna: bool = True, keepdims: bool = False, **more: Any) -> Any:
        known = self.isna()
        x = getitem(self.x, ~known) if skipna and known.any() else self.x
        short = skipna and more.get("min_count", 0) > x.shape[0]
        more = {k: v for k, v in more.items() if k == "ddof"}
        if short or (not x.shape[0] and name not in ("sum", "prod")):
            y: Any = np.nan
        elif name in REDUCTIONS:
            y = apply(name, getattr(np, name), (x,), more)
        else:
            y = unfollowed(f".{name}()", getattr(pd.Series(x.value), name)(**more), x)
        return Column(lifted([y])) if keepdims else y

    def _groupby_op(
        self, *, how: str, has_dropped_na: bool, min_count: int, ngroups: int, ids: Any, **more: Any
    ) -> Any:
        if how not in OF_GROUPS:
            raise NotImplementedError(how)  # group by group, of the columns
        from pandas.core.groupby.ops import WrappedCythonOp

        run: Any = WrappedCythonOp(how=how, has_dropped_na=has_dropped_na)
        rows = np.array(self.x.value)[None]
        (y,) = run.cython_operation(values=rows, axis=1, min_count=min_count, comp_ids=ids, ngroups=ngroups, **more)
        return Column(lifted(unfollowed(f".{how}()", y, self.x)))

    def interpolate(self, *, index: Any, copy: bool = True, **how: Any) -> Any:
        """What pandas makes of missing numbers, by the numbers about them."""
        known = pd.Series(np.array(self.x.value), index).interpolate(**how).to_numpy()
        return Column(lifted(unfollowed(".interpolate()", known, self.x)))

    def _accumulate(self, name: str, *, skipna: bool = True, **more: Any) -> Any:
        path = RUNNING[name]
        return Column(apply(path, operator.attrgetter(path)(np), (self.x,), {}))

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if any(isinstance(v, pd.Series | pd.DataFrame | pd.Index) for v in inputs):
            return NotImplemented
        return column(from_ufunc(ufunc, method, tuple(map(of, inputs)), kwargs))

    def __neg__(self) -> Any:
        return Column(negative(self.x))

    def __abs__(self) -> Any:
        return Column(absolute(self.x))


def of(x: Any) -> Any:
    """An operand as ours."""
    return x.x if isinstance(x, Column) else np.asarray(x) if isinstance(x, ExtensionArray | list) else x


def column(y: Any) -> Any:
    """A result as pandas holds it: an array of ours as a column, truths as they are, which choose."""
    if isinstance(y, Tensor) and y.shape and y.value.dtype.kind == "b":
        chooses(y)
        return y.value
    return Column(y) if isinstance(y, Tensor) and len(y.shape) == 1 and y.value.dtype.kind in "fiu" else y


def operated(call: Callable[[Any, Any], Any]) -> Any:
    """An operator of columns."""

    def f(self: Column, other: Any) -> Any:
        if isinstance(other, pd.Series | pd.DataFrame | pd.Index):
            return NotImplemented
        return column(call(self.x, of(other)))

    return f


for _name in (*ARITHMETIC, *COMPARISONS):
    _op = getattr(operator, _name)
    setattr(Column, f"__{_name}__", operated(_op))
    if _name in ARITHMETIC:
        setattr(Column, f"__r{_name}__", operated(reflected(_op)))
