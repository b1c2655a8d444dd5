"""pandas, while a script runs: it makes columns of ours where traced numbers are given to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...core.trace import Readable, Tensor, plain
from ...ops import joining
from ...ops.indexing import getitem
from ..numpy.off_trace import is_traced, lifted
from .columns import Column, column, of
from .rolling import rolling


def teach_pandas() -> list[Callable[[], object]]:
    """Let pandas make columns of ours where traced numbers are given to it, and give back what undoes it."""
    from pandas._libs import lib
    from pandas._libs.internals import BlockPlacement
    from pandas.core import construction, generic
    from pandas.core.internals import blocks, managers

    sanitize, convert, split = construction.sanitize_array, lib.maybe_convert_objects, blocks.Block._split_op_result
    values: Any = pd.Series.values
    whole = pd.DataFrame.to_numpy
    interleave = managers.BlockManager._interleave

    def sanitized(data: Any, *args: Any, **kwargs: Any) -> Any:
        data = data.read() if isinstance(data, Readable) else data
        return sanitize(column(data) if isinstance(data, Tensor) else data, *args, **kwargs)

    def converted(objects: Any, *args: Any, **kwargs: Any) -> Any:
        numbers = objects.ndim == 1 and is_traced(objects) and all(isinstance(plain(v), float | int) for v in objects)
        return Column(lifted(list(objects))) if numbers else convert(objects, *args, **kwargs)

    def parted(self: Any, result: Any) -> Any:
        if not isinstance(result, Tensor) or len(result.shape) != 2:
            return split(self, result)
        return [self.make_block(Column(getitem(result, n)), BlockPlacement(at)) for n, at in enumerate(self._mgr_locs)]

    def interleaved(self: Any, dtype: Any = None, *rest: Any, **more: Any) -> Any:
        mine = dtype is None and any(isinstance(b.values, Column) for b in self.blocks)
        if not mine or not all(b.dtype.kind in "fiu" for b in self.blocks):
            return interleave(self, dtype, *rest, **more)
        pairs = [(b, n, at) for b in self.blocks for n, at in enumerate(b.mgr_locs)]
        rows = {
            at: of(b.values) if isinstance(b.values, Column) else np.asarray(b.values[n], float) for b, n, at in pairs
        }
        return joining.stack([rows[n] for n in range(len(rows))])

    def to_numpy(self: Any, dtype: Any = None, *rest: Any, **more: Any) -> Any:
        found = self.values if dtype is None else None
        return found if isinstance(found, Tensor) else whole(self, dtype, *rest, **more)

    changes: list[tuple[Any, str, Any]] = [
        (generic.NDFrame, "rolling", rolling(generic.NDFrame.rolling)),
        (lib, "maybe_convert_objects", converted),
        (blocks.Block, "_split_op_result", parted),
        (managers.BlockManager, "_interleave", interleaved),
        (pd.DataFrame, "to_numpy", to_numpy),
        (pd.Series, "values", property(lambda self: of(values.fget(self)))),
    ]
    known = [m for name, m in sys.modules.items() if name.startswith("pandas.")]
    changes += [(m, "sanitize_array", sanitized) for m in known if getattr(m, "sanitize_array", None) is sanitize]
    undo: list[Callable[[], object]] = [partial(setattr, owner, name, vars(owner)[name]) for owner, name, _ in changes]
    for owner, name, new in changes:
        setattr(owner, name, new)
    return undo
