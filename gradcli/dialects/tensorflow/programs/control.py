"""Control flow as functions. Everything runs at once, so a branch is a call and a loop is a loop."""

from __future__ import annotations

import copy
import itertools
from typing import Any

from ..ops.creation import zeros
from ..ops.padding import identity
from ..ops.shaping import concat as tf_concat
from ..ops.shaping import split as tf_split
from ..ops.shaping import stack as tf_stack
from ..ops.shaping import unstack as tf_unstack
from ..tensors import EagerTensor, TensorShape, as_dtype, convert, failure, float32, invalid, methods, rows
from ..tensors.conditionals import closed_over, link
from ..tensors.errors import LeftOutOf
from ..tensors.names import CONDITIONS, FRAMES, export
from ..tensors.nest import assert_same_structure, difference, flatten, map_structure, pack_sequence_as
from ..tensors.operands import numbers, shape, whole
from ..tensors.tracing import branches, looped, once
from .module import TensorSpec


def truth(x: Any) -> bool:
    """A condition: a tensor, a Python bool, or a function of either."""
    found = x() if callable(x) else x
    return bool(convert(found)) if isinstance(found, list | tuple) else bool(found)


def _callable(name: str, function: Any) -> None:
    if not callable(function):
        raise TypeError(f"{name} must be callable.")


def _either(pred: Any, true_fn: Any, false_fn: Any, fn1: Any = None, fn2: Any = None) -> Any:
    true_fn, false_fn = true_fn or fn1, false_fn or fn2
    _callable("'true_fn'", true_fn)
    _callable("'false_fn'", false_fn)
    run = branches(2)
    found = run(0, true_fn) if truth(pred) else run(1, false_fn)
    return map_structure(lambda x: branched(x, true_fn, false_fn), found) if CONDITIONS else found


def branched(x: Any, *branches: Any) -> Any:
    """An outcome of branches in a graph, connected with all that they read."""
    return link(identity(x), {v.at for f in branches for v in closed_over(f)}) if isinstance(x, EagerTensor) else x


def _first(pairs: Any, default: Any) -> Any:
    for predicate, function in pairs.items() if isinstance(pairs, dict) else pairs:
        run = branches(2)
        if truth(predicate):
            return run(0, function)
    if default is None:
        raise invalid("None of the conditions evaluated as True.")
    return default()


def _numbered(index: Any, functions: Any, default: Any) -> Any:
    if not hasattr(index, "dtype"):
        raise TypeError(f"'branch_index' must be a Tensor, got {type(index)}")
    paired = isinstance(functions, dict) or functions and isinstance(functions[0], tuple)
    table = dict(functions if paired else enumerate(functions))
    n = int(numbers(index))
    return branches(len(table) + 1)(n if n in table else len(table), table.get(n, default or table[max(table)]))


def _loop(cond: Any, body: Any, structure: Any, maximum: Any) -> Any:
    _callable("'cond'", cond)
    _callable("'body'", body)
    if not structure and not isinstance(structure, list | tuple | dict):
        raise ValueError("'loop_vars' must be provided.")
    most = None if maximum is None else whole(maximum)
    values = map_structure(_loop_value, structure)

    def call(f: Any) -> Any:
        return f(*values) if isinstance(values, list | tuple) else f(values)

    for _ in looped(itertools.count() if most is None else iter(range(most))):
        if not truth(call(cond)):
            break
        found = call(body)
        if isinstance(structure, list | tuple):
            found = [found] if FRAMES and not isinstance(found, list | tuple) else found
            if difference(list(values), list(found), False):
                specs = map_structure(lambda v: TensorSpec.from_tensor(v) if hasattr(v, "shape") else v, list(values))
                assert_same_structure(specs, list(found), check_types=False)
        values = map_structure(_loop_value, found)
    return values


def _loop_value(v: Any) -> Any:
    return v if v is None or isinstance(v, TensorArray) else convert(v)


def rows_of(elems: Any) -> list[Any]:
    """The structure of each row of the tensors of a structure."""
    leaves = [convert(e) for e in flatten(elems)]
    if any(not leaf.ndim for leaf in leaves):
        raise ValueError("Elements in elems must be 1+ dimensional Tensors, not scalars")
    return [pack_sequence_as(elems, [leaf[n] for leaf in leaves]) for n in range(shape(leaves[0])[0])]


def stacked(results: list[Any], empty: Any = float32) -> Any:
    """Structures of one form, stacked leaf by leaf."""
    if not results:
        return zeros([0], as_dtype(flatten(empty)[0]))
    columns = zip(*[flatten(r) for r in results])
    return pack_sequence_as(results[0], [tf_stack([convert(v) for v in column]) for column in columns])


def folded(fn: Any, elems: Any, initializer: Any, reverse: Any) -> list[Any]:
    """The running results of a fold."""
    rest = rows_of(elems)[:: -1 if reverse else 1]
    value, rest = (rest[0], rest[1:]) if initializer is None else (map_structure(convert, initializer), rest)
    kept = [value] if initializer is None else []
    for row in looped(iter(rest)):
        value = fn(value, row)
        kept.append(value)
    return kept or [value]


