"""Functions with a derivative of the user's own: an op record made per call, whose rule is the user's grad_fn."""

from __future__ import annotations

import functools
import traceback
from typing import Any

import numpy as np

from ....core.calls import record
from ....core.op import Op
from ....core.trace import Tensor, Traced, plain, trace
from ....errors import GradcliError
from ....ops.multi_output import Parts, pick
from ....tape.recorder import GradientTape
from ..tensors import FRAMES, EagerTensor, Variable, convert, export, failure, flatten, pack_sequence_as, rows
from ..tensors.names import FIRST
from ..tensors.operands import retyped
from ..tensors.tracing import aloud
from .elementary import conjugate


class RawFloat(float):
    """A Python float that a custom gradient returned: the answer is that float, and no tensor."""


@export("custom_gradient", v1=("custom_gradient",))
def custom_gradient(f: Any = None) -> Any:
    """Decorate a function that returns (result, grad_fn).

    grad_fn takes the cotangents of the results and returns those of the arguments; if the body reads Variables it must
    take `variables` too, and return their gradients beside.

    Raises TypeError if it does not; ValueError, when the gradient is asked for, if it returns too many or too few.
    """
    if f is None:
        return custom_gradient

    @functools.wraps(f)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        watcher = GradientTape()
        watcher.resume()
        try:
            result, grad_fn = f(*args, **kwargs)
        finally:
            watcher.pause()
        leaves = [x for x in flatten(list(args))  # of which a gradient can be asked for
                  if hasattr(x, "dtype") or isinstance(x, int | float | complex) or hasattr(x, "at")]  # fmt: skip
        own = [x for x in leaves if not getattr(x, "keras", False)]  # Keras's hold the Variable inside
        variables = [v for v in watcher.watched_variables() if all(v is not x for x in own)]
        if variables and not takes_variables(grad_fn):
            must = "@tf.custom_gradient grad_fn must accept keyword argument 'variables'"
            raise TypeError(f"{must}, since function uses variables: {variables}")
        outputs = [convert(y) for y in flatten(result)]
        operands = [convert(x) for x in leaves] + [v.read() for v in variables]
        rule = Rule(grad_fn, outputs, variables, len(leaves))
        return pack_sequence_as(result, run(getattr(f, "__name__", "custom"), operands, outputs, rule))

    return decorated


def run(name: str, operands: list[EagerTensor], outputs: list[EagerTensor], rule: Rule) -> list[Any]:
    """One recorded step from the operands to the outputs, and a step per part if there are several."""
    count = len(operands)
    if not operands:
        return outputs
    vjp = (*[functools.partial(rule, n) for n in range(count)], *[None] * len(outputs))
    # the body's own results are operands too, without a rule: a replay sees through to what the function computes
    meaning = (lambda *args: args[count]) if len(outputs) == 1 else (lambda *args: args[count:])
    op = Op("custom_gradient", "general", vjp, elementwise=False, custom=True, python=meaning, params=(name,))
    y = record(op, (*operands, *outputs))
    parts = [y] if len(outputs) == 1 else [pick(n)(y) for n in range(len(outputs))]
    return [retyped(part, out.dtype) for part, out in zip(parts, outputs)]


class Rule:
    """The user's grad_fn as the rule of every input; run once for each cotangent that comes."""

    def __init__(self, grad_fn: Any, outputs: list[EagerTensor], variables: list[Variable], count: int) -> None:
        self.grad_fn, self.outputs, self.variables, self.count = grad_fn, outputs, variables, count
        self.asked: Any = None
        self.answered: list[Any] = []

    def __call__(self, n: int, g: Any, y: Any, *xs: Any) -> Any:
        if self.asked is not g:
            self.answered = self.answers(g, y)
            self.asked = g
        d = self.answered[n]
        if n == self.count + len(self.variables) - 1:
            self.asked = None
        return undressed(d, xs[n])

    def answers(self, g: Any, y: Any) -> list[Any]:
        """What the user's function returns for these cotangents, one per input."""
        several = len(self.outputs) > 1
        given = [g.of(n, y) if isinstance(g, Parts) else g for n in range(len(self.outputs))] if several else [g]
        seeds = [dressed(v, out) for v, out in zip(given, self.outputs)]
        if self.variables:
            found, beside = self.grad_fn(*seeds, variables=self.variables)
            if len(beside) != len(self.variables):
                raise ValueError("Must return gradient for each variable from @custom_gradient grad_fn.")
        else:
            found, beside = self.grad_fn(*seeds), []
        flat = flatten(found)
        if len(flat) != self.count:
            wanted = f"custom_gradient function expected to return {self.count} gradients"
            raise ValueError(f"{wanted}, but returned {len(flat)} instead.")
        return [*flat, *beside]


