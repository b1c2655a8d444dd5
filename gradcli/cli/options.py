"""The options that commands share, as decorators; and what they come to: what to ask, how to print."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..errors import GradcliError, clip, quote, suggestion
from .arguments import FLAG, VALUE
from .formats import FORMATS
from .output import Manner

if TYPE_CHECKING:
    from ..answer.subject import Ask

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

ORDER, DIGITS = 100, 1000


def integer(option: str, low: int, high: int) -> Callable[[object], int]:
    """Reads a whole number between two bounds. What it returns raises GradcliError for anything else."""

    def read(value: object) -> int:
        text = str(value)
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 10 and low <= int(text) <= high:
            return int(text)
        message = f"{option} must be a whole number from {low} to {high}, not {quote(text)}"
        raise GradcliError(message, code="option")

    return read


def positive(option: str) -> Callable[[object], float]:
    """Reads a finite number above zero. What it returns raises GradcliError for anything else."""

    def read(value: object) -> float:
        text = str(value)
        try:
            number = float(text) if text.isascii() else math.nan
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            raise GradcliError(f"{option} must be a number above 0, not {quote(text)}", code="option")
        return number

    return read


def bytes_(option: str) -> Callable[[object], float]:
    """Reads a size such as 500M, 4G or 1.5GiB, in bytes. What it returns raises GradcliError for anything else."""

    def read(value: object) -> float:
        text = str(value).lower().removesuffix("b").removesuffix("i")
        power = max(" kmgt".find(text[-1:]), 0)
        number = (text[:-1] if power else text).removesuffix(" ")
        plain = number[:1].isdigit() and number.isascii() and number.replace(".", "", 1).isdigit() and len(number) < 26
        size = float(number) * 1024.0**power if plain else 0.0
        if not 1 <= size < 2.0**62:
            message = f"{option} must be a size such as 500M or 4G, not {quote(str(value))}"
            raise GradcliError(message, code="option")
        return size

    return read


ENDINGS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".md": "markdown", ".tex": "latex"}
OTHER_FILES = frozenset(".png .svg .pdf .jpg .parquet .npy .npz .xlsx .xls .html .yaml .yml .xml".split())
OTHERWISE = {"c++": "c", "cpp": "c", "f90": "fortran", "py": "python", "np": "numpy", "jl": "julia", "rs": "rust"}


def one_of(option: str, *words: str) -> Callable[[object], str]:
    """Reads one of a few words. What it returns raises GradcliError for any other."""

    def read(value: object) -> str:
        text = str(value)
        if text in words:
            return text
        meant = OTHERWISE.get(text.lower())
        hint = f"write {option} {meant}" if meant in words else suggestion(text, words, f"one of {', '.join(words)}")
        raise GradcliError(f"{option} cannot be {quote(text)}", code="option", hint=hint)

    setattr(read, "words", words)  # noqa: B010  for completion
    return read


class Alone(click.Option):
    """An option whose value may be left out, and which then means `alone`."""

    def __init__(self, *args: Any, alone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alone = alone


def known(command: click.Command) -> dict[str, str | None]:
    """What each option of a command does about a value."""
    found: dict[str, str | None] = {"--help": FLAG, "--version": FLAG}
    for param in command.params:
        if isinstance(param, click.Option):
            kind = FLAG if param.is_flag else param.alone if isinstance(param, Alone) else VALUE
            found.update(dict.fromkeys((name for name in param.opts if name.startswith("--")), kind))
    return found


def repeatable(command: click.Command) -> set[str]:
    """The options of a command that may be given several values."""
    return {name for param in command.params if param.multiple for name in param.opts}


by = click.option("--wrt", multiple=True, metavar="x,y", help="Differentiate by these names only.")


def digits_to(most: int) -> Decorator:
    """--digits, up to so many."""
    return click.option(
        "--digits", type=integer("--digits", 1, most), metavar="N", default=10,
        help="Significant digits, all of them right; 10 unless given.",
    )  # fmt: skip


def order(most: int, told: str) -> Decorator:
    """--order, up to so much."""
    return click.option("--order", type=integer("--order", 0, most), default=1, metavar="N", help=told)


def formats(known: Mapping[str, Any]) -> Decorator:
    """--format, of those that there are."""
    *others, last = known
    told = f"{', '.join(others)} or {last}."
    return click.option("--format", "form", type=one_of("--format", *known), metavar="FORM", help=told)


def color(told: str) -> Decorator:
    """--color."""
    known = "auto", "always", "never"
    return click.option("--color", type=one_of("--color", *known), default="auto", metavar="WHEN", help=told)


def timeout(told: str) -> Decorator:
    """--timeout."""
    return click.option("--timeout", type=positive("--timeout"), metavar="S", help=told)


digits = digits_to(DIGITS)


def deriving(function: Callable[..., Any]) -> Callable[..., Any]:
    """--order, --partial, --wrt."""
    return _all(
        function,
        order(ORDER, "Derivatives up to this order; 0: value only."),
        click.option("--partial", multiple=True, metavar="x,x,y", help="A mixed partial derivative; may be repeated."),
        by,
    )


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """--order, --partial, --wrt, --rtol, --expect, --digits."""
    return _all(
        function,
        deriving,
        click.option("--prove", is_flag=True, help="Status 4 for any number that no ball of FLINT's proves."),
        click.option("--rtol", type=positive("--rtol"), metavar="R", help="Tolerance of --check; 1e-9 unless given."),
        click.option("--expect", multiple=True, metavar="x=EXPR",
                     help="Check a gradient that you derived by hand; may be repeated."),
        digits,
    )  # fmt: skip


full = click.option("--full", is_flag=True, help="Show arrays whole, however large.")


def printing(function: Callable[..., Any]) -> Callable[..., Any]:
    """--format, --json, --get, -o, --color, -q, --allow-nonfinite."""
    return _all(
        function,
        formats(FORMATS),
        click.option("--json", "json", is_flag=True, help="Short for --format json; for jq: .results[0].grad.x"),
        click.option(
            "--get", "path", metavar="PATH", multiple=True,
            help="Print one number: value, grad.x, grad.x[0], hessian.x.y, ..., or all: grad; may be repeated.",
        ),
        click.option("-o", "--output", "file", metavar="FILE", help="Write there instead; whole or not at all."),
        click.option("--allow-nonfinite", is_flag=True, help="Exit with 0 even if a number is infinite or undefined."),
        color("Colours in human output: auto, always or never."),
        click.option("-q", "--quiet", is_flag=True, help="No notes and warnings on standard error."),
    )  # fmt: skip


def _all(function: Callable[..., Any], *decorators: Decorator) -> Callable[..., Any]:
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def ask(given: Mapping[str, Any]) -> Ask:
    """What the options ask of a program. Raises GradcliError where they are not written as they must be."""
    from ..answer.subject import Ask

    order, partials = given["order"], [_names("--partial", text) for text in given["partial"]]
    if (most := max(map(len, partials), default=0)) > ORDER:
        raise GradcliError(f"--partial has {most} names, the limit is {ORDER}", code="limit")
    for path in given.get("path") or ():
        order = max(order, _order_of(path))
    expect: dict[str, str] = {}
    for text in given["expect"]:
        name, equals, expression = text.partition("=")
        if own := parted(text, given.get("names", ())):
            hint = "write " + " ".join(f"--expect {clip(n.strip())}='{clip(e.strip())}'" for n, e in own)
            raise GradcliError(f"--expect {quote(text)} is not of the form NAME=EXPR", code="option", hint=hint)
        if not (equals and name.strip() and expression.strip()):
            hint = f"write --expect x='{'2*x' if equals or text.isidentifier() else clip(text)}'"
            if text.isidentifier() and "call" in given:
                hint += f", or --against {text} for a function of the script's"
            raise GradcliError(f"--expect {quote(text)} is not of the form NAME=EXPR", code="option", hint=hint)
        if name.strip() in expect:
            raise GradcliError(f"--expect gives {quote(name.strip())} twice", code="option")
        expect[name.strip()] = expression
    return Ask(
        order=order, partials=tuple(partials), wrt=wrt(given), check=bool(given["check"]), rtol=given["rtol"],
        prove=bool(given.get("prove")), symbolic=given["check"] != "numeric",
        digits=given["digits"], expect=expect, formula=bool(given.get("formula")), steps=bool(given.get("steps")),
    )  # fmt: skip


def parted(text: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """The derivatives, each by its name, that are given in another form: df/dx=y, x=y,y=x, grad=[y,x]; else none."""
    import re

    name, _, expression = (part.strip() for part in text.partition("="))
    if name in names:
        pass
    elif name[:1] in ("d", "∂") and name[1:] in names:
        return [(name[1:], expression)]
    elif by := re.fullmatch(r"[d∂]?\w*\s*/\s*[d∂](\w+)", name):
        return [(by[1], expression)]
    elif found := re.fullmatch(r"(?:(?:grad|gradient|jacobian|∇f?)\s*=)?\s*[\[(](.+)[\])]", text.strip()):
        items = re.split(r",(?![^(\[]*[)\]])", found[1])
        return list(zip(names, items)) if len(items) == len(names) else []
    parts: list[str] = []
    for piece in re.split(r",\s*(?=[^\W\d]\w*\s*=(?!=))", text):
        inside = parts and any(parts[-1].count(opener) > parts[-1].count(closer) for opener, closer in ("()", "[]"))
        parts = [*parts[:-1], f"{parts[-1]}, {piece}"] if inside else [*parts, piece]
    pairs = [part.partition("=") for part in parts] if len(parts) > 1 and all("=" in part for part in parts) else []
    return [(one, derivative) for one, _, derivative in pairs]


def wrt(given: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names to differentiate by; None for all."""
    return tuple(dict.fromkeys(name for text in given["wrt"] for name in _names("--wrt", text))) or None


