"""A session's memory: the points and functions that were assigned, and what command line a line stands for."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import Any

import click

from ..errors import GradcliError, clip, quote
from ..frontends.expression.nodes import CONSTANTS
from ..frontends.expression.parser import parse
from ..frontends.expression.reading import read
from ..frontends.expression.run import vocabulary
from ..record import Record
from . import arguments, options
from .definitions import Defined, Definitions, arguments_of, assignable
from .root import root
from .session_words import COMMA, meant
from .written import COMMANDS, is_binding

ASSIGNED = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)\s*(.*)\Z", re.DOTALL)
DEFINED = re.compile(r"\s*([^\W\d]\w*)\s*\(([\w\s,]*)\)\s*=(?!=)\s*(.*)\Z", re.DOTALL)
WORD = re.compile(r"\s*([A-Za-z]+)(?:\s+(.*))?\Z", re.DOTALL)
COMMENT = re.compile(r"(?:\A|\s)#.*", re.DOTALL)
UNFINISHED = re.compile(r"(\\|[-+*/%^@,<>(\[]|[=<>!]=)\s*\Z")
ENDED = re.compile(r"([0-9)]\s*%|\+\+|--)\s*\Z")  # a per cent, and C's x++: what is wrong there is told

# What a word in front of a function makes of it: the command, and options of its own.
VERBS: dict[str, tuple[str, ...]] = {
    "grad": ("eval",), "hess": ("eval", "--order", "2"), "check": ("eval", "--check"), "steps": ("eval", "--steps"),
    "formula": ("eval", "--formula"), "trace": ("trace",), "plot": ("plot",), "table": ("table",),
}  # fmt: skip
POINTLESS = ("steps", "formula")  # which need no point
WORDS = (*VERBS, "info", "vars", "del", "help", "quit", "exit")
HELP = """\
  x = 2                    give a variable a value; x = 1,2,3 a vector; x = @data.csv a file's
  f = x^2*y                define a function of whatever it names
  f(x, y) = x^2*y          the same, to be called: f(2, a)
  f    x*y + 1    ans      a value; ans is the last one
  grad f    hess f         derivatives at the point; of an expression too: grad sin(x)*x
  check f                  the gradient, verified
  steps f    formula f     derivatives as formulas; steps shows how
  trace f                  the tape
  plot f x=-3:3            a curve
  table f x=0:1:5          rows
  grad f(2, 3)             at another point for once
  grad f x=5 --order 3     and with options of the command
  info sin    vars         what a function is; what is defined
  del x    quit            forget; leave
