"""The options that commands share, as decorators; and what they come to: what to ask, how to print."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from ..errors import Edit, GradcliError, clip, likely, quote
from .arguments import FLAG, VALUE
from .formats import FORMATS
from .output import Manner
from .written import OTHERWISE

if TYPE_CHECKING:
    from ..answer.subject import Ask

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

ORDER, DIGITS = 100, 1000
_SPELLED = "zero one two three four five six seven eight nine ten".split()


def integer(option: str, low: int, high: int) -> Callable[[object], int]:
    """Reads a whole number between two bounds. What it returns raises GradcliError for anything else."""

    def read(value: object) -> int:
        text = str(value)
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 10 and low <= int(text) <= high:
            return int(text)
        message = f"{option} must be a whole number from {low} to {high}, not {quote(text)}"
        number = _SPELLED.index(text.lower()) if text.lower() in _SPELLED else None
        edit = Edit((option, text), (option, str(number))) if number is not None and low <= number <= high else None
        raise GradcliError(message, code="option", edit=edit)

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


OTHER_FILES = frozenset(".png .svg .pdf .jpg .parquet .npy .npz .xlsx .xls .html .yaml .yml .xml".split())


def one_of(option: str, *words: str) -> Callable[[object], str]:
    """Reads one of a few words. What it returns raises GradcliError for any other."""

    def read(value: object) -> str:
        text = str(value)
        if text in words:
            return text
        other, near = OTHERWISE.get(text.lower()), likely(text, words)
        meant = other if other in words else near
        hint = None if other in words else f"did you mean '{near}'?" if near else f"one of {', '.join(words)}"
        edit = Edit((option, text), (option, meant)) if meant else None
        raise GradcliError(f"{option} cannot be {quote(text)}", code="option", hint=hint, edit=edit)

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
    if given["expect"]:
        from .expecting import expected

        expect = expected(given["expect"], given.get("names", ()), "call" in given)
    return Ask(
        order=order, partials=tuple(partials), wrt=wrt(given), check=bool(given["check"]), rtol=given["rtol"],
        prove=bool(given.get("prove")), symbolic=given["check"] != "numeric",
        digits=given["digits"], expect=expect, formula=bool(given.get("formula")), steps=bool(given.get("steps")),
    )  # fmt: skip


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
    if file in FORMATS and not os.path.exists(file):
        edit = Edit(("--output", file), ("--format", file), f", or -o ./{file} for a file of this name")
        raise GradcliError(f"-o {file}: a format, and no file's name", code="option", edit=edit)
    endings = {ending: name for name, (_, ending) in FORMATS.items() if ending}
    if ending in OTHER_FILES - set(endings):
        hint = f"write {', '.join(endings)}"
        raise GradcliError(f"-o {clip(file or '')}: a result is no {ending} file", code="option", hint=hint)
    return endings.get(ending, "human")


def form(given: Mapping[str, Any], json: str) -> str | None:
    """The format that the options name, if they do; json: what --json is. Raises GradcliError where they differ."""
    if given["json"] and given["form"] not in (None, json):
        told, edit = f"--json and --format {given['form']} exclude each other", Edit(("--format", given["form"]), ())
        raise GradcliError(told, code="option", hint="leave one out", edit=edit)
    return json if given["json"] else given["form"]


def manner(given: Mapping[str, Any]) -> Manner:
    """How the options want it printed. Raises GradcliError where they contradict each other."""
    return Manner(
        form=form(given, "json") or like(given["file"]), digits=given["digits"], paths=given["path"],
        file=given["file"], color=given["color"], quiet=given["quiet"], allow_nonfinite=given["allow_nonfinite"],
        full=bool(given.get("full")),
    )  # fmt: skip