def _names(option: str, text: str) -> tuple[str, ...]:
    """The names of a list such as x,x,y."""
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise GradcliError(f"{option} takes names such as x,y, not {quote(text)}", code="option")
    return names


def _order_of(path: str) -> int:
    """The order that a --get path needs."""
    kind, _, rest = path.partition(".")
    if kind == "derivatives" and rest.isdecimal() and len(rest) < 4:
        return min(int(rest), ORDER)
    return 2 if kind == "hessian" else 0


def like(file: str | None) -> str:
    """The format that a file's name asks for. Raises GradcliError for one that holds something else."""
    ending = os.path.splitext(file or "")[1].lower()
    if ending in OTHER_FILES:
        known = ", ".join(ENDINGS)
        raise GradcliError(f"-o {clip(file or '')}: a result is no {ending} file", code="option", hint=f"write {known}")
    return ENDINGS.get(ending, "human")


def manner(given: Mapping[str, Any]) -> Manner:
    """How the options want it printed. Raises GradcliError where they contradict each other."""
    form = given["form"]
    if given["json"] and form not in (None, "json"):
        raise GradcliError(f"--json and --format {form} exclude each other", code="option", hint="leave one out")
    return Manner(
        form="json" if given["json"] else form or like(given["file"]), digits=given["digits"], paths=given["path"],
        file=given["file"], color=given["color"], quiet=given["quiet"], allow_nonfinite=given["allow_nonfinite"],
        full=bool(given.get("full")),
    )  # fmt: skip
