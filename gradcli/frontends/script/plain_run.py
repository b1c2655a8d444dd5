"""A script without tapes as Python runs it, untraced, with some of its sources moved: what its target is then."""

from __future__ import annotations

import ast
import inspect
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from typing import Any, NamedTuple

from ...core.trace import Listener, plain
from .constants import hooked
from .imports import ScriptModules
from .inputs import Inputs
from .module_texts import read
from .rerun import Reruns
from .sources import Moved, Sources
from .stage import RecursionHeadroom, Stage, remember, settle_down, whereabouts
from .target import Target, TargetFinder
from .tracebacks import TracebackFilter, execute

Call = tuple[tuple[int, str], Any]

CALLS = 100_000  # of one run, whose results are kept
SMALL = 1_000  # elements of an array that is kept


@dataclass(slots=True)
class Recipe:
    """A script, and what it is run with: what `run_script` was given."""

    path: str | None
    source: bytes
    argv: Sequence[str]
    values: dict[str, Any]
    wrt: Sequence[str] | None
    of: str | None
    call: str | None


class Moves(NamedTuple):
    """One run that is asked for: the sources' values, and what is the target.

    texts: Python's expressions, of the script's names and its sources, whose values are wanted at the end. against: a
    function of the script's that is called with the arguments of the one that `--call` names. calls: what each of the
    script's calls came to is wanted, of a run that is `plain`, or `traced` as the first was.
    """

    values: Mapping[str, Any]
    target: Target  # without its value
    texts: Sequence[str] = ()
    against: str | None = None
    calls: str | None = None


@dataclass(slots=True)
class Found:
    """What a run came to. value: the target's, None where it is no number. fault: what the script raised.

    texts: the value of each text that is a number. answer: of the function `against`, an array, or a list or dict of
    arrays. parameters: the names of the arguments of the function that is differentiated, in its order. calls: ((line,
    text of the callee), number) in the order in which they returned.
    """

    value: Any = None
    texts: dict[str, Any] = field(default_factory=dict)
    fault: str | None = None
    answer: Any = None
    parameters: Sequence[str] = ()
    calls: list[Call] = field(default_factory=list)


def reruns_of(recipe: Recipe) -> Reruns:
    """What runs a script again, from the state in which everything is now."""
    return Reruns(lambda moves: run(recipe, moves))


def run(recipe: Recipe, moves: Moves) -> Found:
    """Run the script once, in a process of its own. Raises nothing."""
    filename, directory = ("<stdin>", None) if recipe.path is None else whereabouts(recipe.path)
    traced = moves.calls == "traced"
    modules = ScriptModules(filename, None if os.environ.get("PYTHONSAFEPATH") else directory, untraced=not traced)
    if recipe.path is None:
        remember(recipe.source)
    tree = modules.parse(recipe.source, filename)
    inputs = Inputs(tree, recipe.values, recipe.wrt, recipe.call)
    inputs.sources = Sources(recipe.values) if traced else Moved(recipe.values, dict(moves.values))
    inputs.prepare(modules.builtins.__dict__)
    finder = TargetFinder(read(recipe.source, filename), moves.target)
    finder.prepare(tree, modules.builtins.__dict__, recipe.of)
    found, result = Found(), None
    if moves.calls is not None:
        tree = ast.fix_missing_locations(Calls().visit(tree))
        modules.builtins.__dict__["__gradcli_call__"] = partial(returned, found.calls)
        modules.uses_tapes(tree)
        modules.traces = modules.traces or recipe.call is not None
    code = modules.compile(tree, filename)
    main = ModuleType("__main__")
    main.__dict__.update(__builtins__=modules.builtins, __annotations__={}, __file__=filename, __cached__=None)
    argv = [recipe.path if recipe.path is not None else "-", *recipe.argv]
    with Stage(modules, main, argv), TracebackFilter(), RecursionHeadroom(), Listener() if traced else nullcontext():
        try:
            execute(code, main)
        except SystemExit:
            pass
        except BaseException as error:
            return Found(fault=told(error))
        try:
            if recipe.call is not None:
                result = inputs.called(main)
                found.parameters = list(inspect.signature(main.__dict__[recipe.call]).parameters)
            if moves.against is not None:
                inputs.call = moves.against
                found.answer = structured(inputs.called(main))
                if inputs.refused is not None:
                    return Found(fault=inputs.refused.message)
        except BaseException as error:
            return Found(fault=told(error))
        settle_down()
    if recipe.call is None:
        result = finder.again if moves.target.where is not None else main.__dict__.get(moves.target.name)
    found.value = number(result)
    space = main.__dict__ | {name: source.value for name, source in inputs.sources.items()}
    for text in moves.texts:
        try:
            found.texts[text] = number(eval(text, space))
        except Exception:  # which of them are none is for whoever asks to say
            continue
    return found


class Calls(ast.NodeTransformer):
    """What every call in a module's text comes to goes by way of a hook."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return hooked("__gradcli_call__", (node.lineno, ast.unparse(node.func)), node)


def returned(calls: list[Call], where: tuple[int, str], value: Any) -> Any:
    """A call returned a value: kept, if it is a number or a small array."""
    if len(calls) < CALLS and (kept := number(plain(value))) is not None and getattr(kept, "size", 1) <= SMALL:
        calls.append((where, kept))
    return value


def structured(value: Any) -> Any:
    """What a function returned, as it goes from process to process: an array, or a list or dict of them."""
    if isinstance(value, dict):
        return {str(key): structured(part) for key, part in value.items()}
    whole = number(value)
    if whole is None and isinstance(value, list | tuple):
        return [structured(part) for part in value]
    return whole


def told(error: BaseException) -> str:
    """An exception in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0].removesuffix(": ")[:120]


def number(value: Any) -> Any:
    """A value as it goes from process to process: a float, an array of floats, or None."""
    if isinstance(value, bool | int | float):
        try:
            return float(value)
        except OverflowError:
            return None
    if hasattr(value, "dtype") or isinstance(value, list | tuple):
        np = sys.modules.get("numpy")
        if np is None:
            from ...core.forms import numpy

            np = numpy()
        try:
            array = np.array(value)
            return array if array.dtype.kind == "f" else array.astype(float) if array.dtype.kind in "iub" else None
        except (TypeError, ValueError):
            return None
    return None
