"""What a derivative is at an awkward point: one-sided differences of the recorded program, with hundreds of digits.

At a kink, a jump, a pole or the edge of a domain no rule can be trusted: the function itself is asked. For the partial
of order a_i in coordinate i, and each choice of sides s, the difference

    D_s(h) = prod_i (shift_i(s_i h_i) - 1)^(a_i) f / (s_i h_i)^(a_i)

tends to the one-sided partial with an error O(h); h is far below every feature that a float can describe, or below most
at higher orders, where it takes more digits. Sides that agree give the derivative; sides that do not are a kink; a
growing D is an infinite slope; a value that is not approached is a jump.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise, product
from math import comb
from typing import TYPE_CHECKING, Any

from ..core.timer import limit
from .probe import DEEP, SHALLOW, Probe, affordable, element, falling, pulled, reach_of, shift, steps_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..core.program import Program
    from .probe import Coordinate

REACH = 500  # digits before the point; what is rounded beyond them is not examined
AGREE = 25  # digits to which two sides, or two step sizes, must agree


@dataclass(slots=True)
class Limit:
    """What was found. kind: exists, kink, onesided, jump, infinite, pole, removable, undefined, unknown.

    value: the derivative, or the infinite slope; left, right: the one-sided ones where they differ. `base`: f there.
    """

    kind: str
    value: Any = None
    left: Any = None
    right: Any = None
    base: Any = None

    def agrees(self, other: Limit) -> bool:
        """Whether two looks with different digits saw the same."""
        if self.kind != other.kind:
            return False
        return self.kind == "pole" or all(
            alike(a, b) for a, b in ((self.value, other.value), (self.left, other.left), (self.right, other.right))
        )


def alike(a: Any, b: Any) -> bool:
    """Whether two numbers, or two absences, are the same to 17 digits, or far below every float."""
    import mpmath

    if a is None or b is None or mpmath.isinf(a) or mpmath.isinf(b):
        return bool(a == b)
    size = max(abs(a), abs(b))
    return bool(size < mpmath.mpf(10) ** -360 or abs(a - b) <= size * mpmath.mpf(10) ** -17)


def examine(
    program: Program,
    values: Sequence[Any],
    path: tuple[Coordinate, ...],
    output: int | None = None,
    seconds: float = 2.0,
    finer: int = 0,
) -> Limit:
    """The partial derivative along `path` (a coordinate per order) at `values`, from both sides of every coordinate.

    output: which element of an array target. seconds: after that the answer is `unknown`.
    finer: digits by which the steps are smaller than usual.
    """
    import mpmath

    coordinates = sorted(set(path))
    orders = [path.count(c) for c in coordinates]
    flat = [float(element(values[n], e)) for n, e in coordinates]
    depth = DEEP if len(path) == 1 else SHALLOW
    digits = ((depth if 0 in flat else 0) + 90) * (len(path) + 1) + 60
    far = any(mpmath.isinf(element(v, e)) for v in values for e in range(getattr(v, "size", 1)))
    before = Limit("unknown")
    with suppress(TimeoutError), limit(seconds, TimeoutError):
        reach = reach_of(program, values)
        if reach > REACH:
            return before
        reach += finer
        digits += 2 * reach * (len(path) + 1)
        if not affordable(program, values, coordinates[0], digits, seconds):
            return before
        probe = Probe(program, values, output, reach)
        for more in (1, 2, 4):  # rounding looks like a jump: what twice the digits confirm is none of its making
            with mpmath.workdps(digits), mpmath.workprec(more * mpmath.mp.prec):
                if any(v != v for v in flat):
                    return Limit("undefined")
                if far:
                    return far_away(probe, coordinates, orders)
                found = near(probe, coordinates, orders, [steps_for(v, reach, depth) for v in flat])
            if found.agrees(before):
                return found
            before = found
    return Limit("unknown")


def near(probe: Probe, coordinates: list[Coordinate], orders: list[int], sizes: list[tuple[Any, Any]]) -> Limit:
    """The limit at a finite point."""
    base = probe.at({})
    if undecided(probe, coordinates, sizes, base):
        return at_jump(probe, coordinates, sizes, base)
    if len(orders) == 1 and orders[0] > 1:  # f', f'', ... must exist before the last one can
        below = near(probe, coordinates, [orders[0] - 1], sizes)
        if below.kind in ("kink", "jump", "infinite", "pole", "removable", "undefined", "unknown"):
            return Limit("jump" if below.kind == "kink" else below.kind, None, below.left, below.right, base)
    found: dict[tuple[int, ...], tuple[str, Any]] = {}
    for sides in product((-1, 1), repeat=len(coordinates)):
        found[sides] = one_side(probe, coordinates, orders, sides, sizes, base)
    kinds = {kind for kind, _ in found.values()}
    real = {s: v for s, (kind, v) in found.items() if kind != "outside"}
    if not real:
        return Limit("undefined", base=base)
    if "jump" in kinds:
        return at_jump(probe, coordinates, sizes, base)
    if "removable" in kinds:
        return Limit("removable", next(v for k, v in found.values() if k == "removable"), base=base)
    if "pole" in kinds:
        return Limit("pole", base=base)
    first, last = min(real), max(real)
    if "infinite" in kinds:
        same = len({v > 0 for k, v in found.values() if k == "infinite"}) == 1 and kinds <= {"infinite", "outside"}
        return Limit("infinite", real[last] if same else None, real[first], real[last], base)
    if all(close(v, real[last]) for v in real.values()):
        return Limit("onesided" if "outside" in kinds else "exists", real[last], base=base)
    ends = (real[first], real[last])
    if close(*ends):  # opposite sides of a crease along the other diagonal
        ends = min(real.values()), max(real.values())
    return Limit("kink", None, *ends, base)


def undecided(probe: Probe, coordinates: list[Coordinate], sizes: list[tuple[Any, Any]], base: Any) -> bool:
    """Whether rounding decides what f is at the point, and its two sides differ: it sits on a jump."""
    import mpmath

    if base is None or mpmath.isinf(base):
        return False
    ends = [probe.at({coordinates[0]: s * sizes[0][1]}) for s in (-1, 1)]
    if None in ends or alike(*ends):
        return False
    return bool(probe.noise({}) > mpmath.mpf(10) ** -20 * max(abs(e) for e in ends))


def at_jump(probe: Probe, coordinates: list[Coordinate], sizes: list[tuple[Any, Any]], base: Any) -> Limit:
    """The two values that f tends to."""
    far, near = ([probe.at({coordinates[0]: s * h}) for s in (-1, 1)] for h in sizes[0])
    ends = [tends(a, b) if tends(a, b) is not None else endless(a, b) for a, b in zip(far, near)]
    return Limit("jump", None, ends[0], ends[1], base)


def endless(a: Any, b: Any) -> Any:
    """What is seen last of a sequence without a limit: infinity, where it grows."""
    import mpmath

    grows = a is not None and b is not None and growing(abs(a), abs(b)) and abs(b) > 100
    return (mpmath.inf if b > 0 else -mpmath.inf) if grows else b


def one_side(
    probe: Probe, coordinates: list[Coordinate], orders: list[int], sides: tuple[int, ...],
    sizes: list[tuple[Any, Any]], base: Any,
) -> tuple[str, Any]:  # fmt: skip
    """(kind, value) of the difference on one choice of sides."""
    import mpmath

    quotients: list[Any] = []
    moves = [[s * h[which] for s, h in zip(sides, sizes)] for which in (0, 1)]
    edges = [probe.at(dict(zip(coordinates, steps))) for steps in moves]
    if None in edges:
        return "outside", None
    here = base
    if here is None or mpmath.isinf(here):  # f has no value at the point itself: its limit may
        here = tends(*[probe.at(shift(coordinates, sides, step)) for step in zip(*[falling(*h) for h in sizes])])
    for steps in moves:
        total = mpmath.mpf(0)
        for counts in product(*[range(a + 1) for a in orders]):
            y = probe.at({c: n * h for c, n, h in zip(coordinates, counts, steps) if n})
            if not any(counts):
                y = here
            if y is None:
                return ("outside" if any(counts) else "pole"), None
            sign, weight = 1, 1
            for a, n in zip(orders, counts):
                weight *= comb(a, n)
                sign *= (-1) ** (a - n)
            total += sign * weight * y
        scale = mpmath.mpf(1)
        for a, h in zip(orders, steps):
            scale *= h**a
        quotients.append(total / scale)
    if all(mpmath.isinf(e) for e in edges) and base is not None and mpmath.isfinite(base):
        return "outside", None  # infinite all along: what some functions are where they are not defined
    if all(mpmath.isinf(e) for e in edges) or growing(abs(edges[0]), abs(edges[1])) and abs(edges[1]) > 1e9:
        return "pole", None
    if any(mpmath.isinf(e) for e in edges):
        return "outside", None
    a, b = quotients
    kind, value = "exists", b
    noise = probe.noise({}, *[dict(zip(coordinates, steps)) for steps in moves])
    if 0 < abs(b) <= abs(noise * 2 ** sum(orders) / scale):
        value = mpmath.mpf(0)
    elif not close(a, b):
        if abs(b) < abs(a) and abs(b) < mpmath.mpf(10) ** -5:
            value = mpmath.mpf(0)
        elif growing(abs(a), abs(b)):
            kind, value = "infinite", mpmath.inf if b > 0 else -mpmath.inf
    elif abs(b) < mpmath.mpf(10) ** -360:
        value = mpmath.mpf(0)
    if base is None or mpmath.isinf(base):
        return ("infinite", value) if kind == "infinite" else ("removable", value)
    gap = [abs(e - base) for e in edges]
    if (
        gap[1] > noise
        and not gap[1] < gap[0] * mpmath.mpf("0.99")
        and gap[1] > abs(base) * mpmath.mpf(10) ** (-AGREE - probe.reach)
    ):
        return "jump", None
    return kind, value


def close(a: Any, b: Any) -> bool:
    """Equal to AGREE digits."""
    import mpmath

    if a is None or b is None or mpmath.isinf(a) or mpmath.isinf(b):
        return bool(a == b)
    size = max(abs(a), abs(b))
    return bool(size == 0 or abs(a - b) <= size * mpmath.mpf(10) ** -AGREE or size < mpmath.mpf(10) ** -360)


def growing(a: Any, b: Any) -> bool:
    """Whether |b|, at a smaller step, is markedly above |a|."""
    import mpmath

    return bool(b > a * mpmath.mpf("1.005"))


def far_away(probe: Probe, coordinates: list[Coordinate], orders: list[int]) -> Limit:
    """The limit of the derivative as the infinite coordinates go there."""
    import mpmath

    seen = []
    for power in (12, 24, 36):
        values = list(probe.values)
        for n, v in enumerate(probe.values):
            values[n] = pulled(v, mpmath.mpf(10) ** power)
        moved = Probe(probe.program, values, probe.output)
        sizes = [steps_for(element(values[n], e)) for n, e in coordinates]
        seen.append(near(moved, coordinates, orders, sizes))
    if any(s.kind not in ("exists", "onesided") or s.value is None for s in seen):
        return Limit("undefined")
    a, b, c = (s.value for s in seen)
    if abs(b - c) <= abs(c) * mpmath.mpf(10) ** -9 and abs(a - b) <= abs(b) * mpmath.mpf(10) ** -6:
        return Limit("exists", c)
    if growing(abs(a), abs(b)) and growing(abs(b), abs(c)):
        return Limit("infinite", mpmath.inf if c > 0 else -mpmath.inf)
    if c == 0 or abs(c) < abs(b) * mpmath.mpf("0.95") < abs(a) * mpmath.mpf("0.9"):
        return Limit("exists", mpmath.mpf(0))
    return Limit("undefined")


def approach(program: Program, values: Sequence[Any], output: int | None, seconds: float) -> Any:
    """The value that f tends to from every side on which it is real, or None."""
    import mpmath

    probe = Probe(program, values, output)
    flat = [(n, e) for n, v in enumerate(values) for e in range(getattr(v, "size", 1))][:16]
    found: list[Any] = []
    digits = 1000 if any(element(values[n], e) == 0 for n, e in flat) else 200
    try:
        with limit(seconds, TimeoutError), mpmath.workdps(digits):
            if flat and not affordable(program, values, flat[0], digits, seconds):
                return None
            if any(mpmath.isinf(element(values[n], e)) for n, e in flat):
                far = [[pulled(v, mpmath.mpf(10) ** p) for v in values] for p in (12, 15, 18, 21, 24)]
                ends = [Probe(probe.program, v, output).at({}) for v in far]
                return tends(*ends)
            for n, e in flat:
                steps = falling(*steps_for(element(values[n], e)))
                for side in (-1, 1):
                    ends = [probe.at({(n, e): side * h}) for h in steps]
                    if ends[-1] is not None:
                        found.append(tends(*ends))
            for curve in curves([element(values[n], e) for n, e in flat]) if len(flat) > 1 else ():
                ends = [probe.at(dict(zip(flat, point))) for point in curve]
                if ends[-1] is not None:
                    found.append(tends(*ends))
    except TimeoutError:
        return None
    if not found or any(f is None for f in found):
        return None
    a = found[0]
    return a if all(close(f, a) for f in found) else None


def curves(point: Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Shifts that lead to a point along slanted lines and parabolas: x^2*y/(x^4 + y^2) has another limit on each."""
    import mpmath

    sizes = [abs(mpmath.mpf(v)) or mpmath.mpf(1) for v in point]
    steps = falling(mpmath.mpf(10) ** -12, mpmath.mpf(10) ** -25)
    for powers, signs in product(((1, 1), (1, 2), (2, 1), (1, 3), (3, 1)), ((1, 1), (1, -1))):
        yield [tuple(signs[n % 2] * s * h ** powers[n % 2] for n, s in enumerate(sizes)) for h in steps]


