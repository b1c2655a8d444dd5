"""Taking elements by an index, and its transpose: putting them back. All linear."""

from __future__ import annotations

from typing import Any, TypeVar

from ..core.calls import binary, family, tidy, unary
from ..core.forms import numpy, of_objects
from ..core.held import SMALL, held
from ..core.observer import chooses
from ..core.trace import Tensor, Traced, is_truth, plain, trace
from ..core.vocabulary import Axis, public
from ..errors import IndexFault, ShapeFault
from .layout import ravel, total
from .values import axes_of, axis_of, bounded, kind_of, moves, shape_of, whole_number

F = TypeVar("F")
FEW = 64  # elements of an index whose ops are kept; those of a longer one live as long as the steps that they made


class Index:
    """An index as a parameter: what it was when it was made. key: None where it is too long to be compared."""

    __slots__ = ("index", "key")

    def __init__(self, index: Any) -> None:
        if by_arrays(index):
            index = tuple(map(kept, index)) if isinstance(index, tuple) else kept(index)
        self.index = index
        self.key = key_of(index)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Index) and self.key is not None and self.key == other.key)

    def __hash__(self) -> int:
        return id(self) if self.key is None else hash(self.key)

    def __str__(self) -> str:
        return str(self.index)


def kept(part: Any) -> Any:
    """A part of an index as an op may keep it."""
    return held(part) if getattr(part, "size", 0) <= SMALL or trace.write is not None else part


def key_of(index: Any) -> Any:
    """What two equal indices have in common; None for a long one."""
    if not by_arrays(index):
        return repr(index)
    np = numpy()
    parts: list[Any] = []
    for p in index if isinstance(index, tuple) else (index,):
        if not (isinstance(p, list) or hasattr(p, "shape")):
            parts.append(repr(p))
            continue
        array = np.asarray(p)
        if array.size > FEW or array.dtype == object:
            return None
        parts.append((array.dtype.char, array.shape, array.tobytes()))
    return isinstance(index, tuple), tuple(parts)


def by_index(make: F) -> F:
    """A family of ops by an Index and more: kept for the next time, but for a long index, which would be kept too."""
    known: Any = family(make)

    def call(index: Index, *params: Any) -> Any:
        return (known if index.key is not None else make)(index, *params)  # type: ignore[operator]

    return call  # type: ignore[return-value]


def by_arrays(index: Any) -> bool:
    parts = index if isinstance(index, tuple) else (index,)
    return any(isinstance(p, list) or hasattr(p, "shape") for p in parts)


def getitem(x: Any, index: Any) -> Any:
    """x[index]: numbers, slices, None, Ellipsis, lists or arrays of whole numbers, or a mask."""
    parts = index if isinstance(index, tuple) else (index,)
    bare = tuple(index_of(p) for p in parts)
    for n, p in enumerate(p for p in bare if p is not None):
        if isinstance(p, int) and not isinstance(p, bool) and Ellipsis not in [q for q in bare if q is Ellipsis]:
            length = shape_of(x)[n] if n < len(shape_of(x)) else 0
            if n < len(shape_of(x)) and not -length <= p < length and not any(by_arrays(q) for q in bare):
                raise IndexFault(
                    f"index {p} is out of range for length {length}", code="index", status=2,
                    hint=f"counting starts at 0: the last is [{length - 1}], or [-1]" if length else None,
                )  # fmt: skip
    return getter(Index(bare if isinstance(index, tuple) else bare[0]))(x)


def index_of(part: Any) -> Any:
    if isinstance(part, list):
        return [index_of(p) for p in part]
    if isinstance(part, Traced):
        v = part.value
        mask = part.shape or (isinstance(part, Tensor) and (is_truth(v) or not hasattr(v, "__index__")))
        if not mask and (whole := getattr(part, "__index__", None)) is not None:
            return whole()
        chooses(part)
        return v
    if isinstance(part, slice):
        ends = [p if p is None else int(index_of(p)) for p in (part.start, part.stop, part.step)]
        return slice(*ends)
    return part


@by_index
def getter(index: Index) -> Any:
    at = index.index
    return unary(
        "getitem", "linear", lambda g, y, x: putter(index, shape_of(x))(g), params=(index,), elementwise=False,
        python=lambda v: tidy(v[at]), stacked=lambda g, shape: _put_rows(g, shape, at),
    )  # fmt: skip


def _put_rows(g: Any, shape: tuple[int, ...], at: Any) -> Any:
    """Each cotangent of a stack put back where an index took it from."""
    np = numpy()
    whole, parts = np.zeros(shape, g.dtype), at if isinstance(at, tuple) else (at,)
    if all(isinstance(k, int | slice) or k is None or k is Ellipsis for k in parts):
        whole[(slice(None), *parts)] = g
    else:
        for n in range(shape[0]):
            np.add.at(whole[n], at, g[n])
    return whole


