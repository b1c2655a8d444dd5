"""Slopes of whatever can be run at moved points, in float64: central differences, extrapolated, and both sides.

Richardson's extrapolation (Phil. Trans. R. Soc. A 226, 1927) of steps h, h/2 and h/4, at several scales of h: the first
that settles counts. What an estimate may be off by is the last correction and the rounding of the values. A kink shows
as sides that differ at two scales alike; a jump as a difference that does not shrink with h.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from ..core.forms import numpy
from ..record import Record

SCALES = tuple(2.0**-n for n in (5, 9, 13, 17, 21))  # of h, relative to the size of what moves
COARSE = tuple(2.0**-n for n in (3, 6, 9, 12))  # where values have fewer digits than float64 has
SURE = 3.0  # estimated errors that count as agreement
SAME = 1e-6  # how far apart two scales may be, whatever their errors are said to be
GOOD = 1e-4  # relative error of an estimate that is believed at once
FAIR = 0.05  # relative error of an estimate that still tells something
EPS = 2.0**-52  # rounding of float64
COARSEST = (1.0, 0.5, 0.25, 0.125)  # where they have next to none
ROUGH = 1e-12  # rounding of values that have fewer
ROUGHEST = 1e-4  # rounding of values that have next to none
TREND = 4  # scales at which estimates draw nearer and nearer to what is claimed
NOTHING = 1e-10  # slope beside the function's value that counts as zero


class Slope(Record):
    """A slope and by how much it may be off; kind: smooth, onesided, kink, jump, or unsettled (value may be None)."""

    kind: str
    value: float | None = None
    error: float = 0.0
    left: float | None = None
    right: float | None = None
    size: float = 0.0  # of the function about the point
    leap: float = 0.0  # of its value

    def confirms(self, claim: float, slack: float = 0.0) -> bool:
        """Whether a claim, give or take some slack, is this slope, to what differences can tell."""
        if self.value is None or self.kind not in ("smooth", "onesided"):
            return False
        return abs(self.value - claim) <= SURE * self.error + slack


class Line:
    """A function along one direction: run(t) gives its values, a float array, or None where it has none.

    base: the values at 0. order: of the derivative, 1 or 2. size: of the numbers that the values are sums of. eps: how
    far a value may be off by rounding, relatively, if more than its dtype says. nothing: which slope, beside the size
    of the values, counts as zero.
    """

    def __init__(
        self, run: Callable[[float], Any], base: Any, order: int = 1, size: float = 0.0, eps: float = EPS,
        nothing: float = NOTHING,
    ) -> None:  # fmt: skip
        np = numpy()
        self.run, self.order, self.size, self.nothing = run, order, size, nothing
        self.eps = max(eps, float(np.finfo(base.dtype).eps)) if base.dtype.kind == "f" else eps
        self.base = np.asarray(base, float).reshape(-1)
        self.seen: dict[float, Any] = {0.0: self.base}
        self.estimates: list[list[Slope]] = []  # one list a scale, one slope a value

    def at(self, t: float) -> Any:
        """The values at t: nan where there are none."""
        if t not in self.seen:
            found = self.run(t)
            nan = numpy().full(self.base.shape, numpy().nan)
            self.seen[t] = nan if found is None or found.size != nan.size else numpy().asarray(found, float).reshape(-1)
        return self.seen[t]

    def slopes(self, claims: Sequence[float], slacks: Sequence[float]) -> list[Slope]:
        """The slope of each value, as good as it takes to say whether it is the one claimed, give or take its slack."""
        settled: list[Slope | None] = [None] * len(claims)
        scales = SCALES if self.eps < ROUGH else COARSE if self.eps < ROUGHEST else COARSEST
        nearest: list[Slope] = []
        for h in scales:
            self.estimates.append(self.estimate(h))
            for n, (claim, slack) in enumerate(zip(claims, slacks)):
                if settled[n] is None:
                    settled[n] = found = self.decide([e[n] for e in self.estimates], claim, slack)
                    if found is not None and not found.confirms(claim, slack):  # or a kink lies beside the point
                        nearest = nearest or self.estimate(scales[-1])
                        close, alike = nearest[n], found.kind == "smooth" and nearest[n].confirms(found.value or 0.0)
                        if close.confirms(claim, slack) and not alike and close.error <= GOOD * abs(claim) + slack:
                            settled[n] = close
            if None not in settled:
                break
        return [s or best([e[n] for e in self.estimates], claims[n], slacks[n]) for n, s in enumerate(settled)]

    def estimate(self, h: float) -> list[Slope]:
        """What the values at h, h/2 and h/4 on both sides say of each slope."""
        np = numpy()
        steps = (h, h / 2, h / 4)
        up, down = [self.at(t) for t in steps], [self.at(-t) for t in steps]
        size = np.max(
            np.abs([self.base, *up, *down]), axis=0, initial=self.size, where=np.isfinite([self.base, *up, *down])
        )
        noise = (16 if self.eps < ROUGHEST else 2) * self.eps * size / h
        f = self.base
        if self.order == 2:
            central = extrapolated([(a - 2 * f + b) / (t * t) for a, b, t in zip(up, down, steps)], 4)
            noise = 16 * noise / h
            sides = [(central[0], central[1])] * 2
        else:
            central = extrapolated([(a - b) / (2 * t) for a, b, t in zip(up, down, steps)], 4)
            sides = [extrapolated([(a - f) / t * s for a, t in zip(v, steps)], 2) for v, s in ((down, -1), (up, 1))]
        found, leaps = [], np.abs([[a - f for a in v] for v in (down, up)])
        least = leaps.min(axis=1)  # a leap stays the same as the step is halved
        leaps = np.where((least > 64 * self.eps * size) & (leaps.max(axis=1) < 1.2 * least), leaps.mean(axis=1), 0.0)
        for n in range(f.size):
            (c, e), (left, e_left), (right, e_right) = [
                (float(v[n]), float(w[n] + noise[n])) for v, w in (central, *sides)
            ]
            if c != c:
                one = [(v, w) for v, w in ((left, e_left), (right, e_right)) if v == v]
                found.append(Slope("onesided", *one[0], left, right, size[n]) if len(one) == 1 else Slope("unsettled"))
                continue
            apart = abs(right - left)
            if leap := float(leaps[:, n].max()):
                kind = "jump"
            elif apart > 4 * (e_left + e_right) and apart > 1e-6 * max(abs(left), abs(right)):
                kind = "kink"
            else:
                kind = "smooth"
            found.append(Slope(kind, c, e, left, right, float(size[n]), leap))
        return found

    def decide(self, found: list[Slope], claim: float, slack: float) -> Slope | None:
        """The slope once it is settled: at one scale that confirms the claim, or at two alike that do not."""
        now, before = found[-1], found[-2] if len(found) > 1 else None
        if now.value is None:
            return None
        denied = any(o.error < now.error and o.kind == now.kind and not o.confirms(claim, slack) for o in found[:-1])
        seen = found if not self.nothing else [now]  # or rounding has flattened it
        if claim == 0.0 and not denied and all(o.value == o.left == o.right == 0.0 for o in seen):  # and said to be
            return now._replace(kind="smooth", error=0.0)
        if now.kind in ("kink", "jump"):
            return now if before is not None and before.kind == now.kind and agree(before, now) else None
        size = max(abs(now.value) + now.error, abs(claim))
        if not denied and size <= self.nothing * now.size and now.error >= FAIR * abs(now.value):  # both count as zero
            return now._replace(kind="smooth" if abs(now.value - claim) <= now.error else "unsettled")
        enough = now.error <= max(GOOD * max(abs(now.value), abs(claim)), self.nothing * now.size)
        if not enough:
            return None
        if now.confirms(claim, slack):
            return None if denied else now
        if before is not None and before.kind == now.kind and before.value is not None:
            known = not before.confirms(claim, slack)
            if known and abs(before.value - now.value) <= SURE * (before.error + now.error) + SAME * abs(now.value):
                return now if now.error <= before.error else before
        return None


def extrapolated(rough: list[Any], ratio: int) -> tuple[Any, Any]:
    """(limit, last correction) of estimates at h, h/2 and h/4 whose errors fall by `ratio` at first."""
    once = [(ratio * b - a) / (ratio - 1) for a, b in pairwise(rough)]
    limit = (ratio**2 * once[1] - once[0]) / (ratio**2 - 1)
    return limit, abs(limit - once[1])


def agree(a: Slope, b: Slope) -> bool:
    """Whether two scales tell of the same kink, or of a jump."""
    if a.kind == "jump":
        return abs(a.leap - b.leap) <= 0.5 * max(a.leap, b.leap)
    pairs = [(a.left, b.left), (a.right, b.right)]
    size = max(abs(v) for pair in pairs for v in pair if v is not None)
    return all(v is not None and w is not None and abs(v - w) <= 1e-2 * size for v, w in pairs)


def best(found: list[Slope], claim: float, slack: float) -> Slope:
    """The best of estimates none of which settled: what still tells something, else `unsettled`."""
    gaps = [abs(s.value - claim) for s in found if s.value is not None]
    if len(gaps) >= TREND and gaps[-TREND] > 0 and all(b <= a / 3 for a, b in pairwise(gaps[-TREND:])):
        return found[-1]._replace(kind="smooth", error=gaps[-1])  # where a higher derivative is missing
    usable = sorted(
        (s for s in found if s.value is not None and s.kind in ("smooth", "onesided")), key=lambda s: s.error
    )
    if usable and usable[0].error <= FAIR * max(abs(usable[0].value or 0.0), abs(claim)):
        first, others = usable[0], usable[1:]
        assert first.value is not None
        if first.confirms(claim, slack):
            return first
        seen = [o for o in others if o.error <= FAIR * abs(first.value)]
        far = abs(first.value - claim) > 3 * SURE * first.error + slack
        near = SAME * abs(first.value)
        if far and any(abs((o.value or 0.0) - first.value) <= SURE * (o.error + first.error) + near for o in seen):
            return first
    return Slope("unsettled", usable[0].value if usable else None, usable[0].error if usable else 0.0)
