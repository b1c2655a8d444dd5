"""A script without tapes as Python runs it, untraced, with some of its sources moved: what its target is then."""

from __future__ import annotations

import inspect
import os
import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from .imports import House, read
from .inputs import Inputs
from .rerun import Reruns
from .sources import Moved
from .stage import Room, Stage, remember, settle_down, whereabouts
from .target import Sights, Target
from .tracebacks import Quiet, execute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
    function of the script's that is called with the arguments of the one that `--call` names.
    """

    values: Mapping[str, Any]
    target: Target  # without its value
    texts: Sequence[str] = ()
    against: str | None = None


@dataclass(slots=True)
class Found:
    """What a run came to. value: the target's, None where it is no number. fault: what the script raised.

    texts: the value of each text that is a number. answer: of the function `against`, an array, or a list or dict of
    arrays. parameters: the names of the arguments of the function that is differentiated, in its order.
    """

    value: Any = None
    texts: dict[str, Any] = field(default_factory=dict)
    fault: str | None = None
    answer: Any = None
    parameters: Sequence[str] = ()


def reruns_of(recipe: Recipe) -> Reruns:
    """What runs a script again, from the state in which everything is now."""
    return Reruns(lambda moves: run(recipe, moves))


def run(recipe: Recipe, moves: Moves) -> Found:
    """Run the script once, in a process of its own. Raises nothing."""
    filename, directory = ("<stdin>", None) if recipe.path is None else whereabouts(recipe.path)
    house = House(filename, None if os.environ.get("PYTHONSAFEPATH") else directory, untraced=True)
    if recipe.path is None:
        remember(recipe.source)
    tree = house.parse(recipe.source, filename)
    inputs = Inputs(tree, recipe.values, recipe.wrt, recipe.call)
    inputs.sources = Moved(recipe.values, dict(moves.values))
    inputs.prepare(house.builtins.__dict__)
    sights = Sights(read(recipe.source, filename), moves.target)
    sights.prepare(tree, house.builtins.__dict__, recipe.of)
    code = house.compile(tree, filename)
    main = ModuleType("__main__")
    main.__dict__.update(__builtins__=house.builtins, __annotations__={}, __file__=filename, __cached__=None)
    found, result = Found(), None
    with Stage(house, main, [recipe.path if recipe.path is not None else "-", *recipe.argv]), Quiet(), Room():
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
        result = sights.again if moves.target.where is not None else main.__dict__.get(moves.target.name)
    found.value = number(result)
    space = main.__dict__ | {name: source.value for name, source in inputs.sources.items()}
    for text in moves.texts:
        try:
            found.texts[text] = number(eval(text, space))
        except Exception:  # which of them are none is for whoever asks to say
            continue
    return found


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
