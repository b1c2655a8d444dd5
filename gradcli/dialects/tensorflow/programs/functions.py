"""tf.function: a function that runs as it is, and is silent where TensorFlow would not trace it again.

What Python itself does in the body happens at each call; TensorFlow does it once for each signature. So only the first
call of a signature prints (tf.print always does), and what a later one does to Python's own state is undone: to the
lists, dicts, sets and numbers that the function knows by name, and to the attributes of its `self`.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import inspect
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np

from ....core.trace import Readable, trace
from ..ops.padding import identity
from ..ops.ragged import RaggedTensor
from ..tensors import FRAMES, EagerTensor, TensorShape, convert, flatten, pack_sequence_as, rows, variable
from ..tensors.conditionals import link
from ..tensors.errors import LeftOutOf
from ..tensors.indexed import IndexedSlices
from ..tensors.names import FIRST
from ..tensors.nest import mapped
from ..tensors.state import FirstTrace, again, stands
from ..tensors.tracing import Frame, printing, told, tracing
from .autograph import Conditions
from .graph_gradients import graph
from .loops import OutOfScope
from .module import TensorSpec
from .signatures import common, entered, kind

ONCE = (
    "tf.function only supports singleton tf.Variables created on the first call. Make sure the tf.Variable is only "
    "created once or created outside tf.function. See "
    "https://www.tensorflow.org/guide/function#creating_tfvariables for more information."
)
EAGERLY = [False]  # whether tf.config.run_functions_eagerly has been said


def left(x: Any, read: set[int]) -> Any:
    """A leaf of what the body returned, as an outcome of the call: no other outcome of it is computed from this one.

    One op makes all outcomes: a derivative of one by what only another is made of is 0.
    """
    if not isinstance(x, EagerTensor) or trace.write is None:
        return x
    y = identity(x) if x.at else type(x)(x.value)
    return link(y, read - {x.at}) if x.dtype.trainable else y


class Function:
    """What tf.function makes of a function. telling: the block in which errors get the lines that lead to them."""

    structured_outputs = LeftOutOf("call it, and ask what it gives")
    structured_input_signature = LeftOutOf("read the signature that the function was made with")
    pretty_printed_concrete_signatures = LeftOutOf("print its signature with inspect.signature")

    telling: Any = staticmethod(told)

    def __init__(
        self, python_function: Any, input_signature: Any = None, relaxed: bool = False, converted: bool = True
    ) -> None:
        functools.update_wrapper(self, python_function)
        self.python_function, self.input_signature, self.relaxed = python_function, input_signature, relaxed
        self.converted = converted  # by AutoGraph
        self.made = False  # whether it made Variables
        self.form = inspect.signature(python_function)
        self.seen: dict[Any, dict[str, Any]] = {}  # where Python's generators stood, if it drew from them
        self.frames: dict[Any, Frame] = {}  # one for each signature
        self.bound: weakref.WeakKeyDictionary[Any, Function] = weakref.WeakKeyDictionary()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = self.given(args, kwargs)
        if EAGERLY[0]:
            return mapped(tensor, self.python_function(*given.args, **given.kwargs))
        key = self.key(given)
        if key in self.seen:
            return self.run(given, key)
        with FirstTrace() if not self.made else contextlib.nullcontext() as first:
            stood, found = stands(), self.run(given, key)
            if first is not None and first.made:
                first.undo()
                if FRAMES:
                    FRAMES[-1].forget()
                self.frames.pop(key)
                stood, found = stands(), self.run(self.given(args, kwargs), key)
        self.seen[key] = stood if str(stood) != str(stands()) else {}
        return found

    def run(self, given: inspect.BoundArguments, key: Any) -> Any:
        """The outcomes of the body, which is traced if its signature is new."""
        known = key in self.seen
        conditions = Conditions(self.converted, None if known else builtins.print)
        with (
            self.telling(),
            tracing(self.frames.setdefault(key, Frame())),
            conditions,
            again(self.python_function, self.seen[key], given.arguments.values())
            if known else printing(conditions.print),
            self.watched(),
        ):  # fmt: skip
            self.enter(given, key)
            with graph(self.python_function, [given.args, given.kwargs]):
                found = self.python_function(*given.args, **given.kwargs)
        found = mapped(tensor, found)
        made = {x.at for x in flatten(found) if isinstance(x, EagerTensor) and x.dtype.trainable and x.at}
        return mapped(lambda x: left(x, conditions.read | made), found)

    def given(self, args: Any, kwargs: Any) -> inspect.BoundArguments:
        """The arguments by name, as the signature has them. TypeError where they do not fit."""
        try:
            found = self.form.bind(*args, **kwargs)
            found.apply_defaults()
            if self.input_signature is not None:
                for (name, value), spec in zip(list(found.arguments.items()), self.input_signature):
                    found.arguments[name] = self.cast(value, spec)
        except TypeError as error:
            names = dict(zip(self.form.parameters, self.input_signature or ()))
            words = [f"{name}: {names[name]!r}" if name in names else name for name in self.form.parameters]
            raise TypeError(
                f"Binding inputs to tf.function failed due to `{error}`. Received args: {args} and kwargs: {kwargs} "
                f"for signature: ({', '.join(words)})."
            ) from None
        return found

    def enter(self, given: inspect.BoundArguments, key: Any) -> None:
        """Make the arguments what the body has them as."""
        specs = dict(zip(self.form.parameters, self.input_signature or key))
        for name, value in given.arguments.items():
            many = self.form.parameters[name].kind
            if many is inspect.Parameter.VAR_POSITIONAL:
                given.arguments[name] = tuple([entered(v, f"{name}_{n}", None) for n, v in enumerate(value)])
            elif many is inspect.Parameter.VAR_KEYWORD:
                given.arguments[name] = {k: entered(v, k, None) for k, v in value.items()}
            else:
                given.arguments[name] = entered(value, name, specs.get(name))

    def cast(self, value: Any, spec: Any) -> Any:
        """An argument as a tensor of its spec, or a structure of them."""
        if not isinstance(spec, TensorSpec):
            return pack_sequence_as(spec, [self.cast(v, s) for v, s in zip(flatten(value), flatten(spec))])
        x = convert(value) if hasattr(value, "dtype") else convert(value, spec.dtype)
        if not spec.is_compatible_with(x):
            raise TypeError(f"Can not cast {TensorSpec.from_tensor(x)!r} to {spec!r}")
        return x

    def key(self, given: inspect.BoundArguments) -> Any:
        """What TensorFlow tells signatures apart by; relaxed, the lengths in which they differ are unknown."""
        if self.input_signature is not None:
            return ()
        found = tuple(map(kind, given.arguments.values()))
        if self.relaxed and found not in self.seen:
            for known in self.seen:
                both = common(known, found)
                if both == known:
                    return known
                found = found if both is NotImplemented else both
        return found

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """While the body runs, Variables are made at its first call only, and for good. ValueError otherwise."""
        made: list[Any] = []

        def born(v: Any) -> None:
            if self.made or self.seen:
                raise ValueError(ONCE)
            made.append(v)
            FIRST[-1].made = True

        before, variable.born = variable.born, born
        try:
            yield
        finally:
            variable.born = before
        kept = [weakref.ref(v) for v in made]
        made.clear()
        self.made |= bool(kept)
        if any(v() is None for v in kept):
            raise ValueError(ONCE)

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        if owner is None:
            return self
        try:
            if owner not in self.bound:
                self.bound[owner] = self.method(owner, kind)
            return self.bound[owner]
        except TypeError:  # an owner without a hash
            return self.method(owner, kind)

    def method(self, owner: Any, kind: Any) -> Function:
        """The function of one owner, held weakly by the one who asks."""
        return Function(self.python_function.__get__(owner, kind), self.input_signature, self.relaxed, self.converted)

    def get_concrete_function(self, *args: Any, **kwargs: Any) -> Function:
        return self

    def experimental_get_tracing_count(self) -> int:
        """How many signatures it was called with, and one more where it made Variables."""
        return len(self.seen) + self.made

    def __repr__(self) -> str:
        return f"<tensorflow.python.eager.polymorphic_function.polymorphic_function.Function object at {id(self):#x}>"


def tensor(x: Any) -> Any:
    """A leaf of what a function returned; a number as a tensor: what a graph would have made of it."""
    if isinstance(x, IndexedSlices):
        return IndexedSlices(x.values, x.indices, x.dense_shape)
    if isinstance(x, RaggedTensor):
        return x.with_values(x.values)
    if isinstance(x, EagerTensor | bool | int | float | complex | str | bytes | np.ndarray | np.generic | TensorShape):
        return convert(x)
    if isinstance(x, OutOfScope):
        x.refused()
    return x.read() if isinstance(x, Readable) else x


def _decorated(func: Any, signature: Any, autograph: Any, reduce_retracing: Any, relax_shapes: Any) -> Any:
    def decorate(f: Any) -> Function:
        return Function(f, signature, bool(reduce_retracing or relax_shapes), bool(autograph))

    return decorate if func is None else decorate(func)


REST = "implements autograph_options attributes relax_shapes compile follow_type_hints"
MORE = " ".join(f"experimental_{word}=None{':-' * (word != 'relax_shapes')}" for word in REST.split())
__getattr__ = rows(
    __name__,
    ("function", "",
     f"func=None input_signature=None autograph=True jit_compile=None:- reduce_retracing=False {MORE}", _decorated,
     "Decorate a function: it runs as it is, and is silent where TensorFlow would not trace it again."),
    ("config.run_functions_eagerly config.experimental_run_functions_eagerly", "", "run_eagerly",
     lambda on: EAGERLY.__setitem__(0, bool(on))),
    ("config.functions_run_eagerly config.experimental_functions_run_eagerly", "", "", lambda: EAGERLY[0]),
)  # fmt: skip
