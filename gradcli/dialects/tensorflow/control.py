"""Control flow as functions. Everything runs at once, so a branch is a call and a loop is a loop."""

from __future__ import annotations

from typing import Any

from .convert import convert
from .creation import zeros
from .dtypes import as_dtype, float32
from .errors import ERRORS
from .names import export
from .nest import flatten, map_structure, pack_sequence_as
from .operands import numbers, shape, whole
from .shapes import TensorShape
from .shaping import concat as tf_concat
from .shaping import split as tf_split
from .shaping import stack as tf_stack
from .shaping import unstack as tf_unstack


def truth(x: Any) -> bool:
    """A condition: a tensor, a Python bool, or a function of either."""
    found = x() if callable(x) else x
    return bool(convert(found)) if isinstance(found, list | tuple) else bool(found)


@export("cond")
def cond(
    pred: Any,
    true_fn: Any = None,
    false_fn: Any = None,
    name: Any = None,
    strict: bool = False,
    fn1: Any = None,
    fn2: Any = None,
) -> Any:
    """true_fn() if pred holds, else false_fn()."""
    true_fn, false_fn = true_fn or fn1, false_fn or fn2
    if not callable(true_fn):
        raise TypeError("true_fn must be callable.")
    if not callable(false_fn):
        raise TypeError("false_fn must be callable.")
    return true_fn() if truth(pred) else false_fn()


@export("case")
def case(
    pred_fn_pairs: Any, default: Any = None, exclusive: bool = False, strict: bool = False, name: str = "case"
) -> Any:
    """The function of the first condition that holds, else the default's."""
    pairs = pred_fn_pairs.items() if isinstance(pred_fn_pairs, dict) else pred_fn_pairs
    for predicate, function in pairs:
        if truth(predicate):
            return function()
    if default is None:
        raise ERRORS["InvalidArgumentError"](None, None, "None of the conditions evaluated as True.")
    return default()


@export("switch_case")
def switch_case(branch_index: Any, branch_fns: Any, default: Any = None, name: str = "switch_case") -> Any:
    """The function of that number, else the default's, else the last."""
    if not hasattr(branch_index, "dtype"):
        raise TypeError(f"'branch_index' must be a Tensor, got {type(branch_index)}")
    n = int(numbers(branch_index))
    if isinstance(branch_fns, dict) or branch_fns and isinstance(branch_fns[0], tuple):
        table = dict(branch_fns)
    else:
        table = dict(enumerate(branch_fns))
    found = table.get(n)
    return found() if found is not None else default() if default is not None else table[max(table)]()


@export("while_loop")
def while_loop(
    cond: Any, body: Any, loop_vars: Any, shape_invariants: Any = None, parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False, maximum_iterations: Any = None, name: Any = None, return_same_structure: bool = True,
) -> Any:  # fmt: skip
    """Run body on the loop variables while cond holds of them."""
    if not callable(cond):
        raise TypeError("'cond' must be callable.")
    if not callable(body):
        raise TypeError("'body' must be callable.")
    if not loop_vars and not isinstance(loop_vars, list | tuple | dict):
        raise ValueError("'loop_vars' must be provided.")
    most = None if maximum_iterations is None else int(convert(maximum_iterations).value)
    structure = loop_vars
    count, named = 0, isinstance(structure, dict)
    values = map_structure(_loop_value, structure)

    def call(f: Any) -> Any:
        return f(values) if named or not isinstance(values, list | tuple) else f(*values)

    while (most is None or count < most) and truth(call(cond)):
        found = call(body)
        if isinstance(structure, list | tuple) and not isinstance(found, list | tuple):
            found = [found]
        values = pack_sequence_as(structure, [_loop_value(v) for v in flatten(found)])
        count += 1
    return values


def _loop_value(v: Any) -> Any:
    return v if v is None or isinstance(v, TensorArray) else convert(v)


def rows_of(elems: Any) -> tuple[int, list[Any]]:
    """How many rows the tensors of a structure have, and the structure of each row."""
    leaves = [convert(e) for e in flatten(elems)]
    if any(not leaf.ndim for leaf in leaves):
        raise ValueError("Elements in elems must be 1+ dimensional Tensors, not scalars")
    count = shape(leaves[0])[0]
    return count, [pack_sequence_as(elems, [leaf[n] for leaf in leaves]) for n in range(count)]


def stacked(results: list[Any], empty: Any = float32) -> Any:
    """Structures of one form, stacked leaf by leaf."""
    if not results:
        return zeros([0], as_dtype(flatten(empty)[0]))
    columns = zip(*[flatten(r) for r in results])
    return pack_sequence_as(results[0], [tf_stack([convert(v) for v in column]) for column in columns])


@export("map_fn")
def map_fn(
    fn: Any, elems: Any, dtype: Any = None, parallel_iterations: Any = None, back_prop: bool = True,
    swap_memory: bool = False,
    infer_shape: bool = True, name: Any = None, fn_output_signature: Any = None,
) -> Any:  # fmt: skip
    """fn of each row, stacked."""
    _, rows = rows_of(elems)
    return stacked([fn(row) for row in rows], fn_output_signature or dtype or float32)


