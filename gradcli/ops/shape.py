"""Arrays: shape only, all of them linear. Parameters make an op of their own (see `family`)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..core.forms import is_mpf, numpy, of_objects
from ..core.op import Axis, family, nary, public, record, tidy, unary
from ..core.trace import Traced, plain
from ..errors import GradcliError, IndexFault, ShapeFault

if TYPE_CHECKING:
    from collections.abc import Sequence

AXES = 32
LIMIT = 100_000_000  # elements of one result; checked from shapes, before anything is allocated


def shape_of(x: Any) -> tuple[int, ...]:
    """The shape of any operand; () for a number."""
    shape: tuple[int, ...] = getattr(plain(x), "shape", ())
    return tuple(shape)


def bounded(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape, if an array of it may be made."""
    if len(shape) > AXES:
        raise GradcliError(f"the result would have {len(shape)} axes, and {AXES} is the most", code="too-large")
    if math.prod(shape) > LIMIT:
        raise GradcliError(f"the result would have {math.prod(shape):.0e} elements", code="too-large")
    return shape


def kind_of(shape: tuple[int, ...]) -> str:
    """What has this shape, in words."""
    return f"an array of shape {shape}" if shape else "a number"


def like(value: Any, c: float) -> Any:
    """The constant `c` in the shape and class of `value`."""
    value = plain(value)
    shape = getattr(value, "shape", None)
    if shape is None:
        return float(c) if value.__class__ in (float, int, bool) else value * 0 + c
    if value.dtype == object:
        return value * 0 + c
    if not shape:
        return value.dtype.type(c)
    return numpy().full(shape, c, value.dtype)


def complex_parts(x: Any) -> bool:
    """Whether a bare value is complex: a number, or an array of them."""
    if hasattr(x, "dtype"):
        kind: str = x.dtype.kind
        return kind == "c" or (kind == "O" and any(hasattr(v, "_mpc_") for v in x.flat))
    return isinstance(x, complex) or hasattr(x, "_mpc_")


def fit(d: Any, value: Any) -> Any:
    """Sum a cotangent back to the shape of its input, which is broadcasting's transpose; real for a real one."""
    if complex_parts(plain(d)) and not complex_parts(value):
        from .complex import real

        d = real(d)
    s, t = getattr(value, "shape", ()), shape_of(d)
    if s == t:
        return d
    extra = len(t) - len(s)
    if extra > 0:
        d = total(d, tuple(range(extra)))
    axes = tuple(n for n, m in enumerate(s) if m == 1 and t[n + extra] != 1) if extra >= 0 else ()
    if axes:
        d = total(d, axes, keepdims=True)
    return d if shape_of(d) == s else spread(d, s)


def whole(value: Any, what: str) -> int:
    """A parameter that counts or places, as an int. Raises ShapeFault if it is no whole number."""
    value = plain(value)
    if shape_of(value) or not -math.inf < value < math.inf or value != int(value):
        shown = f"an array of shape {shape_of(value)}" if shape_of(value) else f"{value:.10g}"
        raise ShapeFault(f"{what} must be a whole number, not {shown}", code="shape")
    return int(value)


def axes_of(axis: Any, ndim: int) -> tuple[int, ...] | None:
    """The axes as a sorted tuple of non-negative numbers; None for all."""
    if axis is None:
        return None
    given = axis if isinstance(axis, list | tuple) else (axis,)
    found = sorted(axis_of(a, ndim) for a in given)
    if ndim == 0 and found in ([0], [-1]):  # as NumPy, for a number
        return ()
    if len(set(found)) < len(found):
        raise ShapeFault(f"axis {next(a for a in found if found.count(a) > 1)} is given twice", code="shape")
    return tuple(found)


def axis_of(axis: Any, ndim: int) -> int:
    """One axis as a non-negative number. Raises ShapeFault if there is none such."""
    n = whole(axis, "an axis")
    if not -ndim <= n < ndim:
        there = "a number has no axes" if ndim == 0 else "there is 1 axis" if ndim == 1 else f"there are {ndim} axes"
        raise ShapeFault(f"axis {n} is out of range: {there}", code="shape")
    return n % ndim


