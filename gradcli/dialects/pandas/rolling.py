"""Windows that roll over a column of traced numbers: what NumPy makes of each, on the trace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...ops import joining
from ...ops.indexing import getitem
from ..numpy.dispatch import apply
from .columns import Column

REDUCED = frozenset("sum mean std var min max median".split())


class Rolling:
    """s.rolling(window) of a traced column without holes; original: pandas' own, which does all else off the trace."""

    def __init__(self, series: Any, window: int, original: Any) -> None:
        self._series, self._window, self._original = series, window, original

    def __getattr__(self, name: str) -> Any:
        return partial(self._reduced, name) if name in REDUCED else getattr(self._original(), name)

    def __iter__(self) -> Any:
        return iter(self._original())

    def __repr__(self) -> str:
        return repr(self._original())

    def _reduced(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if args or kwargs.keys() - {"ddof"}:
            return getattr(self._original(), name)(*args, **kwargs)
        x, wide = self._series.array.x, self._window
        at = np.arange(x.shape[0] - wide + 1)[:, None] + np.arange(wide)
        about = {"ddof": kwargs.get("ddof", 1)} if name in ("std", "var") else {}
        y = apply(name, getattr(np, name), (getitem(x, at),), {"axis": 1, **about})
        y = Column(joining.concatenate([np.full(wide - 1, np.nan), y]))
        return pd.Series(y, self._series.index, name=self._series.name)


def rolling(original: Callable[..., Any]) -> Callable[..., Any]:
    """pandas' method, which rolls over columns of ours where the window is a number of them."""

    def call(self: Any, window: Any, *args: Any, **kwargs: Any) -> Any:
        plainly = partial(original, self, window, *args, **kwargs)
        mine = isinstance(self, pd.Series) and isinstance(self.array, Column) and not self.array.isna().any()
        if not mine or args or kwargs or type(window) is not int or not 0 < window <= len(self):
            return plainly()
        return Rolling(self, window, plainly)

    return call
