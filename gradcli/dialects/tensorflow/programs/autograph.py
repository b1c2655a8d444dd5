"""Python's `if`, `while` and `for` in a tf.function, which TensorFlow makes ops of: a block is a graph of its own.

Here they run as they are. What is theirs is done beside it: random ops in a block are numbered from 0, a block that
TensorFlow would trace and that is not run prints what it would print, and what an op cannot carry is refused.
"""

from __future__ import annotations

import ast
import contextlib
import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any

from ..tensors import EagerTensor, conditionals
from ..tensors.errors import OperatorNotAllowedInGraphError
from ..tensors.names import CONDITIONS, FRAMES
from ..tensors.tracing import OWN, outside
from . import branch_types
from .loops import Loop, OutOfScope

LIMITS = (
    "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md"
)
HELP = (
    " You can attempt the following resolutions to the problem: If you are running in Graph mode, use Eager execution "
    "mode or decorate this function with @tf.function. If you are using AutoGraph, you can try decorating this "
    "function with @tf.function. If that does not help, then you may be using an unsupported feature or your source "
    f"code may not be visible to AutoGraph. See {LIMITS}#access-to-source-code for more information."
)
TURNED = (
    "The condition of while loop started as non-Tensor, then changed to Tensor. This may happen either because "
    "variables changed type, or when a break or return statement inside the loop depends on a Tensor condition. In "
    f"both cases, changing to a TF loop should remove the error.\nSee {LIMITS}#consistency-of-control-flow-types for "
    "more info."
)
BROKEN = (
    "break and return statements which depend on a TF condition are not supported in Python for loops. Did you intend "
    f"to make it a TF loop?\nSee {LIMITS}#consistency-of-control-flow-types for more info."
)
RETURNING = (
    "a return statement cannot be placed inside this TensorFlow loop; this may happen if a return statement depends on "
    "a static Python condition such as a hyperparameter"
)


@dataclass
class Block:
    """A branch or a loop's body that runs, in a frame; its graph stands at a depth; `again`: not for the first time."""

    frame: FrameType
    nodes: list[Any]
    depth: int
    again: bool = False

    def runs(self) -> bool:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame is not self.frame:
            frame = frame.f_back
        if frame is None:
            return False
        line, _, column, _ = conditionals.at(frame)
        return any(conditionals.inside(node, line, column) for node in self.nodes)