@export("TensorArray")
class TensorArray:
    """A list of tensors that is written by number; each write gives the array to go on with."""

    grad = LeftOutOf("ask a tape: it goes through arrays")

    def __init__(
        self, dtype: Any, size: Any = None, dynamic_size: Any = None, clear_after_read: Any = None,
        tensor_array_name: Any = None, handle: Any = None, flow: Any = None, infer_shape: bool = True,
        element_shape: Any = None, colocate_with_first_write_call: bool = True, name: Any = None,
    ) -> None:  # fmt: skip
        self.dtype, self.dynamic_size = as_dtype(dtype), bool(dynamic_size)
        self.element_shape = TensorShape(element_shape)
        self.items: list[Any] = [None] * (0 if size is None else whole(size))
        self.handle = self.flow = None

    def holding(self, items: list[Any]) -> TensorArray:
        """The array with other tensors: another one where a graph is traced, as in TensorFlow."""
        made = copy.copy(self) if FRAMES else self
        made.items = items
        return made

    def write(self, index: Any, value: Any, name: Any = None) -> TensorArray:
        """The array with a tensor at a place. OutOfRangeError past the end of one of fixed size."""
        n = whole(index)
        if n >= len(self.items):
            if not self.dynamic_size:
                why = f"array is not resizeable and size is: {len(self.items)} "
                raise failure("OutOfRangeError", f"Tried to write to index {n} but {why}")
        made = self.holding([*self.items] if FRAMES else self.items)
        made.items.extend([None] * (n + 1 - len(made.items)))
        made.items[n] = convert(value, self.dtype)
        return made

    def read(self, index: Any, name: Any = None) -> Any:
        """The tensor at a place. OutOfRangeError past the end."""
        n = whole(index)
        if not 0 <= n < len(self.items):
            raise failure("OutOfRangeError", f"Tried to read from index {n} but array size is: {len(self.items)} ")
        return self.zero() if self.items[n] is None else self.items[n]

    def zero(self) -> Any:
        """What stands at a place where nothing was written."""
        known = next((x for x in self.items if x is not None), None)
        if known is None and self.element_shape.rank is None:
            raise ValueError("Cannot convert a partially known TensorShape <unknown> to a Tensor.")
        return zeros(self.element_shape if known is None else known.shape, self.dtype)

    def scatter(self, indices: Any, value: Any, name: Any = None) -> TensorArray:
        """The array with rows of a tensor written at some places."""
        made = self
        for n, row in zip(numbers(indices), tf_unstack(value)):
            made = made.write(int(n), row)
        return made


methods(
    TensorArray,
    ("stack", "name", lambda a: tf_stack([a.zero() if x is None else x for x in a.items] or zeros([0], a.dtype))),
    ("concat", "name", lambda a: tf_concat(a.items, 0), "All tensors, joined along their first axis."),
    ("gather", "indices:value name", lambda a, at: tf_stack([a.read(int(n)) for n in at])),
    ("unstack", "value name", lambda a, x: a.holding(tf_unstack(convert(x, a.dtype)))),
    ("split", "value lengths name", lambda a, *how: a.holding(tf_split(*how)), "The array of pieces of a tensor."),
    ("size", "name", lambda a: convert(len(a.items)), "How many places."),
    ("identity", "", lambda a: a, "The same array."),
    ("close", "name", lambda a: None, "Nothing to do."),
)  # fmt: skip
LOOP = "parallel_iterations={}:- back_prop=True:- swap_memory=False:-"
FOLD = f"fn elems initializer=None {LOOP.format(10)} name"
__getattr__ = rows(
    __name__,
    ("cond", "", "pred true_fn=None false_fn=None name | strict=False:- fn1=None fn2=None", _either),
    ("case", "", "pred_fn_pairs default=None exclusive=False:- strict=False:- name='case'", _first),
    ("switch_case", "", "branch_index branch_fns default=None name='switch_case'", _numbered),
    ("while_loop", "", f"cond body loop_vars shape_invariants=None:- {LOOP.format(10)} maximum_iterations=None name "
     "return_same_structure=True:-", _loop, "Run body on the loop variables while cond holds of them."),
    ("map_fn", "", f"fn elems dtype=None {LOOP.format(None)} infer_shape=True:- name fn_output_signature=None",
     lambda fn, elems, dtype, kind: stacked([*map(fn, looped(iter(rows_of(elems))))], kind or dtype or float32)),
    ("vectorized_map", "", "fn elems fallback_to_while_loop=True:- warn=True:-",
     lambda fn, elems: map_structure(convert, stacked([*map(fn, once(iter(rows_of(elems))))])),
     "fn of each row, stacked."),
    ("foldl", "", FOLD, lambda fn, elems, start: folded(fn, elems, start, False)[-1]),
    ("foldr", "", FOLD, lambda fn, elems, start: folded(fn, elems, start, True)[-1]),
    ("scan", "", f"fn elems initializer=None {LOOP.format(10)} infer_shape=True:- reverse=False name",
     lambda *how: stacked(folded(*how)[:: -1 if how[-1] else 1]), "The running results of a fold, stacked."),
)  # fmt: skip
