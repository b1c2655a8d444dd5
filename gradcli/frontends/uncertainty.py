"""How uncertain a value is whose variables are: by the gradient, and to second order where the curvature matters.

The law of propagation: variance = g' C g, for a gradient g and a covariance matrix C (JCGM 100:2008, 5.1.2 and 5.2.2).
To second order, for normal variables, mean = f + tr(H C)/2 and variance = g' C g + tr(H C H C)/2, H being the Hessian.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from ..answer.derivatives import second
from ..answer.subject import Subject
from ..core.forms import numpy
from ..core.trace import plain
from ..errors import GradcliError
from ..ops.values import shape_of
from ..results import Note, Path, Result

Covariances = Mapping[tuple[str, ...], Any]  # (x, y) -> their covariance; (v,) -> the covariance matrix of v


class Correlation(float):
    """A covariance divided by both standard deviations."""


MOST = 2000  # uncertain numbers, whose covariances make a matrix
CURVED = 64  # of them, up to which the Hessian is asked for
NOTHING = 1e-15  # of the parts of a variance, each: what is left where they cancel
MATTERS = 0.01  # of the standard deviation


def propagate(result: Result, subject: Subject, deviations: Mapping[str, Any], covariances: Covariances) -> None:
    """Put the standard deviation of the value, and the share of each variable, beside what a result has.

    Raises GradcliError for covariances that cannot be, and for uncertain names that are not variables.
    """
    np = numpy()
    names = [n for n in subject.names if n in deviations or any(n in key for key in covariances)]
    for name in (name for key in covariances for name in key):
        if name not in names:
            own = [v for k, v in covariances.items() if name in k]
            option = "--corr" if any(isinstance(v, Correlation) for v in own) else "--cov"
            hint = f"there are {', '.join(subject.names)}"
            raise GradcliError(f"{option}: '{name}' is not a variable here", code="unknown-name", hint=hint)
    sizes = [int(np.size(subject.values[subject.names.index(n)])) for n in names]
    if sum(sizes) > MOST:
        raise GradcliError(f"{sum(sizes)} uncertain numbers are more than {MOST:,}", code="too-large")
    c = matrix(names, sizes, deviations, covariances)
    rows = [slopes(result, name, shape_of(subject.result)) for name in names]
    if any(row is None for row in rows):
        deviation = Path("deviation")
        result.notes.append(Note(deviation, "nonfinite", "without a derivative there is no standard deviation"))
        result.numbers[deviation] = None
        return
    g = np.concatenate([np.asarray(row) for row in rows], axis=1)
    with np.errstate(all="ignore"):
        variance = np.einsum("ri,ij,rj->r", g, c, g)
        sizes_of_parts = np.einsum("ri,ij,rj->r", abs(g), abs(c), abs(g))
        variance = np.where(variance > NOTHING * len(c) * sizes_of_parts, variance, 0.0)
        shape = shape_of(subject.result)
        result.numbers[Path("deviation")] = listed(np.sqrt(np.maximum(variance, 0.0)), shape)
        at, own = 0, np.zeros(len(g))
        for name, size in zip(names, sizes):
            block = slice(at, at + size)
            part = np.einsum("ri,ij,rj->r", g[:, block], c[block, block], g[:, block])
            result.numbers[Path("share", name)] = listed(np.where(variance > 0, part / variance, 0.0), shape)
            own, at = own + part, at + size
        if covariances and len(names) > 1 and (abs(variance - own) > 1e-12 * abs(own)).any():
            rest = np.where(variance > 0, 1.0 - own / variance, 0.0)
            result.numbers[Path("share", "correlation")] = listed(rest, shape)
    kinks = {f"grad.{n}" for n in names} | {f"jacobian.{n}" for n in names}
    if any(note.code == "kink" and ".".join(str(note.path).split(".")[:2]) in kinks for note in result.notes):
        message = "at a kink the slope is one of several: this is the deviation by the one that is printed"
        result.notes.append(Note(Path("deviation"), "kink", message))
    if not shape and sum(sizes) <= CURVED:
        curved(result, subject, names, c, float(g[0] @ c @ g[0]))
    result.deviations = {name: deviations[name] for name in names if name in deviations}


def listed(values: Any, shape: tuple[int, ...]) -> Any:
    """Numbers of each element of a target as it is printed."""
    return values.reshape(shape).tolist() if shape else float(values[0])


def slopes(result: Result, name: str, shape: tuple[int, ...]) -> Any:
    """The Jacobian by one variable, a row for each element of the target; None where there is none."""
    np = numpy()
    found = (result.jacobian if shape else result.grad) or {}
    if name not in found:
        raise GradcliError("a standard deviation needs the gradient", code="order", hint="leave out --order 0")
    rows = int(np.prod(shape)) if shape else 1
    slope = np.asarray(found[name], float).reshape(rows, -1)  # nan for None
    return slope if np.isfinite(slope).all() else None


def matrix(names: Sequence[str], sizes: Sequence[int], deviations: Mapping[str, Any], given: Covariances) -> Any:
    """The covariance matrix of all uncertain numbers. Raises GradcliError if it is none."""
    np = numpy()
    starts = dict(zip(names, np.cumsum([0, *sizes])))
    c = np.zeros((sum(sizes), sum(sizes)))
    for name, size in zip(names, sizes):
        at = starts[name]
        if name in deviations:
            found = np.broadcast_to(np.asarray(deviations[name], float), size)
            c[at : at + size, at : at + size] = np.diag(found**2)
    for key, value in given.items():
        blocks = [slice(starts[n], starts[n] + sizes[names.index(n)]) for n in key]
        block = np.asarray(value, float)
        if isinstance(value, Correlation):
            if missing := certain(key, {*deviations, *(n[0] for n in given if len(n) == 1)}):
                raise without("--corr", key, missing)
            block = block * np.sqrt(np.outer(*(np.diag(c)[at] for at in blocks)))
        wanted = tuple(sizes[names.index(n)] for n in (key if len(key) > 1 else key * 2))
        if block.size != wanted[0] * wanted[1]:
            shown = " x ".join(map(str, wanted))
            raise GradcliError(f"--cov {','.join(key)}: the covariances of these are {shown} numbers", code="shape")
        block = block.reshape(wanted)
        if len(key) == 1 and key[0] in deviations and not np.allclose(np.diag(c[blocks[0], blocks[0]]), np.diag(block)):
            message = f"{key[0]} has a standard deviation, and another variance by --cov"
            hint = f"leave one of them out: write {key[0]} without its deviation"
            raise GradcliError(message, code="option", hint=hint)
        c[blocks[0], blocks[-1]] = block
        c[blocks[-1], blocks[0]] = block.T
    if given and not (np.isfinite(c).all() and valid(c)):
        raise impossible(given, deviations)
    return c


def certain(key: tuple[str, ...], known: Collection[str]) -> str | None:
    """Which of a pair of names has no deviation."""
    return next((name for name in key if len(key) == 2 and name not in known), None)


def without(option: str, key: tuple[str, ...], name: str) -> GradcliError:
    """The error for a name with no deviation."""
    message = f"{option} {','.join(key)}: {name} has no standard deviation"
    return GradcliError(message, code="option", hint=f"give it one: {name}=2+-0.1")


def impossible(given: Covariances, deviations: Mapping[str, Any]) -> GradcliError:
    """The error for covariances that no numbers have: of which two, and how large it may be."""
    hint = "a covariance is at most the product of the two standard deviations; a matrix of them is symmetric"
    for key, value in given.items():
        if missing := certain(key, deviations):
            return without("--cov", key, missing)
        away = [deviations[name] for name in key if isinstance(deviations.get(name), float)]
        if isinstance(value, Correlation):
            names = list(dict.fromkeys(name for pair in given for name in pair))
            left = [pair for pair in combinations(names, 2) if pair not in given and pair[::-1] not in given]
            hint = "make one of the --corr smaller"
            if left:
                pair, both = ",".join(left[0]), " and ".join(left[0])
                hint = f"{both} are taken as independent: give them their own --corr {pair}=R"
        elif len(away) == 2 and isinstance(value, float) and abs(value) > away[0] * away[1]:
            pair, most = ",".join(key), away[0] * away[1]
            message = f"--cov {pair}={value:g} is beyond {away[0]:g}*{away[1]:g} = {most:g}, the largest there can be"
            if abs(value) <= 1.0:
                hint = f"for a correlation of {value:g} write --corr {pair}={value:g}"
            return GradcliError(message, code="option", hint=hint)
    what = "covariances" if "--corr" not in hint else "correlations together"
    return GradcliError(f"no numbers have these {what}", code="option", hint=hint)


def valid(c: Any) -> bool:
    """Whether a matrix is symmetric and positive semidefinite, to rounding."""
    np = numpy()
    scale = float(abs(c).max(initial=0.0))
    if not np.allclose(c, c.T, rtol=1e-9, atol=1e-12 * scale):
        return False
    return bool(np.linalg.eigvalsh(c).min(initial=0.0) >= -1e-9 * scale)


def curved(result: Result, subject: Subject, names: Sequence[str], c: Any, variance: float) -> None:
    """The second-order terms, where they change the standard deviation, or the mean by a part of it."""
    np = numpy()
    wanted = [subject.names.index(name) for name in names]
    sizes = [int(np.size(subject.values[n])) for n in wanted]
    known = second(subject)[1]
    h = np.block([
        [np.asarray(plain(known[n, m]), float).reshape(a, b) for m, b in zip(wanted, sizes)]
        for n, a in zip(wanted, sizes)
    ])  # fmt: skip
    hc = h @ c
    shift, more = 0.5 * float(np.trace(hc)), 0.5 * float(np.trace(hc @ hc))
    if not np.isfinite([shift, more]).all():
        return
    first, both = max(variance, 0.0) ** 0.5, max(variance + more, 0.0) ** 0.5
    if max(abs(both - first), abs(shift)) > MATTERS * first:
        result.numbers[Path("second_order")] = both
        result.numbers[Path("mean")] = float(result.value) + shift