class Conditions:
    """The control flow of one run of a tf.function's body, and what its outcomes are linked to by it."""

    def __init__(self, converted: bool = True, first: Any = None) -> None:
        self.converted, self.first = converted, first  # first: how a run that is traced prints
        self.read: set[int] = set()
        self.open: list[Block] = []
        self.loops: dict[tuple[FrameType, Any], Loop] = {}
        self.later: list[Any] = []  # (the block that runs, its frame, what its other branch prints or appends)

    def __enter__(self) -> None:  # from here on told of each tensor whose truth is asked for
        CONDITIONS.append(self)

    def __exit__(self, *error: Any) -> None:
        """Let go of the frames; say what is left to be said."""
        CONDITIONS.pop()
        self.open.clear()
        self.flush()
        for loop in self.loops.values():
            loop.close()
        self.loops.clear()

    def settle(self) -> None:
        """Leave the blocks that are over."""
        while self.open and not self.open[-1].runs():
            del FRAMES[self.open.pop().depth :]

    def flush(self) -> None:
        """Print what other branches print, where the branch that ran is over."""
        while self.later and self.later[-1][0] not in self.open:
            _, frame, calls = self.later.pop()
            for call in calls:
                with contextlib.suppress(Exception):  # what only that branch defines
                    self.printed(frame, call)

    def printed(self, frame: FrameType, call: Any) -> None:
        """Run a call of print or append as a frame would; a tensor that is appended is out of scope."""
        code = compile(ast.fix_missing_locations(ast.Expression(call)), frame.f_code.co_filename, "eval")
        names = {**frame.f_globals, **frame.f_locals, "print": self.first}
        into = names.get(call.func.value.id) if is_append(call) else None
        if into is None or type(into) is list:
            eval(code, names)
        if into and isinstance(into[-1], EagerTensor):
            into[-1] = OutOfScope(into[-1])

    def print(self, *args: Any, **kwargs: Any) -> None:
        """Python's print in a run that is traced."""
        self.settle()
        self.flush()
        if not any(block.again for block in self.open):
            self.first(*args, **kwargs)

    def __call__(self, x: Any) -> None:
        """A tensor's truth is asked for by the caller's caller."""
        frame = sys._getframe(2)
        script = outside(frame)
        if not FRAMES:  # in a function that the graph calls
            return
        if conditionals.plainly_asked(script.f_code, script.f_lasti) or frame is script and not self.converted:
            raise OperatorNotAllowedInGraphError(
                f"Using a symbolic `tf.Tensor` as a Python `bool` is not allowed.{HELP}"
            )
        found = conditionals.asked_at(frame.f_code, frame.f_lasti)
        if found is None or frame is not script:  # by an op
            return
        function, node, whole = found
        self.settle()
        self.flush()
        if whole:
            valid(x, "while loop" if isinstance(node, ast.While) else "if statement")
        taken = bool(getattr(x.value, "all", lambda: x.value)())
        if isinstance(node, ast.While):
            self.turn(frame, function, node, taken)
            return
        self.possible(frame, function, node)
        if conditionals.comes_out(function, node):
            values = conditionals.read_by([*conditionals.listed(node.body), *conditionals.listed(node.orelse)], frame)
            self.read |= {v.at for v in values if conditionals.counts(v)}
        branches = conditionals.folded(function, node)
        graphs = FRAMES[-1].next(), FRAMES[-1].next()
        self.enter(frame, branches[not taken], graphs[not taken])
        if frame.f_builtins["print"] != self.print or any(block.again for block in self.open):
            return
        inside = conditionals.within(branches[taken], ast.Call)
        calls = [x for x in inside if getattr(x.func, "id", "") == "print" or is_append(x)]
        if calls:
            self.later.append((self.open[-1] if taken else None, frame, calls))
            self.flush()

    def enter(self, frame: FrameType, nodes: list[Any], graph: Any, again: bool = False) -> None:
        self.open.append(Block(frame, nodes, len(FRAMES), again))
        graph.begin()
        FRAMES.append(graph)

    def possible(self, frame: FrameType, function: Any, node: Any) -> None:
        """ValueError, TypeError or NotImplementedError where no op can be made of an `if`."""
        if self.first is not None:
            branch_types.check(frame, function, node)
        if isinstance(node, ast.IfExp):
            return
        loops, branches = conditionals.around(function, node), [*node.body, *node.orelse]
        leaves = any(conditionals.within(branches, ast.Break, (ast.For, ast.While, ast.FunctionDef)))
        if loops and (frame, loops[-1]) in self.loops and conditionals.returns(branches):
            raise NotImplementedError(RETURNING)
        if why := conditionals.unbalanced(function, node, frame.f_locals):
            raise ValueError(why)
        if loops and leaves and (frame, loops[-1]) not in self.loops and not self.runs_over_tensor(frame, loops[-1]):
            raise NotImplementedError(BROKEN if isinstance(loops[-1], ast.For) else TURNED)

    def runs_over_tensor(self, frame: FrameType, loop: Any) -> bool:
        """Whether a `for` names a tensor in what it runs over."""
        reads = conditionals.read_by([loop.iter], frame) if isinstance(loop, ast.For) else ()
        return any(hasattr(v, "dtype") or getattr(v, "__name__", "") == "tensorflow" for v in reads)

    def turn(self, frame: FrameType, function: Any, loop: Any, taken: bool) -> None:
        """A `while` looks at its condition."""
        state = self.loops.get((frame, loop))
        if not taken:
            if state is not None:
                self.loops.pop((frame, loop)).close()
            return
        if state is None:
            state = self.loops[frame, loop] = Loop(frame, function, loop, FRAMES[-1].next())
            self.enter(frame, loop.body, state.graph)
            return
        state.iterated(frame)
        self.enter(frame, loop.body, state.graph, True)

    def iterated(self, frame: FrameType, n: int) -> Any:
        """A `for` over a tensor takes its n-th element. At the first: what to call when it is over."""
        found = conditionals.looped_at(frame.f_code, frame.f_lasti)
        if found is None or n > 1:
            return None
        function, loop = found
        if n == 0:
            self.loops[frame, loop] = Loop(frame, function, loop)
            return self.loops[frame, loop].close
        return self.loops[frame, loop].iterated(frame)

    def iterate(self) -> None:
        """A tensor is iterated over by the caller's caller. OperatorNotAllowedInGraphError where no loop does."""
        frame = sys._getframe(2)
        if not FRAMES or frame.f_code.co_filename.startswith(OWN):
            return
        if not self.converted or conditionals.spread_at(frame.f_code, frame.f_lasti):
            raise OperatorNotAllowedInGraphError(f"Iterating over a symbolic `tf.Tensor` is not allowed.{HELP}")


def is_append(call: ast.Call) -> bool:
    """Whether a call is NAME.append(...)."""
    return getattr(call.func, "attr", "") == "append" and isinstance(getattr(call.func, "value", None), ast.Name)


def valid(x: Any, tag: str) -> None:
    """ValueError unless a condition is one bool."""
    if x.dtype.name != "bool":
        why = "to use as boolean Tensor, use `tf.cast`; to check for None, use `is not None`"
    elif getattr(x.value, "size", 1) != 1:
        why = "to check for None, use `is not None`"
    else:
        return
    raise ValueError(f"condition of {tag} expected to be `tf.bool` scalar, got {x}; {why}")
