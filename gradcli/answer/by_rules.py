"""Derivatives by our own rules, run on balls: all of a study in one sweep, or one of them next to a point."""

from __future__ import annotations

import time
from typing import Any

from flint import ctx

from ..core.timer import limit
from ..errors import BREAKS, GradcliError
from ..interpreters.balls import BITS, run
from ..interpreters.germs import Germ, Point, elements
from ..interpreters.germs.germ import Fail, lift
from ..interpreters.germs.values import MOST_BITS
from ..ops.values import shape_of
from .derivatives import blocks
from .subject import Block, Subject
from .told import Told
from .trusted import clean

OVERTIME = 1.0  # seconds after the deadline in which a number still gets some time


class ByRules(Told):
    """A study of which all numbers are asked of the rules. deadline: of the processor's time; plain: in balls alone."""

    deadline: float
    plain: bool

    def remaining(self) -> float:
        """Seconds left for one number: a little even after the deadline, but not for ever."""
        left = self.deadline - time.process_time()
        return max(left, 0.3 if left > -OVERTIME else 0.01)

    def all_by_rules(self) -> list[Block] | None:
        """All blocks by one sweep of balls; None where some step is decided by an exact 0, or has no value."""
        germs = self.germs
        most = MOST_BITS if self.plain else 4 * germs.bits + 800
        before, ctx.prec = ctx.prec, max(germs.bits, BITS * self.plain)
        try:
            with limit(self.remaining(), TimeoutError):
                while True:
                    try:
                        found = self.ball_blocks()
                        if found is None or all(germs.enough(c) for b in found for c in elements(b.value)):
                            return found
                    except Fail as error:
                        if error.kind != "undecided":
                            return None
                    if ctx.prec >= most:
                        return None
                    ctx.prec = min(2 * ctx.prec, most)
        except (TimeoutError, GradcliError, *BREAKS):
            return None
        finally:
            ctx.prec = before

    def ball_blocks(self) -> list[Block] | None:
        """The same in the precision in force."""
        if self.plain:
            value, slopes = run(self.subject.program, self.subject.values)
            return [Block(b.path, b.by, slopes[b.by[0]] if b.by else value) for b in self.raw]
        point = self.germs.analytic_point()
        if point is None:
            return None
        found = clean(blocks(self.moved(point, [self.germs.lift(v) for v in point.values]), self.ask))
        for b in found:
            b.value = shaped([ball(v) for v in elements(b.value)], shape_of(b.value))
        return found

    def moved(self, point: Point, values: list[Any]) -> Subject:
        """The study at other values."""
        subject = Subject(point.program, self.subject.names, tuple(point.values), point.constant)
        return subject.at(values, self.germs.lift)


def shaped(values: Any, shape: tuple[int, ...]) -> Any:
    """An array of objects, or the one number."""
    if not shape:
        return next(iter(values))
    from ..interpreters.germs.arrays import boxed

    return boxed(values, shape)


def ball(value: Any) -> Any:
    """A constant germ's number. Fail: it is none."""
    value = lift(value)
    if not isinstance(value, Germ):
        raise Fail(getattr(value, "kind", "form"))
    return value.at(0)