@by_index
def putter(index: Index, shape: tuple[int, ...]) -> Any:
    at = index.index

    def forward(g: Any) -> Any:
        np = numpy()
        objects = of_objects(g) or not (isinstance(g, float | int | complex) or hasattr(g, "dtype"))
        kind = complex if isinstance(g, complex) else float
        whole = np.zeros(shape, object if objects else getattr(g, "dtype", kind))
        if by_arrays(at):
            np.add.at(whole, at, g)
        else:
            whole[at] = g
        return whole

    return unary(
        "putitem", "linear", lambda h, y, g: getter(index)(h), params=(index, shape), elementwise=False,
        python=forward,
        stacked=lambda g, shape: g[(slice(None), *(at if isinstance(at, tuple) else (at,)))],
    )  # fmt: skip


@public("take", "gather")
def take(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Elements by their index, along an axis; without one, of the elements in one row."""
    if axis is None:
        x, axis = ravel(x), 0
    axis = axis_of(axis, len(shape_of(x)))
    if moves(indices):
        return _taken(axis)(x, indices)
    at = whole_numbers(plain(indices), shape_of(x)[axis])
    return getter(Index((slice(None),) * axis + (at,)))(x)


def whole_numbers(indices: Any, length: int) -> Any:
    """Indices as NumPy takes them. Raises ShapeFault where one is not whole, IndexFault where there is none such."""
    np = numpy()
    at = np.asarray(indices)
    if at.dtype == object:
        at = np.array(np.frompyfunc(float, 1, 1)(at), float)
    if at.dtype.kind == "f":
        for bad in at[at != np.floor(at)].flat[:1]:
            raise ShapeFault(f"an index must be a whole number, not {bad:.10g}", code="shape")
        at = at.astype(int)
    for bad in at[(at < -length) | (at >= length)].flat[:1]:
        raise IndexFault(f"index {bad} is out of range for length {length}", code="domain")
    return at if at.shape else int(at)


@family
def _taken(axis: int) -> Any:
    """Elements by indices that are computed: flat in these."""

    def index(x: Any, at: Any) -> Any:
        return (slice(None),) * axis + (whole_numbers(at, x.shape[axis]),)

    return binary(
        "take", "general", (lambda g, y, x, at: putter(Index(index(plain(x), plain(at))), shape_of(x))(g), None),
        params=(axis,), elementwise=False, python=lambda x, at: tidy(x[index(x, at)]), listed=False,
    )  # fmt: skip


@public("at")
def at(x: Any, index: Any) -> Any:
    """One element or row by its index."""
    if not shape_of(x):
        raise ShapeFault("a number has no elements", code="shape")
    return take(x, index, 0) if moves(index) else getitem(x, whole_number(index, "an index"))


@public("flip")
def flip(x: Any, axis: Axis = None) -> Any:
    """The order of the elements reversed."""
    turned = axes_of(axis, len(shape_of(x)))
    axes = range(len(shape_of(x)))
    return getitem(x, tuple(slice(None, None, -1 if turned is None or n in turned else 1) for n in axes))


@public("diag")
def diag(x: Any) -> Any:
    """The diagonal of a matrix, or the diagonal matrix of a vector."""
    np, s = numpy(), shape_of(x)
    if not 1 <= len(s) <= 2:
        raise ShapeFault(f"diag needs a vector or a matrix, not {kind_of(s)}", code="shape")
    if len(s) == 2:
        n = np.arange(min(s))
        return getitem(x, (n, n))
    n = np.arange(s[0])
    return putter(Index((n, n)), (s[0], s[0]))(x)


@public("trace")
def trace_(x: Any) -> Any:
    """The sum of the diagonal."""
    if len(shape_of(x)) != 2:
        raise ShapeFault(f"trace needs a matrix, not {kind_of(shape_of(x))}", code="shape")
    return total(diag(x))


@public("roll")
def roll(x: Any, shift: int, axis: int = 0) -> Any:
    """The elements shifted round an axis."""
    axis = axis_of(axis, len(shape_of(x)))
    if moves(shift):
        return _rolled(axis)(x, shift)
    length = shape_of(x)[axis]
    at = (numpy().arange(length) - whole_number(shift, "a shift") % max(length, 1)) % max(length, 1)
    return take(x, at, axis)


@family
def _rolled(axis: int) -> Any:
    """The elements shifted by a number that is computed: flat in this."""
    return binary(
        "roll", "general", (lambda g, y, x, n: roll(g, -whole_number(plain(n), "a shift"), axis), None), params=(axis,),
        elementwise=False, python=lambda x, n: numpy().roll(x, whole_number(float(n), "a shift"), axis), listed=False,
    )  # fmt: skip


@public("pad")
def pad(x: Any, width: Any) -> Any:
    """Zeros around x: one number for all sides, or a (before, after) pair per axis."""
    s, width = shape_of(x), plain(width)
    if not s:
        raise ShapeFault("pad needs an array, not a number", code="shape")
    if not isinstance(width, list | tuple) and not shape_of(width):
        width = (width, width)
    one = not any(isinstance(p, list | tuple) or shape_of(p) for p in width)
    pairs = [tuple(whole_number(n, "a width") for n in p) for p in ([width] * len(s) if one else width)]
    if len(pairs) != len(s) or any(len(p) != 2 or min(p) < 0 for p in pairs):
        raise ShapeFault(f"pad needs (before, after) for each of {len(s)} axes", code="shape")
    to = bounded(tuple(a + m + b for (a, b), m in zip(pairs, s)))
    return putter(Index(tuple(slice(a, a + m) for (a, b), m in zip(pairs, s))), to)(x)
