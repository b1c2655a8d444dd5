"""What a script is given: NAME=VALUE for its constants, or for the arguments of the function that --call names.

What is a source is read off the text before anything runs, and nothing runs twice. A constant is a name that the module
binds once, to numbers: a literal, arithmetic of literals, `np.array` of them (`x = 2.0`, `a, b = 1.0, -2.0`, `w =
np.array([1., 2.])`). A name that is bound again, as `x = x + a * x` or `w -= rate * slope`, is the source that it was
at first if the target depends on that. But a count or a sum that a loop keeps, `total = 0.0` and then `total += x`, and
a bound that it replaces, `high = middle`, is a state, and becomes a source only if there is no constant, or if --wrt or
NAME=VALUE names it; so do lists of numbers, and what the script computes. The assignment itself is kept where it
stands: only its value goes through a hook, so lines and tracebacks do not change.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from ...core.reach import ancestors
from ...core.trace import Readable, Step, Traced
from ...errors import GradcliError, suggestion
from ...ops.values import shape_of
from .sources import Source, Sources, given, is_floating, number_like
from .text.constants import (
    Hooks,
    arguments_of,
    bindings,
    inside,
    is_start,
    is_whole,
    names_in,
    numeric,
    pairs,
    parameters_of,
    speaks_of,
    top,
)
from .text.hangs_on import states
from .text.module_texts import imported


class Inputs:
    """A script's sources, and the values that it runs with in the place of its own.

    wrt: the names that are to be sources, None for the constants. call: the function that the values are meant for.
    """

    def __init__(self, tree: ast.Module, values: dict[str, Any], wrt: Sequence[str] | None, call: str | None) -> None:
        self.tree, self.values, self.wrt, self.call = tree, values, wrt, call
        self.sources = Sources(values)
        self.lines: dict[str, int] = {}  # of the top-level names
        self.rebound: set[str] = set()
        self.overridden: set[str] = set()  # the top-level names that are not what the script makes them
        self.taken: list[str] = []  # the arguments that are the script's own values
        self.whole: set[str] = set()  # the arguments that the function counts with
        self.space: dict[str, Any] = {}  # what the function's arguments are, of its own defaults too
        self.refused: GradcliError | None = None
        single = call is not None and "tensorflow" in imported(tree) and not speaks_of(tree, "float64")
        self.dtype = "float32" if single else "float64"  # of an array that a function is given

    def prepare(self, builtins: dict[str, Any]) -> None:
        """Put hooks on the values of the sources. GradcliError if a name asked for is not there."""
        literal: dict[str, int] = {}
        starts: set[str] = set()
        floats: set[str] = set()
        for statement in top(self.tree.body):
            for target, value in pairs(statement):
                for name in names_in(target):
                    self.lines[name] = statement.lineno
                if isinstance(target, ast.Name) and numeric(value):
                    if target.id not in literal and is_start(value):
                        starts.add(target.id)
                    literal.setdefault(target.id, statement.lineno)
                    if not is_whole(value):
                        floats.add(target.id)
        wrt = set(self.wrt or ())
        meant = set(self.values) if self.call is None else set()
        owners = {name.partition(".")[0] for name in wrt | meant}
        for name in sorted(owners - set(self.lines)):
            if self.call is None:
                raise self.unassigned(name)
        count = bindings(self.tree)
        constants = {name for name in literal if count[name] == 1}
        self.rebound = set(literal) - constants - states(self.tree, starts) - meant
        default = set() if self.call else (constants | self.rebound or floats or set(literal)) | meant
        own = set() if self.call is None else parameters_of(self.tree, self.call)
        bound = set(self.values) | wrt if own is None else own  # by the call, and by nothing before it
        self.sources.chosen = (default if self.wrt is None else wrt) - bound
        self.overridden = set(self.values) & set(self.lines) - bound
        owners = {name.partition(".")[0] for name in self.sources.chosen}
        Hooks(owners | self.overridden, literal).body(self.tree.body)
        sources = self.sources
        builtins.update(
            __gradcli_source__=sources.assigned, __gradcli_chain__=sources.chained, __gradcli_other__=sources.other
        )

    def unassigned(self, name: str) -> GradcliError:
        """A name that the script does not assign, and whose argument it is."""
        error = unknown(name, self.lines, "the script assigns no '{}' at top level")
        text = ast.unparse(self.tree)
        if (space := re.search(r"(?m)^(\w+) = .*\.parse_args\(", text)) and re.search(
            rf"add_argument\(.*'-*{name}'", text
        ):
            error.hint = f"it is among the script's arguments: write --wrt {space[1]}.{name}"
        takers = [f.name for f in self.tree.body if isinstance(f, ast.FunctionDef) and name in arguments_of(f.args)]
        if any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in inside(self.tree)):
            hint = "--wrt takes what the script begins with; --call f differentiates a function"
            return GradcliError(f"'{name}' is assigned in a loop alone", code="unknown-name", hint=hint)
        if takers:
            by_hand = next((f for f in takers if re.search("grad|hess|jac|deriv", f.lower())), None)
            main = next((f for f in takers if f != by_hand), takers[0])
            against = f", --against {by_hand} compares" if by_hand not in (None, main) else ""
            error.hint = (
                f"it is an argument of {' and of '.join(takers[:4])}: --call {main} differentiates that{against}"
            )
        return error

    def called(self, main: ModuleType) -> Any:
        """f(name=value, ...): every parameter given, by name. None, and `refused`, where it cannot be called so."""
        try:
            f = self.function(main)
            positional, named = self.arguments(f, main)
        except GradcliError as error:
            self.refused = error
            return None
        try:
            return f(*positional, **named)
        except ValueError as error:  # shapes that do not fit
            if sizes := [f"{k} of {len(v)} numbers" for k, v in self.values.items() if isinstance(v, list)]:
                error.add_note(f"{self.call} was called with {', '.join(sizes)}")
            raise
        except (TypeError, IndexError) as error:
            whole = {k for k, v in self.values.items() if not shape_of(v) and is_integer(v)} - self.whole
            if not whole or "integer" not in (text := str(error)) and "non-int" not in text:
                raise
            found = self.counting(f, main, [*({k} for k in sorted(whole)), whole])
            if found is None:
                raise
            return found[0]

    def function(self, main: ModuleType) -> Any:
        """The function that --call names. Raises GradcliError if there is none."""
        if callable(f := main.__dict__.get(self.call or "")):
            return f
        functions = [k for k, v in main.__dict__.items() if callable(v)]
        error = unknown(self.call or "", functions, "the script has no function '{}'")
        last = next(reversed(self.lines), None)
        error.hint = error.hint or (f"it has none: write --of {last} for what it computes" if last else None)
        raise error

    def counting(self, f: Callable[..., Any], main: ModuleType, guesses: Iterable[set[str]]) -> list[Any] | None:
        """What f returns where it takes some of its arguments as whole numbers, as Python reads 5; None if none do."""
        before = self.whole
        for guess in guesses:
            self.whole = before | guess
            positional, named = self.arguments(f, main)
            try:
                return [f(*positional, **named)]
            except (TypeError, IndexError):
                continue
        return None

    def arguments(self, f: Any, main: ModuleType) -> tuple[list[Any], dict[str, Any]]:
        """What the function that --call names is called with. GradcliError where it cannot be."""
        import inspect

        parameters = inspect.signature(f).parameters
        anything = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
        arguments = {k: v for k, v in self.values.items() if k in parameters or anything}
        own = {
            k: numbers_of(main.__dict__.get(k)) for k, p in parameters.items()
            if k not in arguments and p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)
        }  # fmt: skip
        own = {k: v for k, v in own.items() if not isinstance(v, Traced) and number_like(v)}
        self.taken = list(own)
        arguments |= own
        arguments |= self.defaults(parameters, bool(arguments))
        missing = [
            p.name for p in parameters.values()
            if p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL) and p.name not in arguments
        ]  # fmt: skip
        if missing:
            raise GradcliError(
                f"{self.call} needs {', '.join(missing)}", code="missing-value",
                hint=f"add {' '.join(name + '=1' for name in missing)}, or {missing[0]}=1,2 for an array",
            )  # fmt: skip
        for name in self.values:
            if name not in arguments and name not in self.overridden:
                raise unknown(name, parameters, f"{self.call} has no argument '{{}}'")
        self.space = self.space or {k: p.default for k, p in parameters.items() if p.default is not p.empty} | arguments
        self.whole |= {k for k in arguments if k in parameters and parameters[k].annotation in (int, "int")}
        arguments = {k: int(v) if k in self.whole and is_integer(v) else given(v) for k, v in arguments.items()}
        chosen = tuple(arguments) if self.wrt is None else self.wrt
        values = {k: v.astype(self.dtype) if shape_of(v) else v for k, v in arguments.items()}
        made = {k: self.sources.begin(k, v) if k in chosen else v for k, v in values.items()}
        positional = [made.pop(p.name) for p in parameters.values() if p.kind is p.POSITIONAL_ONLY and p.name in made]
        return positional, made

    def defaults(self, parameters: Mapping[str, Any], others: bool) -> dict[str, Any]:
        """The defaults that are sources: those asked for, else all that are numbers, if there are no `others`."""
        known = {k: p.default for k, p in parameters.items() if number_like(p.default) and k not in self.values}
        if self.wrt is not None or others:
            return {k: v for k, v in known.items() if k in (self.wrt or ())}
        return {k: v for k, v in known.items() if is_floating(v)} or known

    def lasting(self, found: dict[str, Source], at: int, steps: Sequence[Step]) -> dict[str, Source]:
        """The sources, without those names that were bound again before anything came of their first value."""
        if not self.rebound or self.wrt:
            return found
        used = ancestors(steps, [at])
        return {name: source for name, source in found.items() if name not in self.rebound or source.at in used}


def numbers_of(value: Any) -> Any:
    """What a variable of TensorFlow's, or an array that is written into, holds; anything else unchanged."""
    if hasattr(type(value), "numpy"):
        return value.numpy()
    return value.read() if isinstance(value, Readable) else value


def is_integer(value: Any) -> bool:
    """Whether a value is a whole number, of whatever type."""
    return isinstance(value, int | float) and float(value).is_integer()


def unknown(name: str, known: Iterable[str], message: str) -> GradcliError:
    """A name that is not there, and the one that was meant."""
    names: Collection[str] = [k for k in known if not k.startswith("_")]
    has = ", ".join(list(names)[:8])
    hint = suggestion(name, names, f"it has {has}" if has else None)
    return GradcliError(message.format(name), code="unknown-name", hint=hint)