@export("vectorized_map")
def vectorized_map(fn: Any, elems: Any, fallback_to_while_loop: bool = True, warn: bool = True) -> Any:
    """fn of each row, stacked."""
    return stacked([fn(row) for row in rows_of(elems)[1]])


def folded(fn: Any, elems: Any, initializer: Any, reverse: bool) -> list[Any]:
    """The running results of a fold."""
    rows = rows_of(elems)[1]
    rows = rows[::-1] if reverse else rows
    if initializer is None:
        value, rows, kept = rows[0], rows[1:], [rows[0]]
    else:
        value, kept = map_structure(convert, initializer), []
    for row in rows:
        value = fn(value, row)
        kept.append(value)
    return kept or [value]


@export("foldl")
def foldl(fn: Any, elems: Any, initializer: Any = None, *args: Any, **kwargs: Any) -> Any:
    """fn(... fn(fn(initializer, first), second) ..., last)."""
    return folded(fn, elems, initializer, False)[-1]


@export("foldr")
def foldr(fn: Any, elems: Any, initializer: Any = None, *args: Any, **kwargs: Any) -> Any:
    """The fold from the last row to the first."""
    return folded(fn, elems, initializer, True)[-1]


@export("scan")
def scan(
    fn: Any, elems: Any, initializer: Any = None, parallel_iterations: int = 10, back_prop: bool = True,
    swap_memory: bool = False,
    infer_shape: bool = True, reverse: bool = False, name: Any = None,
) -> Any:  # fmt: skip
    """The running results of a fold, stacked."""
    kept = folded(fn, elems, initializer, reverse)
    return stacked(kept[::-1] if reverse else kept)


@export("TensorArray")
class TensorArray:
    """A list of tensors that is written by number; each write gives the array to go on with."""

    def __init__(
        self, dtype: Any, size: Any = None, dynamic_size: Any = None, clear_after_read: Any = None,
        tensor_array_name: Any = None,
        handle: Any = None, flow: Any = None, infer_shape: bool = True, element_shape: Any = None,
        colocate_with_first_write_call: bool = True, name: Any = None,
    ) -> None:  # fmt: skip
        self.dtype, self.dynamic_size = as_dtype(dtype), bool(dynamic_size)
        self.element_shape = TensorShape(element_shape)
        self.items: list[Any] = [None] * (0 if size is None else whole(size))
        self.handle = self.flow = None

    def _made(self, items: list[Any]) -> TensorArray:
        self.items = items
        return self

    def write(self, index: Any, value: Any, name: Any = None) -> TensorArray:
        """The array with a tensor at a place. OutOfRangeError past the end of one of fixed size."""
        n = whole(index)
        if n >= len(self.items):
            if not self.dynamic_size:
                raise ERRORS["OutOfRangeError"](
                    None,
                    None,
                    f"Tried to write to index {n} but array is not resizeable and size is: {len(self.items)} ",
                )
            self.items.extend([None] * (n + 1 - len(self.items)))
        self.items[n] = convert(value, self.dtype)
        return self

    def read(self, index: Any, name: Any = None) -> Any:
        """The tensor at a place. OutOfRangeError past the end."""
        n = whole(index)
        if not 0 <= n < len(self.items):
            raise ERRORS["OutOfRangeError"](
                None, None, f"Tried to read from index {n} but array size is: {len(self.items)} "
            )
        if self.items[n] is None:
            return self._zero()
        return self.items[n]

    def _zero(self) -> Any:
        known = next((x for x in self.items if x is not None), None)
        if known is None and self.element_shape.rank is None:
            raise ValueError("Cannot convert a partially known TensorShape <unknown> to a Tensor.")
        return zeros(self.element_shape if known is None else known.shape, self.dtype)

    def stack(self, name: Any = None) -> Any:
        """All tensors, stacked."""
        if not self.items:
            return zeros([0], self.dtype)
        return tf_stack([self._zero() if x is None else x for x in self.items])

    def concat(self, name: Any = None) -> Any:
        """All tensors, joined along their first axis."""
        return tf_concat(self.items, 0)

    def gather(self, indices: Any, name: Any = None) -> Any:
        """The tensors at some places, stacked."""
        return tf_stack([self.read(int(n)) for n in numbers(indices)])

    def unstack(self, value: Any, name: Any = None) -> TensorArray:
        """The array of the rows of a tensor."""
        return self._made(tf_unstack(convert(value, self.dtype)))

    def scatter(self, indices: Any, value: Any, name: Any = None) -> TensorArray:
        """The array with rows of a tensor written at some places."""
        for n, row in zip(numbers(indices), tf_unstack(value)):
            self.write(int(n), row)
        return self

    def split(self, value: Any, lengths: Any, name: Any = None) -> TensorArray:
        """The array of pieces of a tensor."""
        return self._made(tf_split(value, lengths))

    def size(self, name: Any = None) -> Any:
        """How many places."""
        return convert(len(self.items))

    def identity(self) -> TensorArray:
        """The same array."""
        return self

    def grad(self, *args: Any, **kwargs: Any) -> Any:
        """Graphs only."""
        raise NotImplementedError(
            "TensorArray.grad is not supported when executing eagerly; eager's gradient implementation does not "
            "use/need this function to compute gradients of operations that use TensorArrays."
        )

    def close(self, name: Any = None) -> None:
        """Nothing to do."""
