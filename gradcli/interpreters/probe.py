"""The program as a function of small shifts of its inputs, at hundreds of digits: what limits are read from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from ..core.forms import is_mpf
from ..errors import BREAKS, GradcliError
from ..ops.values import shape_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.program import Program

DEEP, SHALLOW = 400, 80  # digits after the point of a step from 0, at the first order and above
Coordinate = tuple[int, int]  # source, element in its flat order
WHOLE = frozenset(("floor", "ceil", "trunc", "rint", "round", "floor_divide", "mod"))


class Probe:
    """The program as a function of shifts along its coordinates, in mpmath.

    reach: how many digits stand before the point of what is rounded to a whole number on the way.
    """

    def __init__(self, program: Program, values: Sequence[Any], output: int | None = None, reach: int = 0) -> None:
        self.program, self.output, self.reach = program, output, reach
        self.values = [
            v * 1.0 if getattr(getattr(v, "dtype", None), "kind", "") in ("i", "u", "b") else v for v in values
        ]
        self.known: dict[Any, Any] = {}

    def inputs(self, shifts: dict[Coordinate, Any]) -> list[Any]:
        """The point, moved."""
        from .lift import lift

        return [moved(lift(value), n, shifts) for n, value in enumerate(self.values)]

    def at(self, shifts: dict[Coordinate, Any]) -> Any:
        """f at the point moved by `shifts`; None where it has no real value."""
        import mpmath

        key = mpmath.mp.prec, *sorted(shifts.items())
        if key not in self.known:
            self.known[key] = self.run(shifts)
        return self.known[key]

    def noise(self, *points: dict[Coordinate, Any]) -> Any:
        """What rounding may have left of a value that is zero: how far twice the digits move f near the point."""
        import mpmath

        found = mpmath.mpf(0)
        for shifts in points:
            rough = self.at(shifts)
            with mpmath.workprec(2 * mpmath.mp.prec):
                fine = self.at(shifts)
            if rough is not None and fine is not None and mpmath.isfinite(rough) and mpmath.isfinite(fine):
                found = max(found, abs(rough - fine))
        return mpmath.ldexp(found, 20)

    def run(self, shifts: dict[Coordinate, Any]) -> Any:
        """One replay."""
        import mpmath

        try:
            y: Any = self.replay(shifts).get(self.program.targets[0])
        except (GradcliError, *BREAKS):
            return None
        if shape_of(y):
            if not y.size:
                return None
            y = y.flat[self.output or 0]
        y = y.item() if hasattr(y, "item") else y
        y = mpmath.mpf(y) if isinstance(y, bool | int | float) else y
        return None if y is None or hasattr(y, "_mpc_") or mpmath.isnan(y) else y

    def replay(self, shifts: dict[Coordinate, Any]) -> dict[int, Any]:
        """{place: value} of all steps."""
        from .lift import lift

        return self.program.replay(self.inputs(shifts), lift=lift, again=lambda n, y: moved(y, n, shifts))


def moved(value: Any, source: int, shifts: dict[Coordinate, Any]) -> Any:
    """A source's value, moved by the shifts that are its own."""
    mine = {e: s for (n, e), s in shifts.items() if n == source}
    if not mine:
        return value
    if not shape_of(value):
        return value + mine[0]
    value = value.copy()
    for e, s in mine.items():
        value.flat[e] = value.flat[e] + s
    return value


def reach_of(program: Program, values: Sequence[Any]) -> int:
    """The digits before the point of the largest value, if anything is rounded to a whole number."""
    import mpmath

    if not any(step[1].name in WHOLE for step in program.steps):
        return 0
    with mpmath.workdps(40):
        try:
            env = Probe(program, values).replay({})
        except (GradcliError, *BREAKS):
            return 0
    found = [v for value in env.values() for v in getattr(value, "flat", [value]) if is_mpf(v) and mpmath.isfinite(v)]
    return max(0, *[int(mpmath.mag(v)) * 31 // 100 + 1 for v in found if v], 0)


def steps_for(value: Any, reach: int = 0, depth: int = DEEP) -> tuple[Any, Any]:
    """Two step sizes, far below the spacing of floats at `value`, and below 1 after `reach` digits.

    depth: the digits after the point of a step from 0.
    """
    import mpmath

    size = abs(mpmath.mpf(value))
    if size == 0:
        return mpmath.mpf(10) ** (-depth - reach), mpmath.mpf(10) ** (-depth - 40 - reach)
    return size * mpmath.mpf(10) ** (-60 - reach), size * mpmath.mpf(10) ** (-75 - reach)


def affordable(program: Program, values: Sequence[Any], coordinate: Coordinate, digits: int, seconds: float) -> bool:
    """Whether some ten replays with so many digits would end in time, to judge by one with a few."""
    import mpmath

    few = 40
    start = time.process_time()
    with mpmath.workdps(few):
        source, at = coordinate
        step = steps_for(element(values[source], at))[0]
        Probe(program, values).run({coordinate: step})
    taken = time.process_time() - start
    return taken < 0.01 or 10 * taken * (digits / few) < seconds


def element(value: Any, n: int) -> Any:
    """One number of a value, of Python's or mpmath's."""
    found = value.flat[n] if getattr(value, "shape", ()) else value
    return found.item() if hasattr(found, "item") else found


def pulled(value: Any, size: Any) -> Any:
    """The value with infinities replaced by something very large."""
    import mpmath

    def one(v: Any) -> Any:
        v = mpmath.mpf(v)
        return (size if v > 0 else -size) if mpmath.isinf(v) else v

    if not getattr(value, "shape", ()):
        return one(value)
    out = value.astype(object)
    for n in range(out.size):
        out.flat[n] = one(out.flat[n])
    return out


def falling(first: Any, last: Any) -> list[Any]:
    """Five step sizes, each smaller by one ratio: enough to tell what vanishes from what swings."""
    import mpmath

    return [first * (last / first) ** (mpmath.mpf(k) / 4) for k in range(5)]


def shift(coordinates: Sequence[Coordinate], sides: Sequence[int], steps: Sequence[Any]) -> dict[Coordinate, Any]:
    """The point moved by a step along each coordinate, to its side."""
    return {c: s * h for c, s, h in zip(coordinates, sides, steps)}
