"""Results made by hand: what the tests of the writers share."""

from __future__ import annotations

from gradcli.results import VALUE, Path, Result


def made(name, expr, point, value, grad=None, jacobian=None, hessian=None, derivatives=None, partials=None, **about):
    """A result from tables of its numbers, as JSON has them."""
    numbers = {VALUE: value}
    numbers |= {Path("grad", x): number for x, number in (grad or {}).items()}
    numbers |= {Path("jacobian", x): number for x, number in (jacobian or {}).items()}
    numbers |= {Path("hessian", x, y): number for x, row in (hessian or {}).items() for y, number in row.items()}
    x = next(iter(grad or point or "x"))
    numbers |= {Path("derivatives", *[x] * n): number for n, number in enumerate(derivatives or ())}
    numbers |= {Path("partials", *names.split(",")): number for names, number in (partials or {}).items()}
    result = Result(name, expr, point, numbers)
    for attribute, value in about.items():
        setattr(result, attribute, value)
    return result
