"""Which value of a script is differentiated.

It is --of NAME; else the last expression that stands alone and is a number; else the number that the script printed
last, unless it binds another after that; else the last assignment, unless that is a step down, b = b - rate*slope. A
call that stands alone counts only if nothing traced is bound or printed after it. A function that --call names is its
own target.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any

from ...core.trace import Traced, place_of, plain, tick, trace
from ...errors import GradcliError
from ...ops.values import is_complex
from ...record import Record
from .inputs import unknown
from .running.observer import NUMERAL, every
from .sources import number_like
from .text.constants import bindings, inside, keyed, names_in, names_loaded, nodes_of, top

SHORT = 40  # letters of what names a result


def written(node: ast.expr) -> str:
    """An expression of the script's as people write it."""
    return ast.unparse(node).replace(" ** ", "**")


class Target(Record):
    """What is differentiated: its name, its line and its value. shown: whether it is an expression of the script's.

    where: an expression's (line, column), or the (line, position) of what print was given; None for a name.
    """

    name: str
    line: int | None
    value: Any
    shown: bool = False
    where: tuple[int, int] | None = None


class TargetFinder:
    """What a script shows while it runs, and the target among that. text: the script as it is written.

    sought: a target of another run, of the same text: `again` is what was seen there.
    """

    def __init__(self, text: ast.Module, sought: Target | None = None) -> None:
        self.text, self.sought = text, sought
        self.shown: dict[tuple[int, int], tuple[Any, int]] = {}  # what stands alone: its value, and when
        self.told: tuple[int, tuple[int, int], Any] | None = None  # the last plain number printed, and when
        self.printed: tuple[tuple[int, int], Any] | None = None  # the last traced one
        self.print_at = 0  # when that was
        self.said: tuple[int, int] = 0, 0  # the place of the last number printed in any form, and the line
        self.again: Any = None

    def prepare(self, tree: ast.Module, builtins: dict[str, Any], of: str | None) -> None:
        """Put hooks on what stands alone. GradcliError if nothing is called `of`."""
        if of is not None and of not in (count := bindings(self.text)):
            raise unknown(of, count, "the script has no name '{}'")
        for part in top(tree.body):
            if isinstance(part, ast.Expr) and not isinstance(part.value, ast.Constant | ast.Yield | ast.Await):
                part.value = keyed("__gradcli_value__", (part.lineno, part.col_offset), part.value)
        builtins.update(__gradcli_value__=self.value, print=self.printing(print))

    def value(self, where: tuple[int, int], value: Any) -> Any:
        """An expression that stands alone was evaluated."""
        if self.sought is not None and self.sought.shown and self.sought.where == where and number_like(value):
            self.again = value
        self.shown.pop(where, None)
        if number_like(value) or (isinstance(value, Traced) and is_complex(value.value)):
            self.shown[where] = value, tick()
        return value

    def standing_alone(self, line: int, since: int) -> tuple[tuple[int, int], Any] | None:
        """Where the last expression stands that is a number, and its value.

        line: of the last traced value bound; since: when that was made.

        A call that only does something, as `np.add(y, 1, out=y)`, is none: what is bound or printed after it comes of
        it. Nor is its word on what it did, a whole number.
        """
        for where, (value, when) in reversed(self.shown.items()):
            statement = self.standing(where)
            called = statement is not None and isinstance(statement.value, ast.Call)
            later = line > where[0] or (line == where[0] and since > when)
            if not called or not (type(value) is int or later or self.print_at > when):
                return where, value
        return None

    def printing(self, original: Any) -> Callable[..., None]:
        """print, which remembers the last traced number that it was given, and the last that a text was written of."""

        def call(*args: Any, **kwargs: Any) -> None:
            frame: Any = sys._getframe(1)
            line = frame.f_lineno
            for n, a in enumerate(args):
                if isinstance(a, Traced) and a.at:
                    self.printed, self.print_at = ((line, n), a), tick()
                    self.said = self.said if a.shape else (a.at, top_line(frame))
                elif isinstance(a, str) and (place := last_written(a)):
                    self.said = place, top_line(frame)
                elif may_have_left(a):
                    self.told = tick(), (line, n), a
                if self.sought is not None and not self.sought.shown and self.sought.where == (line, n):
                    self.again = a
            original(*args, **kwargs)

        call.__name__ = call.__qualname__ = "print"
        return call

    def target(
        self, space: dict[str, Any], starts: Collection[int], exits: Sequence[int], made: Callable[[int], int]
    ) -> Target | None:
        """The target among what was shown and what the names of `space` hold; None if there is no number anywhere.

        starts: the places of the sources. made: the place of what a rounded number was rounded from. exits: when
        something left the trace, by its clock: a plain number that came after it may be what it became, and no other
        takes its place.
        """
        assigned = self.assigned()
        last = [name for name in assigned if number_like(space.get(name))]
        moving = [n for n in last if place_of(space[n]) and space[n].at not in starts]
        line = assigned[moving[-1]] if moving else 0
        since = space[moving[-1]].at if moving else 0
        alone = self.standing_alone(line, since)
        if alone is not None and (isinstance(alone[1], Traced) or alone[0][0] >= line):
            return self.expression(*alone)
        if (told := self.spoken(space, starts, made, line)) is not None:
            return told
        if any(when > since for when in exits):
            if last and assigned[last[-1]] > line and may_have_left(space[last[-1]]):
                return Target(last[-1], assigned[last[-1]], space[last[-1]])
            if self.told is not None and any(since < when < self.told[0] for when in exits):
                return Target("print", None, self.told[2], where=self.told[1])
        if moving:
            name = self.before_updates(moving)
            return Target(name, assigned[name], space[name])
        if self.printed is not None:
            return self.argument_of(*self.printed)
        if last and (last[-1] == self.final(space) or place_of(space[last[-1]]) not in starts):
            return Target(last[-1], assigned[last[-1]], space[last[-1]])
        return next((self.expression(where, value) for where, (value, _) in reversed(self.shown.items())), None)

    def before_updates(self, moving: Sequence[str]) -> str:
        """The name assigned last, unless the script ends by stepping down from its own values, b = b - rate*slope.

        Then it is what was computed before, where nothing made use of that: the loss.
        """
        body, last = self.text.body, moving[-1]
        used: set[str] = set()
        for statement in reversed(body):
            name = next((n for n in reversed(moving) if n in names_in(statement)), None)
            if name is not None and name not in used and not steps_down(statement, name):
                return name if used or name == last else last
            used |= names_loaded(statement)
        return last

    def expression(self, where: tuple[int, int], value: Any) -> Target:
        """An expression that stands alone as the target."""
        statement = self.standing(where)
        return Target("value" if statement is None else written(statement.value), where[0], value, True, where)

    def spoken(
        self, space: dict[str, Any], starts: Collection[int], made: Callable[[int], int], line: int
    ) -> Target | None:
        """The number that was printed last, by its name if it has one, unless another was made since, further down."""
        place, at = self.said
        place = made(place)
        if not place or place in starts or self.statement(line) > self.statement(at):
            return None
        assigned = self.assigned()
        if name := next((n for n in reversed(assigned) if place_of(space.get(n)) == place), None):
            return None if isinstance(plain(space[name]), int) else Target(name, assigned[name], space[name])
        whole = self.printed is None or self.printed[1].at != place or isinstance(self.printed[1].value, int)
        return None if whole or self.printed is None else self.argument_of(*self.printed)

    def argument_of(self, where: tuple[int, int], value: Any) -> Target:
        """What print was given as the target."""
        name = self.argument(*where)
        return Target(name or "print", None if name is None else where[0], value, where=where)

    def statement(self, line: int) -> int:
        """The number of the statement at top level that a line is part of."""
        return sum(s.lineno <= line for s in top(self.text.body))

    def argument(self, line: int, position: int) -> str | None:
        """What is written in the place of an argument of print's, if it is short."""
        for node in nodes_of(self.text):
            if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or line):
                own = isinstance(node.func, ast.Name) and node.func.id == "print" and position < len(node.args)
                if own and not any(isinstance(a, ast.Starred) for a in node.args):
                    text = written(node.args[position])
                    return text if len(text) <= SHORT else None
        return None

    def final(self, space: dict[str, Any]) -> str | None:
        """The name that was assigned last."""
        return next((name for name in reversed(self.assigned()) if name in space), None)

    def assigned(self) -> dict[str, int]:
        """The module's names in the order of the last line that assigns each."""
        nodes = list(inside(self.text))
        within = {node.target for node in nodes if isinstance(node, ast.NamedExpr)}  # bound before what is made of them
        found: dict[str, tuple[int, bool, int]] = {}
        for n, node in enumerate(nodes):
            if isinstance(node, ast.Name | ast.Subscript) and isinstance(node.ctx, ast.Store):
                name = node.value if isinstance(node, ast.Subscript) else node
                if isinstance(name, ast.Name):
                    found[name.id] = max((node.lineno, node not in within, n), found.get(name.id, (0, False, 0)))
        return {name: line for name, (line, *_) in sorted(found.items(), key=lambda pair: pair[1])}

    def standing(self, where: tuple[int, int]) -> ast.Expr | None:
        """The expression that stands alone at (line, column), as it is written."""
        alone = (statement for statement in top(self.text.body) if isinstance(statement, ast.Expr))
        return next((statement for statement in alone if (statement.lineno, statement.col_offset) == where), None)


