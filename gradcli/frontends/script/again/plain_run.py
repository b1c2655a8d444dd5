"""A script without tapes as Python runs it, untraced, with some of its sources moved: what its target is then."""

from __future__ import annotations

import ast
import inspect
import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ....core.forms import numpy
from ....core.trace import Listener, plain
from ....record import Record
from ..inputs import Inputs
from ..running.imports import ScriptModules
from ..running.stage import RecursionHeadroom, Stage, deep, remember, settle_down, whereabouts
from ..running.tracebacks import TracebackFilter, execute
from ..sources import Moved, Sources
from ..target import Target, TargetFinder
from ..text.constants import keyed
from ..text.module_texts import read
from .repeatable import repeatable

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


class Moves(Record):
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


class PlainRuns:
    """The runs of a script, each in a process that has seen no other, or none that could have left anything in it.

    A run raises nothing: what the script raises is in what it came to.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.prepared: PlainRun | None = None

    def __call__(self, moves: Moves) -> PlainRun:
        """The script as it is run for these moves: read once for all runs that differ in numbers alone."""
        if self.prepared is None or (self.prepared.target, self.prepared.calls) != (moves.target, moves.calls):
            with deep():
                self.prepared = PlainRun(self.recipe, moves.target, moves.calls)
        return self.prepared


class PlainRun:
    """A script's text, ready to be run. target, calls: as in `Moves`."""

    def __init__(self, recipe: Recipe, target: Target, calls: str | None) -> None:
        self.recipe, self.target, self.calls = recipe, target, calls
        self.filename, directory = ("<stdin>", None) if recipe.path is None else whereabouts(recipe.path)
        self.traced = calls == "traced"
        safe = os.environ.get("PYTHONSAFEPATH")
        self.modules = modules = ScriptModules(self.filename, None if safe else directory, untraced=not self.traced)
        if recipe.path is None:
            remember(recipe.source)
        tree = modules.parse(recipe.source, self.filename)
        self.repeatable = calls is None and repeatable(tree, modules.sibling)
        self.inputs = Inputs(tree, recipe.values, recipe.wrt, recipe.call)
        self.inputs.sources = Sources(recipe.values) if self.traced else Moved(recipe.values)
        self.inputs.prepare(modules.builtins.__dict__)
        self.finder = TargetFinder(read(recipe.source, self.filename), target)
        self.finder.prepare(tree, modules.builtins.__dict__, recipe.of)
        self.returned: list[Call] = []
        if calls is not None:
            tree = ast.fix_missing_locations(Calls().visit(tree))
            modules.builtins.__dict__["__gradcli_call__"] = partial(returned, self.returned)
            modules.uses_tapes(tree)
            modules.traces = modules.traces or recipe.call is not None
        self.code = modules.compile(tree, self.filename)

    def run(self, moves: Moves) -> Found:
        """Run it once. Raises nothing."""
        recipe, inputs, finder = self.recipe, self.inputs, self.finder
        if isinstance(inputs.sources, Moved):
            inputs.sources.start(deepcopy(recipe.values), moves.values)
        finder.again = None
        found, result = Found(calls=self.returned), None
        argv = [recipe.path if recipe.path is not None else "-", *recipe.argv]
        listener = Listener() if self.traced else nullcontext()
        with Stage(self.modules, argv) as main, TracebackFilter(), RecursionHeadroom(), listener:
            try:
                execute(self.code, main)
            except SystemExit:
                pass
            except BaseException as error:
                return Found(fault=told(error))
            try:
                if recipe.call is not None:
                    inputs.call = recipe.call
                    result = inputs.called(main)
                    found.parameters = list(inspect.signature(main.__dict__[recipe.call]).parameters)
                if moves.against is not None:
                    answers = []
                    for inputs.call in moves.against.split(","):
                        answers.append(structured(inputs.called(main)))
                    found.answer = answers if len(answers) > 1 else answers[0]
                    if inputs.refused is not None:
                        return Found(fault=inputs.refused.message)
            except BaseException as error:
                return Found(fault=told(error))
            settle_down()
        if recipe.call is None:
            result = finder.again if moves.target.where is not None else main.__dict__.get(moves.target.name)
        found.value = number(result)
        space = main.__dict__ | inputs.space | {name: source.value for name, source in inputs.sources.items()}
        for text in moves.texts:
            try:
                found.texts[text] = number(eval(text, space))
            except Exception:  # which of them are none is for whoever asks to say
                continue
        return found


class Calls(ast.NodeTransformer):
    """What every call in a module's text comes to goes by way of a hook."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = ast.unparse(node.func)  # before there are hooks in it
        self.generic_visit(node)
        return node if name.startswith("__gradcli_") else keyed("__gradcli_call__", (node.lineno, name), node)


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
        try:
            array = numpy().array(value)
            return array if array.dtype.kind == "f" else array.astype(float) if array.dtype.kind in "iub" else None
        except (TypeError, ValueError):
            return None
    return None