def tends(*seen: Any) -> Any:
    """The limit of a sequence of which some far members are known, or None.

    What vanishes falls from each member to the next: without changing sides, or fast.
    """
    import mpmath

    if any(y is None or mpmath.isinf(y) for y in seen):
        return None
    a, b = seen[-2:]
    if all(abs(y) < abs(x) * mpmath.mpf("0.999") for x, y in pairwise(seen)):
        steady = len({y > 0 for y in seen}) == 1 or abs(b) < abs(seen[0]) * mpmath.mpf(10) ** -3
        return mpmath.mpf(0) if steady else None
    return b if close(a, b) or abs(a - b) <= abs(b) * mpmath.mpf(10) ** -9 else None


def linear(program: Program, values: Sequence[Any], source: int, partials: list[Any], seconds: float) -> bool:
    """Whether f moves along a slanted direction of one array as its partials predict, on both sides."""
    import mpmath

    probe = Probe(program, values)
    weights = [mpmath.mpf(1) / (n + 2) for n in range(len(partials))]
    flat = [element(values[source], n) for n in range(len(partials))]
    small = min([abs(v) for v in flat if v] or [1])
    try:
        with limit(seconds, TimeoutError), mpmath.workdps(1400):
            h = mpmath.mpf(small) * mpmath.mpf(10) ** (-400 if any(v == 0 for v in flat) else -60)
            base, want = probe.at({}), sum(mpmath.mpf(p) * w for p, w in zip(partials, weights))
            for side in (-1, 1):
                y = probe.at({(source, n): side * h * w for n, w in enumerate(weights)})
                if y is None or base is None:
                    continue
                if abs((y - base) / (side * h) - want) > mpmath.mpf(10) ** -12 * (1 + abs(want)):
                    return False
    except TimeoutError:
        return True
    return True
