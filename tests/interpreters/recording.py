"""A function as a program: what the tests of the interpreters share."""

from __future__ import annotations

from gradcli.core.program import Program
from gradcli.core.trace import Listener
from gradcli.tape import Variable, constant


def recorded(f, *inputs):
    """(program of f at the inputs, their values)."""
    xs = [constant(x) if not isinstance(x, Variable) else x for x in inputs]
    with Listener() as ear:
        for x in xs:
            ear.mark(x)
        y = f(*xs)
    steps = [step for piece in ear.heard if not isinstance(piece, int) for step in piece]
    return Program([x.at for x in xs], [y.at], steps), [x.value for x in xs]
