"""Arguments are sorted before click sees them, so that expressions may begin with a dash.

An argument is an option only if it is a whole one: `--word` or `--word=value`, or exactly `-o`, `-q`, `-h`. Anything
else is a word: `-x^2`, `-omega*t`, `--2`. After `--` everything is. Click is handed options in their long form, with
their values attached, and the words after a `--` of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from ..errors import Edit, GradcliError, clip, quote
from ..record import Record
from .written import EXAMPLES, SHORT, is_option

LISTED = frozenset({"--wrt", "--partial"})
_DASHES = "\u2013\u2014"  # what word processors make of two hyphens

# What an option does about a value: refuse it, need it, or stand for this text without it.
FLAG, VALUE = None, ""


class Sorted(Record):
    """options: in long form, values attached; words: the others; rest: what follows `--` where that is kept apart."""

    options: list[str]
    words: list[str]
    rest: list[str]


def sort(
    args: Sequence[str], known: Mapping[str, str | None], repeatable: Collection[str] = (), *, keep_rest: bool = False,
    advice: str = "", command: str = "eval",
) -> Sorted:  # fmt: skip
    """Sort `args` into options and words. `known` says of every option what it does about a value.

    repeatable: options that may be given several values. keep_rest: what follows `--` goes into `rest`, not `words`.
    advice: the hint where no option is near. command: whose arguments they are.
    Raises GradcliError for an option that does not exist, lacks its value, takes none, or is given two.
    """
    options: list[str] = []
    words: list[str] = []
    given: dict[str, str] = {}
    see_lists(args)
    source = iter(enumerate(args))
    for at, arg in source:
        if arg == "--":
            rest = list(args[at + 1 :])
            return Sorted(options, words, rest) if keep_rest else Sorted(options, words + rest, [])
        if not is_option(arg):
            meant, attached, _ = f"--{arg.lstrip(_DASHES + '-')}".partition("=")
            if meant in known and (arg[:1] in _DASHES or (words and arg[:1] == "-")):
                more = [] if attached or known[meant] != VALUE else args[at + 1 : at + 2]
                edit = Edit((arg, *more), (meant + arg[len(arg.partition("=")[0]) :], *more))
                raise GradcliError(f"{quote(arg)} is no option", code="option", edit=edit)
            words.append(arg)
            continue
        name, attached, value = arg.partition("=")
        long = SHORT.get(name, name)
        if long not in known:
            from .unknown_options import unknown

            raise unknown(command, args, at, known, advice)
        alone = known[long]
        if attached:
            if alone is FLAG:
                raise GradcliError(f"{name} takes no value", code="option", edit=Edit((arg,), (name,)))
        elif alone == VALUE:
            _, following = next(source, (0, None))
            if following is None or following == "--" or following.partition("=")[0] in known:
                example = Edit((arg,), (name, EXAMPLES[long])) if EXAMPLES.get(long) else None
                raise GradcliError(f"{name} needs a value", hint=None if example else advice or None, edit=example)
            value = following
        if alone is FLAG:
            options.append(long)
            continue
        value = value if attached or alone == VALUE else alone
        if given.setdefault(long, value) != value and long not in repeatable:
            message = f"{long} is given twice ({clip(given[long], 30)} and {clip(value, 30)})"
            raise GradcliError(message, hint="leave one out")
        options.append(f"{long}={value}")
    return Sorted(options, words, [])


def see_lists(args: Sequence[str]) -> None:
    """Raise GradcliError for --wrt x y, whose names are one value, and --check numeric, whose value is attached."""
    for at, arg in enumerate(args):
        if arg == "--":
            return
        more = list(takewhile(str.isidentifier, args[at + 1 :])) if arg in LISTED else []
        if len(more) > 1 and not all(map(is_option, args[:at])):
            edit = Edit((arg, *more), (arg, ",".join(more)))
            raise GradcliError(f"{arg} takes one value", code="option", edit=edit)
        if arg == "--check" and list(args[at + 1 : at + 2]) in (["numeric"], ["all"]):
            edit = Edit((arg, args[at + 1]), (f"--check={args[at + 1]}",))
            raise GradcliError("the value of --check is attached", code="option", edit=edit)


def split_option(arg: str) -> tuple[str, bool]:
    """An option's long name, and whether its value is attached."""
    name, attached, _ = arg.partition("=")
    return SHORT.get(name, name), bool(attached)


def wants_json(args: Sequence[str]) -> bool:
    """Whether errors are to be JSON, as far as can be told before the arguments are known to be right."""
    before = args[: args.index("--")] if "--" in args else args
    joined = " ".join(before).replace("--format ", "--format=").split(" ")
    return any(arg in ("--json", "--format=json", "--format=jsonl") for arg in joined)