"""


class Line(Record):
    """What a line asks for: a command line to answer, an expression whose value to show, or a text to print."""

    argv: tuple[str, ...] = ()
    value: str | None = None
    text: str = ""
    note: str = ""


class Session:
    """Points: name -> the text of its value; functions: name -> (its arguments, the text of its expression)."""

    def __init__(self) -> None:
        self.points: dict[str, str] = {}
        self.defined = Definitions(self.variables)
        self.functions = self.defined.functions

    def names(self) -> list[str]:
        """Everything that has a meaning."""
        return [*self.points, *self.functions]

    def read(self, line: str) -> Line | None:
        """What a line asks for; None for what asks for nothing. Raises GradcliError."""
        line = COMMENT.sub("", line).strip()
        if not line:
            return None
        if found := ASSIGNED.match(line):
            return self.assign(found[1], found[2].strip(), line)
        if found := DEFINED.match(line):
            self.see_alone(f"{found[1]}({found[2]})", found[3].strip(), line)
            self.define(assignable(found[1]), arguments_of(found[2]), found[3].strip())
            return None
        found = WORD.match(line)
        word, rest = (found[1], (found[2] or "").strip()) if found else ("", "")
        if hint := meant(line, word, rest, self.names(), VERBS, next(iter(self.functions), "x^2")):
            raise GradcliError(f"{quote(line)} is not read", text=line, span=(0, len(line)), hint=hint)
        if word in VERBS and rest and word not in self.names():
            return Line(argv=self.asked(word, rest))
        if word == "vars" and not rest and word not in self.names():
            return Line(text=self.listing())
        if line == "?" or word == "help" and word not in self.names():
            own = [text for text in HELP.splitlines() if rest in WORDS and re.search(rf"\b{rest}\b", text[:24])]
            return Line(text="\n".join([*own, ""])) if own else self.info(rest) if rest else Line(text=HELP)
        if word == "functions" and not rest and word not in self.names():
            return Line(argv=("functions",))
        if word == "gradcli" and rest and rest.split()[0] in COMMANDS:
            return Line(argv=tuple(shlex.split(rest)))
        if word == "info" and rest:
            return self.info(rest)
        if word == "del" and rest:
            self.forget(rest.split())
            return None
        if word in COMMANDS and rest:
            text, *more = shlex.split(rest)
            return Line(argv=(word, self.completed(text) if text in self.functions else text, *more))
        if "--" in line and any(part.partition("=")[0] in options.known(command("eval")) for part in split(line)):
            return Line(argv=self.asked("", line))
        return Line(value=line)

    def assign(self, name: str, text: str, line: str) -> Line | None:
        """Give a name a value, if the text has no variables; else make it a function of them."""
        if not text:
            raise GradcliError(f"{name} is given nothing", text=line, span=(0, len(line)), hint=f"write {name} = 1")
        assignable(name)
        self.see_alone(name, text, line)
        as_it_stands = text.startswith("@") or "±" in text
        whole = text if as_it_stands else self.defined.program(text)
        if as_it_stands or not self.variables(whole, vectors=whole == text):
            from .points import at

            if whole != text:
                text = self.number(whole)
            value = f"{name}={text if text.startswith('@') else self.expanded(text)}"
            at([value], uncertain=True, telling=False)  # raises where it is no value
            self.functions.pop(name, None)
            shadows = name in CONSTANTS and name not in self.points
            self.points[name] = value.partition("=")[2]
            return Line(note=f"{name} is no constant from here on; del {name} makes it one") if shadows else None
        self.define(name, (), text)
        return None

    def see_alone(self, name: str, text: str, line: str) -> None:
        """See that nothing follows what is assigned, as in x=5; f, x=3 y=4, f(x)=x^2; f(2). Raises GradcliError."""
        words = split(re.sub(r"\s*=\s*", "=", text))
        if ";" in text and "=" not in text or any(map(is_binding, words[1:])):
            own = text.partition(";")[0] if ";" in text else words[0].rstrip(",")
            hint = f"write lines of their own: {name} = {clip(own)}"
            raise GradcliError(f"{quote(line)} is not read", text=line, span=(0, len(line)), hint=hint)

    def define(self, name: str, arguments: tuple[str, ...], text: str) -> None:
        """Make a name a function: of its arguments, or of whatever its text names."""
        kept, self.functions[name] = self.functions.get(name), Defined(arguments, text)
        try:
            self.variables(self.defined.program(text, (name,)))
        except GradcliError:
            self.functions.pop(name)
            if kept is not None:
                self.functions[name] = kept
            raise
        self.points.pop(name, None)

    def number(self, text: str) -> str:
        """The value of an expression of no variables, as it is read back."""
        from ..answer.subject import Ask
        from ..frontends.evaluate import calculate
        from .formats.numbers import exact

        return exact(calculate(text, [], Ask(order=0)).results[0].value)

    def variables(self, text: str, vectors: bool = False) -> list[str]:
        """The names in an expression that are no constants, `ans` not counted. Raises GradcliError where it is none."""
        functions = vocabulary()
        known = parse(text, functions, self.points, commas=True) if vectors else read(text, functions, [*self.points])
        return [name for name in known.names if (name in known.free or name in self.points) and name != "ans"]

    def expanded(self, text: str) -> str:
        """The text of a value with ans as its number."""
        return re.sub(r"\bans\b", f"({self.points['ans']})", text) if "ans" in self.points else text

    def completed(self, text: str) -> str:
        """An expression with the functions before it that it needs; of a function itself its own text."""
        if text not in self.functions:
            whole = self.defined.program(text)
            self.variables(whole)  # raises what is to be said of it
            return whole
        names = self.functions[text].arguments
        before, _, own = self.defined.program(self.functions[text].text, (text,)).rpartition("; ")
        head = f"{text}({', '.join(names)}) = " if names else f"{text} = "
        head = "" if text in vocabulary() else head
        return f"{before}{'; ' * bool(before)}{head}{own}"

    def point(self, text: str, given: Sequence[str]) -> list[str]:
        """The bindings of an expression's variables, those given on the line first."""
        own = {word.partition("=")[0] for word in given}
        names = parse(text, vocabulary(), [*self.points, *own]).names
        return [*given, *(f"{n}={self.points[n]}" for n in names if n in self.points and n not in own)]

    def asked(self, word: str, rest: str) -> tuple[str, ...]:
        """The command line of a verb, or of a value: its expression, bindings and options in any order."""
        name, *own = VERBS.get(word, ("eval", "--order", "0"))
        whole = command(name)
        found = arguments.sort(split(rest), options.known(whole), options.repeatable(whole))
        words = split(COMMA.sub(" ", " ".join(found.words)))
        given = [p for p in words if is_binding(p)]
        text = " ".join(p for p in words if p not in given)
        if any(option.startswith(("--cov=", "--corr=")) for option in found.options) and not word:
            own = []  # a deviation is by the gradient
        if word and (at := self.defined.point(text)):
            text, given = at[0], [*at[1], *given]
        shown, text = text, self.completed(text)
        bindings = self.point(text, given)
        if word == "plot" and not any(":" in p for p in given):
            over = next(iter(parse(text, vocabulary(), self.names()).free), "x")
            raise GradcliError("there is no range to draw over", hint=f"write plot {clip(shown)} {over}=-3:3")
        if name != "eval":
            from ..frontends.deviations import certain

            bindings = [b if b in given else certain(b) for b in bindings]  # only eval propagates a deviation
        if word in POINTLESS:
            free = parse(text, vocabulary(), [*self.points]).free
            if any(name not in {b.partition("=")[0] for b in bindings} for name in free):
                bindings = given
        return (name, text, *bindings, *own, *found.options)

    def value(self, text: str) -> tuple[str, list[str]]:
        """An expression to evaluate, whole, and its bindings."""
        whole = self.completed(text)
        return whole, self.point(whole, [])

    def info(self, name: str) -> Line:
        """What a name stands for."""
        if name in self.functions:
            return Line(text=f"{name}{self.functions[name]}\n")
        if name in self.points:
            return Line(text=f"{name} = {self.points[name]}\n")
        if name not in vocabulary() and len(name) < 3:
            return Line(text=f"nothing is called {name}: vars lists what is defined, functions what can be called\n")
        return Line(argv=("functions", name))

    def listing(self) -> str:
        """Everything that is defined."""
        lines = [f"{name} = {clip(text.removesuffix('.0'))}\n" for name, text in self.points.items()]
        lines += [f"{name}{clip(str(one))}\n" for name, one in self.functions.items()]
        return "".join(lines) or "nothing is defined\n"

    def forget(self, names: Sequence[str]) -> None:
        """Forget points and functions."""
        for name in names:
            if name not in self.names():
                raise GradcliError(f"{quote(name)} is not defined", code="unknown-name", hint="vars lists what is")
            self.points.pop(name, None)
            self.functions.pop(name, None)

    def keep(self, value: Any) -> None:
        """Remember the last value as ans."""
        from .formats.numbers import exact

        self.points["ans"] = exact(value)


def command(name: str) -> click.Command:
    """A command of gradcli's. Raises GradcliError where it is not offered."""
    found = root.get_command(click.Context(root), name)
    if found is None:
        raise GradcliError(f"there is no '{name}' here", code="unknown-command")
    return found


def split(text: str) -> list[str]:
    """The words of a line, where spaces in brackets do not count and quotes may stand round a word."""
    words, current, depth, quote_ = [], "", 0, ""
    for c in text:
        if quote_:
            quote_ = "" if c == quote_ else quote_
            current += c if quote_ else ""
        elif c in "'\"":
            quote_ = c
        elif c.isspace() and depth == 0:
            words += [current] * bool(current)
            current = ""
        else:
            depth += (c in "([") - (c in ")]")
            current += c
    return [*words, *[current] * bool(current)]


def unfinished(text: str) -> bool:
    """Whether a line goes on: brackets are open, or it ends in an operator or a backslash."""
    if text.lstrip().startswith("#"):
        return False
    opened = sum((c in "([") - (c in ")]") for c in text) > 0
    return opened or UNFINISHED.search(text) is not None and ENDED.search(text) is None