def steps_down(statement: ast.stmt, name: str) -> bool:
    """Whether a statement is b = b - ..., or b -= ...."""
    match statement:
        case ast.AugAssign(op=ast.Sub()):
            return True
        case ast.Assign(value=ast.BinOp(left=ast.Name(id=left), op=ast.Sub())):
            return bool(left == name)
    return False


def top_line(frame: Any) -> int:
    """The line of the module that runs."""
    while frame.f_back is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    line: int = frame.f_lineno
    return line


def last_written(text: str) -> int:
    """The place of the last number in a text that was written from one; 0 without."""
    observer = trace.observer
    if observer is None or not observer.by_text:
        return 0
    found = [max(every(observer.by_text[n])) for n in re.findall(NUMERAL, text) if n in observer.by_text]
    return found[-1] if found else 0


def may_have_left(value: Any) -> bool:
    """Whether a value is a plain number, or an array of them, that need not be whole."""
    if place_of(value):
        return False
    return isinstance(value, float | complex) or (hasattr(type(value), "dtype") and value.dtype.kind in "fc")


def returned(function: str, value: Any) -> Target:
    """What the function that --call names returned. GradcliError where that is no number."""
    if not all(map(is_numeric, value)) if isinstance(value, list | tuple) else not is_numeric(value):
        value = plain(value)
        what = "None" if value is None else f"a value of type {type(value).__name__}"
        raise GradcliError(
            f"{function} returned {what}, not a number", code="not-a-number",
            hint="return a number, an array, or a list of numbers",
        )  # fmt: skip
    return Target(function, None, value)


def named(name: str, line: int | None, space: dict[str, Any]) -> Target:
    """What --of names. GradcliError where that is no number."""
    if not number_like(space.get(name)):
        raise GradcliError(f"'{name}' is not a number", code="not-a-number", hint="name a number or an array")
    return Target(name, line, space[name])


def is_numeric(value: Any) -> bool:
    """Whether a value can be differentiated, if only to find that it is flat: a truth and a complex number can."""
    return number_like(value) or isinstance(plain(value), bool) or is_complex(value)