def dressed(g: Any, like: EagerTensor) -> Any:
    """A cotangent as the user's function gets it."""
    g = retyped(EagerTensor(plain(g), g.at if isinstance(g, Traced) else 0), like.dtype)
    return conjugate(g) if like.dtype.is_complex else g


def undressed(d: Any, x: Any) -> Any:
    """What the user's function returned, as the sweep wants it."""
    if d is None:
        return None
    if d.__class__ in (float, int):
        return RawFloat(d)
    d = convert(d) if not isinstance(d, np.ndarray | np.generic) else convert(np.asarray(d))
    d = conjugate(d) if d.dtype.is_complex else d
    return Tensor(d.value, d.at) if trace.write is not None else d.value


def takes_variables(function: Any) -> bool:
    """Whether a function has a parameter called variables, or takes any keyword."""
    import inspect

    parameters = inspect.signature(function).parameters.values()
    return any(p.name == "variables" and p.kind != p.VAR_POSITIONAL or p.kind == p.VAR_KEYWORD for p in parameters)


def _passing(f: Any) -> Any:
    def call(*args: Any, **kwargs: Any) -> Any:
        def body(*xs: Any) -> Any:
            return f(*xs, **kwargs), lambda *gs: gs[0] if len(xs) == 1 else gs

        return custom_gradient(body)(*args)

    return call


def typed(values: Any, kinds: Any) -> Any:
    """What a Python function returned, as tensors of the dtypes announced."""
    if isinstance(kinds, list | tuple):
        values = values if isinstance(values, list | tuple) else [values]
        return [convert(v, None if hasattr(v, "at") else k) for v, k in zip(values, kinds)]
    if values is None:
        return None
    values = values[0] if isinstance(values, list | tuple) and len(values) == 1 else values
    return convert(values, None if hasattr(values, "at") else kinds)


KINDS = (
    ((ValueError, TypeError), "InvalidArgumentError"), ((StopIteration,), "OutOfRangeError"),
    ((MemoryError,), "ResourceExhaustedError"), ((NotImplementedError,), "UnimplementedError"),
    ((Exception,), "UnknownError"),
)  # fmt: skip


def as_op(op: str, call: Any) -> Any:
    """A call of a user's function, whose errors are those of an op; outside graphs where there is an op alone."""
    loud = aloud(call)

    def run(func: Any, inp: Any, kinds: Any) -> Any:
        if func is None:  # a decorator
            return lambda f: functools.wraps(f)(lambda *given: run(f, given, kinds))
        within = bool(FRAMES)
        try:
            return loud(func, inp, kinds)
        except Exception as error:
            if isinstance(error, GradcliError) or not within and op == "PyFunc":
                raise
            kind = next(name for classes, name in KINDS if isinstance(error, classes))
            text = "\n".join(traceback.format_exception(type(error), error, error.__traceback__.tb_next.tb_next))  # type: ignore[union-attr]
            text = f"{type(error).__name__}: {error}\n{text}\n"
            kernel = f"EagerPyFunc_Tin_{len(inp)}_Tout_{len(kinds) if isinstance(kinds, list | tuple) else 1}"
            raise failure(kind, f"{text}\n\t [[{{{{node {op}}}}}]]" if within else text, op, kernel=kernel) from None

    return run


def _by_arrays(func: Any, inp: Any, kinds: Any) -> Any:
    given, first = [convert(x).numpy() for x in inp], FIRST[-1] if FIRST else None
    if first is not None and first.again and first.called and str(first.called[0][0]) == str(given):
        return first.called.pop(0)[1]  # of two traces one alone is run
    made = _announced(func(*given), kinds)
    if first is not None and not first.again:
        first.called.append((given, made))
    return made


def _announced(found: Any, kinds: Any) -> Any:
    if isinstance(kinds, list | tuple):
        found = found if isinstance(found, list | tuple) else [found]
        return [convert(np.asarray(v), k) for v, k in zip(found, kinds)]
    return convert(np.asarray(found), kinds)


CALL = "func=None inp=None Tout=None"
__getattr__ = rows(
    __name__,
    ("grad_pass_through", "", "f", _passing, "f with the derivative of the identity."),
    ("recompute_grad", "", "f", lambda f: functools.wraps(f)(lambda *args, **kwargs: f(*args, **kwargs)),
     "f itself: recomputing saves memory and changes no value."),
    ("py_function", "", f"{CALL} name",
     as_op("EagerPyFunc", lambda f, inp, kinds: typed(f(*[convert(x) for x in inp]), kinds)),
     "Call a Python function with tensors; its ops are differentiated as they are."),
    ("numpy_function | py_func", "", f"{CALL} stateful=True:- name", as_op("PyFunc", _by_arrays),
     "Call a Python function with NumPy arrays; no gradient passes it."),
    ("RegisterGradient", "", "op_type", lambda op_type: lambda f: f,
     "Announce a gradient for an op of a graph: nothing here has it, where no graph overrides an op's gradient."),
)  # fmt: skip
