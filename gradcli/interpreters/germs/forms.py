"""What each op is on germs, and on arrays of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from ...core.forms import numpy
from ...errors import BREAKS, GradcliError
from . import bessel as _bessel  # noqa: F401 (its families are found by name)
from .gammas import FAMILIES
from .germ import FINDERS, FORMS, Fail, Hole, elements, state
from .lines import on_lines
from .series import nth
from .special import NUMBERED


@lru_cache(1024)
def form_of(op: Any) -> Callable[..., Any] | None:
    """The function of germs that an op is, or None; of one that is not elementwise, of arrays of one element."""
    if not op.elementwise:
        found: Callable[..., Any] | None = FINDERS["array"](op)
        return found
    if family := FAMILIES.get(op.name):
        return family(op)
    name, _, number = op.name.partition("_")
    if name in NUMBERED and (number.isdigit() or not number):
        return nth(NUMBERED[name], int(number or 0))
    return FORMS.get(op.name)


def array_form(op: Any) -> Any:
    """What an op is on arrays of germs; with it comes NumPy, which numbers alone do not need."""
    from . import spectra as _spectra  # noqa: F401
    from .arrays import array_form

    return array_form(op)


FINDERS.update(form=form_of, array=array_form)


def apply(op: Any, *args: Any) -> Any:
    """The meaning of a step: a germ, an array of germs, a truth, or a hole."""
    y = applied(op, *args)
    if state.steps and any(v.__class__ is Hole and v.kind == "form" for v in elements(y)):
        return attempted(partial(on_lines, partial(applied, op)), *args)
    return y


def applied(op: Any, *args: Any) -> Any:
    """The same without steps."""
    if op.elementwise:
        f = form_of(op) or op.overrides.get("python")  # which is the identity of what stops or replaces gradients
        if f is None:
            return Hole("form")
        if any(getattr(a, "shape", ()) for a in args):
            return numpy().frompyfunc(lambda *xs: attempted(f, *xs), len(args), 1)(*args)
        return attempted(f, *args)
    for a in args:
        if a.__class__ is Hole:
            return a
    return attempted(array_form(op) or op.evaluate, *args)


def attempted(f: Any, *args: Any) -> Any:
    """f(*args), or the hole that it fails in, the form of another class of numbers too."""
    try:
        return f(*args)
    except Fail as error:
        return Hole(error.kind, error.sign)
    except GradcliError:
        return Hole("outside")
    except BREAKS:
        return Hole("form")