@public("sum")
def total(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The sum of the elements, of all or along an axis."""
    axes = axes_of(axis, len(shape_of(x)))
    return _total(axes, bool(keepdims))(x) if shape_of(x) else x


@family
def _total(axis: Any, keepdims: bool) -> Any:
    return unary(
        "sum", "linear", lambda g, y, x: spread(g, shape_of(x), axis, keepdims), params=(axis, keepdims),
        python=lambda v: tidy(v.sum(axis=axis, keepdims=keepdims)), elementwise=False, doc="sum of the elements",
    )  # fmt: skip


def spread(g: Any, to: tuple[int, ...], axis: Axis = None, keepdims: bool = True) -> Any:
    """`g` repeated to the shape `to`: along `axis` where a sum removed it, else by broadcasting."""
    return _spread(tuple(to), axis, keepdims)(g)


@family
def _spread(to: tuple[int, ...], axis: Any, keepdims: bool) -> Any:
    def forward(g: Any) -> Any:
        np = numpy()
        if not to:
            return tidy(np.reshape(g, ())[()])
        if not getattr(g, "shape", ()):
            if is_mpf(g) or (not hasattr(g, "dtype") and not isinstance(g, float | int)):
                flat = np.empty(to, object)
                flat.fill(g)
                return flat
            return np.broadcast_to(np.asarray(g), bounded(to))
        return np.broadcast_to(np.expand_dims(g, axis) if axis is not None and not keepdims else g, bounded(to))

    def rule(h: Any, y: Any, g: Any) -> Any:
        return fit(h, plain(g)) if axis is None or keepdims else total(h, axis)

    return unary("broadcast_to", "linear", rule, params=(to,), python=forward, elementwise=False)


@public("broadcast_to")
def broadcast_to(x: Any, shape: Any) -> Any:
    """x repeated to a shape."""
    to = bounded(dims(shape))
    try:
        numpy().broadcast_shapes(shape_of(x), to)
    except ValueError:
        raise ShapeFault(f"shape {shape_of(x)} does not broadcast to {to}", code="shape") from None
    return spread(x, to)


def dims(shape: Any) -> tuple[int, ...]:
    """A shape given as a number, a list or an array."""
    shape = plain(shape)
    shape = shape.tolist() if hasattr(shape, "tolist") else shape
    return tuple(whole(n, "a length") for n in (shape if isinstance(shape, list | tuple) else (shape,)))


@public("reshape")
def reshape(x: Any, shape: Any) -> Any:
    """The same elements in another shape; one length may be -1."""
    to, size = dims(shape), math.prod(shape_of(x))
    if to.count(-1) == 1:
        known = -math.prod(to)
        to = tuple((size // known if known else 0) if n == -1 else n for n in to)
    if math.prod(to) != size or min(to, default=0) < 0:
        raise ShapeFault(f"cannot reshape {size} elements to {dims(shape)}", code="shape")
    return x if to == shape_of(x) else _reshape(to)(x)


@family
def _reshape(to: tuple[int, ...]) -> Any:
    return unary(
        "reshape", "linear", lambda g, y, x: reshape(g, shape_of(x)), params=(to,), elementwise=False,
        python=lambda v: numpy().reshape(v, to) if to else (v.reshape(())[()] if v.dtype == object else tidy(v.item())
        if v.dtype == float else v.reshape(())[()]),
    )  # fmt: skip


@public("ravel", "flatten")
def ravel(x: Any) -> Any:
    """The elements in one row."""
    return reshape(x, (math.prod(shape_of(x)),))


@public("transpose")
def transpose(x: Any, axes: Sequence[int] | None = None) -> Any:
    """The axes in another order; without one, reversed."""
    n = len(shape_of(x))
    order = tuple(range(n))[::-1] if axes is None else tuple(axis_of(a, n) for a in axes)
    if sorted(order) != list(range(n)):
        raise ShapeFault(f"{axes} is no order of {n} axes", code="shape")
    return x if order == tuple(range(n)) else _transpose(order)(x)


@family
def _transpose(order: tuple[int, ...]) -> Any:
    back = tuple(sorted(range(len(order)), key=order.__getitem__))
    return unary(
        "transpose", "linear", lambda g, y, x: _transpose(back)(g), params=(order,), elementwise=False,
        python=lambda v: v.transpose(order),
    )  # fmt: skip


@public("swapaxes")
def swapaxes(x: Any, a: int, b: int) -> Any:
    """Two axes exchanged."""
    order = list(range(len(shape_of(x))))
    a, b = axis_of(a, len(order)), axis_of(b, len(order))
    order[a], order[b] = order[b], order[a]
    return transpose(x, order)


@public("moveaxis")
def moveaxis(x: Any, source: int, destination: int) -> Any:
    """One axis moved to another place."""
    order = list(range(len(shape_of(x))))
    n = len(order)
    order.insert(axis_of(destination, n), order.pop(axis_of(source, n)))
    return transpose(x, order)


@public("expand_dims")
def expand_dims(x: Any, axis: int) -> Any:
    """A new axis of length 1."""
    s = shape_of(x)
    n = axis_of(axis, len(s) + 1)
    return reshape(x, (*s[:n], 1, *s[n:]))


@public("squeeze")
def squeeze(x: Any, axis: Axis = None) -> Any:
    """Axes of length 1 removed."""
    s = shape_of(x)
    drop = axes_of(axis, len(s)) if axis is not None else tuple(n for n, m in enumerate(s) if m == 1)
    if any(s[n] != 1 for n in drop or ()):
        raise ShapeFault(f"cannot squeeze axis {axis} of shape {s}: its length is not 1", code="shape")
    return reshape(x, tuple(m for n, m in enumerate(s) if n not in (drop or ())))


# indexing: taking elements, and its transpose, putting them back


class Index:
    """An index as a parameter: hashable where it is made of slices and numbers, else by identity."""

    __slots__ = ("index", "key")

    def __init__(self, index: Any) -> None:
        self.index = index
        self.key: Any = id(self) if _arrays_in(index) else repr(index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Index) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return str(self.index)


def _arrays_in(index: Any) -> bool:
    parts = index if isinstance(index, tuple) else (index,)
    return any(isinstance(p, list) or hasattr(p, "shape") for p in parts)


def getitem(x: Any, index: Any) -> Any:
    """x[index]: numbers, slices, None, Ellipsis, lists or arrays of whole numbers, or a mask."""
    parts = index if isinstance(index, tuple) else (index,)
    bare = tuple(_index(p) for p in parts)
    for n, p in enumerate(p for p in bare if p is not None):
        if isinstance(p, int) and not isinstance(p, bool) and Ellipsis not in [q for q in bare if q is Ellipsis]:
            length = shape_of(x)[n] if n < len(shape_of(x)) else 0
            if n < len(shape_of(x)) and not -length <= p < length and not any(_arrays_in(q) for q in bare):
                raise IndexFault(f"index {p} is out of range for length {length}", code="domain")
    return _getitem(Index(bare if isinstance(index, tuple) else bare[0]))(x)


def _index(part: Any) -> Any:
    if isinstance(part, Traced) and not part.shape and (whole := getattr(part, "__index__", None)) is not None:
        part = whole()
    part = plain(part)
    if isinstance(part, slice):
        ends = [p if p is None else int(plain(p)) for p in (part.start, part.stop, part.step)]
        return slice(*ends)
    return part


@family
def _getitem(index: Index) -> Any:
    at = index.index
    return unary(
        "getitem", "linear", lambda g, y, x: _putitem(index, shape_of(x))(g), params=(index,), elementwise=False,
        python=lambda v: tidy(v[at]),
    )  # fmt: skip


@family
def _putitem(index: Index, shape: tuple[int, ...]) -> Any:
    at = index.index

    def forward(g: Any) -> Any:
        np = numpy()
        objects = of_objects(g) or is_mpf(g)
        whole = np.zeros(shape, object if objects else getattr(g, "dtype", float))
        if _arrays_in(at):
            np.add.at(whole, at, g)
        else:
            whole[at] = g
        return whole

    return unary(
        "putitem", "linear", lambda h, y, g: _getitem(index)(h), params=(index, shape), elementwise=False,
        python=forward,
    )  # fmt: skip


@public("take", "gather")
def take(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Elements by their index, along an axis; without one, of the elements in one row."""
    np = numpy()
    indices = plain(indices)
    at = np.asarray(indices)
    if at.dtype.kind == "f" and (at == np.floor(at)).all():
        at = at.astype(int)
    if axis is None:
        x, axis = ravel(x), 0
    axis = axis_of(axis, len(shape_of(x)))
    length = shape_of(x)[axis]
    for bad in at[(at < -length) | (at >= length)].flat[:1]:
        raise IndexFault(f"index {bad} is out of range for length {length}", code="domain")
    return _getitem(Index((slice(None),) * axis + (at if at.shape else int(at),)))(x)


@public("at")
def at(x: Any, index: Any) -> Any:
    """One element or row by its index."""
    if not shape_of(x):
        raise ShapeFault("a number has no elements", code="shape")
    return getitem(x, whole(index, "an index"))


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
    return _putitem(Index((n, n)), (s[0], s[0]))(x)


@public("trace")
def trace_(x: Any) -> Any:
    """The sum of the diagonal."""
    if len(shape_of(x)) != 2:
        raise ShapeFault(f"trace needs a matrix, not {kind_of(shape_of(x))}", code="shape")
    return total(diag(x))


# joining


def concatenate(xs: Any, axis: int = 0) -> Any:
    """Arrays joined along an axis."""
    xs = tuple(xs)
    shapes = [shape_of(x) for x in xs]
    axis = axis_of(axis, len(shapes[0]))
    if any(s[:axis] + s[axis + 1 :] != shapes[0][:axis] + shapes[0][axis + 1 :] for s in shapes):
        raise ShapeFault(f"shapes {', '.join(map(str, shapes))} do not join along axis {axis}", code="shape")
    return record(_concatenate(axis, tuple(s[axis] for s in shapes)), xs)


@family
def _concatenate(axis: int, lengths: tuple[int, ...]) -> Any:
    def part(n: int) -> Any:
        start = sum(lengths[:n])
        at = (slice(None),) * axis + (slice(start, start + lengths[n]),)
        return lambda g, y, *xs: getitem(g, at)

    return nary(
        "concatenate", "linear", tuple(part(n) for n in range(len(lengths))), params=(axis,), elementwise=False,
        python=lambda *xs: numpy().concatenate(xs, axis),
    ).op  # fmt: skip


@public("concatenate", "concat")
def _concatenate_(*xs: Any, axis: int = 0) -> Any:
    """Arrays joined along an axis."""
    if len(xs) == 1 and shape_of(xs[0]):  # one array: its rows
        xs = ([getitem(xs[0], n) for n in range(shape_of(xs[0])[0])],)
    return concatenate(xs[0] if len(xs) == 1 and isinstance(xs[0], list | tuple) else xs, axis)


def stack(xs: Any, axis: int = 0) -> Any:
    """Arrays or numbers of one shape as the rows of a new axis."""
    xs = tuple(xs)
    shapes = [shape_of(x) for x in xs]
    if any(s != shapes[0] for s in shapes):
        raise ShapeFault(f"rows have different shapes ({', '.join(map(str, shapes))})", code="shape")
    return record(_stack(axis_of(axis, len(shapes[0]) + 1), len(xs)), xs)


@family
def _stack(axis: int, count: int) -> Any:
    def part(n: int) -> Any:
        at = (slice(None),) * axis + (n,)
        return lambda g, y, *xs: getitem(g, at)

    return nary(
        "stack", "linear", tuple(part(n) for n in range(count)), params=(axis,), elementwise=False,
        python=lambda *xs: numpy().stack([_boxed(x) for x in xs], axis),
    ).op  # fmt: skip


def _boxed(x: Any) -> Any:
    if not is_mpf(x):
        return numpy().asarray(x, None if hasattr(x, "dtype") or isinstance(x, float | int | complex) else object)
    box = numpy().empty((), object)
    box[()] = x
    return box


@public("stack", "array")
def _stack_(*xs: Any, axis: int = 0) -> Any:
    """Numbers or arrays of one shape as the rows of a new axis."""
    if len(xs) == 1 and (isinstance(xs[0], list | tuple) or shape_of(xs[0])):
        return array(xs[0])
    return stack(xs, axis)


def array(x: Any) -> Any:
    """A nested list, its elements traced or not, as an array."""
    if isinstance(x, list | tuple):
        rows = [array(r) for r in x]
        if not any(isinstance(r, Traced) for r in rows):
            np = numpy()
            if any(is_mpf(r) or of_objects(r) for r in rows):
                return np.array(rows, object)
            return np.array(rows, float if not rows else None)
        return stack(rows)
    return x.read() if hasattr(type(x), "read") else x


@public("tile")
def tile(x: Any, reps: Any) -> Any:
    """x repeated `reps` times along each axis."""
    times, s = dims(reps), shape_of(x)
    if min(times, default=0) < 0:
        raise ShapeFault(f"cannot repeat {min(times)} times", code="shape")
    n = max(len(times), len(s))
    times, s = (1,) * (n - len(times)) + times, (1,) * (n - len(s)) + s
    wide = reshape(x, tuple(m for pair in zip((1,) * n, s) for m in pair)) if n else x
    wide = spread(wide, bounded(tuple(m for pair in zip(times, s) for m in pair)))
    return reshape(wide, tuple(t * m for t, m in zip(times, s)))


@public("roll")
def roll(x: Any, shift: int, axis: int = 0) -> Any:
    """The elements shifted round an axis."""
    axis = axis_of(axis, len(shape_of(x)))
    length = shape_of(x)[axis]
    at = (numpy().arange(length) - whole(shift, "a shift") % max(length, 1)) % max(length, 1)
    return take(x, at, axis)


@public("pad")
def pad(x: Any, width: Any) -> Any:
    """Zeros around x: one number for all sides, or a (before, after) pair per axis."""
    s, width = shape_of(x), plain(width)
    if not s:
        raise ShapeFault("pad needs an array, not a number", code="shape")
    if not isinstance(width, list | tuple) and not shape_of(width):
        width = (width, width)
    one = not any(isinstance(p, list | tuple) or shape_of(p) for p in width)
    pairs = [tuple(whole(n, "a width") for n in p) for p in ([width] * len(s) if one else width)]
    if len(pairs) != len(s) or any(len(p) != 2 or min(p) < 0 for p in pairs):
        raise ShapeFault(f"pad needs (before, after) for each of {len(s)} axes", code="shape")
    to = bounded(tuple(a + m + b for (a, b), m in zip(pairs, s)))
    return _putitem(Index(tuple(slice(a, a + m) for (a, b), m in zip(pairs, s))), to)(x)
