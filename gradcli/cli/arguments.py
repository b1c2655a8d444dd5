"""Arguments are sorted before click sees them, so that expressions may begin with a dash.

An argument is an option only if it is a whole one: `--word` or `--word=value`, or exactly `-o`, `-q`, `-h`. Anything
else is a word: `-x^2`, `-omega*t`, `--2`. After `--` everything is. Click is handed options in their long form, with
their values attached, and the words after a `--` of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from ..errors import GradcliError, clip, misspelt, quote, suggestion

SHORT = {"-o": "--output", "-q": "--quiet", "-h": "--help"}

# What other programs call an option, or what is no option here, and what is written instead.
_CALLED = {
    "precision prec dps significant decimals accuracy": "--digits", "latex tex": "--format latex",
    **{form: f"--format {form}" for form in ("csv", "tsv", "markdown", "jsonl", "human")}, "md": "--format markdown",
    "hessian hess second second-order": "--order 2", "taylor derivatives nth": "--order",
    "plot chart": "gradcli plot", "graph": "gradcli trace --graph", "table": "gradcli table", "tape": "gradcli trace",
    "compile": "gradcli compile", "verify validate test": "--check",
    "symbolic analytic expression closed-form": "--formula", "explain show-steps derivation show-work": "--steps",
    "variable variables var vars respect-to": "--wrt", "out save file outfile": "--output",
    "silent no-warnings": "--quiet", "no-color no-colour": "--color never", "colour": "--color",
    "time time-limit max-time": "--timeout", "mem max-memory memory-limit": "--memory",
    "tolerance tol eps epsilon atol": "--rtol", "covariance": "--cov", "lang language target-language": "--to",
    "correlation rho": "--corr", "target of-name loss": "--of",
    "std sigma uncertainty error deviation err errors sd": "x=2.0+-0.1, and see std dev",
    "func function fn callable": "--call", "tangent tangents": "--at",
    "at point values": "the values themselves: x=2",
    "gradient grad jacobian derivative deriv": "leave it out: it is printed; a function's by run --call F",
    "title xlabel ylabel legend grid log logx logy logscale xscale yscale dpi figsize style theme":
    "leave it out: a picture has none",
    "degree degrees deg": "x=30° for an angle in degrees",
    "range xlim interval domain": "the range itself: x=0:6",
    "where filter query select": "leave it out, and rows that are not wanted out of the file",
}  # fmt: skip
MEANT = {f"--{word}": told for words, told in _CALLED.items() for word in words.split()}
LISTED = frozenset({"--wrt", "--partial"})
# A value of each option that takes one.
EXAMPLES = {
    "--digits": "20", "--order": "2", "--wrt": "x", "--output": "", "--to": "c", "--corr": "x,y=0.5", "--dask": "local",
    "--color": "never", "--timeout": "60", "--memory": "4G", "--rtol": "1e-6", "--cov": "x,y=0.02", "--call": "f",
    "--at": "1", "--of": "loss", "--get": "grad.x", "--expect": "x='2*x'", "--format": "csv", "--partial": "x,y",
    "--against": "grad_f", "--table": "points.csv", "--map": "x=height", "--name": "f", "--decimal": ",",
}  # fmt: skip

_DASHES = "\u2013\u2014"  # what word processors make of two hyphens

# What an option does about a value: refuse it, need it, or stand for this text without it.
FLAG, VALUE = None, ""


class Sorted(NamedTuple):
    """options: in long form, values attached; words: the others; rest: what follows `--` where that is kept apart."""

    options: list[str]
    words: list[str]
    rest: list[str]


def sort(
    args: Sequence[str], known: Mapping[str, str | None], repeatable: Collection[str] = (), *, keep_rest: bool = False,
    advice: str = "",
) -> Sorted:  # fmt: skip
    """Sort `args` into options and words. `known` says of every option what it does about a value.

    repeatable: options that may be given several values. keep_rest: what follows `--` goes into `rest`, not `words`.
    advice: the hint where no option is near.
    Raises GradcliError for an option that does not exist, lacks its value, takes none, or is given two.
    """
    options: list[str] = []
    words: list[str] = []
    given: dict[str, str] = {}
    see_lists(args)
    source = iter(args)
    for arg in source:
        if arg == "--":
            rest = list(source)
            return Sorted(options, words, rest) if keep_rest else Sorted(options, words + rest, [])
        if not is_option(arg):
            if arg[0:1] in _DASHES and f"--{arg.lstrip(_DASHES + '-').partition('=')[0]}" in known:
                raise GradcliError(f"{quote(arg)} is no option", hint=f"write --{arg.lstrip(_DASHES + '-')}")
            words.append(arg)
            continue
        name, attached, value = arg.partition("=")
        long = SHORT.get(name, name)
        if long not in known:
            behind = next(source, "")
            value = f" {clip(behind)}" if behind and not is_option(behind) and "=" not in behind else ""
            raise _unknown(arg, known, f"{advice}: -- {clip(arg)}{value}" if keep_rest else advice, behind)
        alone = known[long]
        if attached:
            if alone is FLAG:
                raise GradcliError(f"{name} takes no value", hint=f"write {name}")
        elif alone == VALUE:
            following = next(source, None)
            if following is None or following == "--" or following.partition("=")[0] in known:
                hint = f"write {name} {EXAMPLES[long]}" if EXAMPLES.get(long) else advice or None
                raise GradcliError(f"{name} needs a value", hint=hint)
            value = following
        if alone is FLAG:
            options.append(long)
            continue
        value = value if attached or alone == VALUE else alone
        if given.setdefault(long, value) != value and long not in repeatable:
            raise GradcliError(
                f"{long} is given twice ({clip(given[long], 30)} and {clip(value, 30)})", hint="leave one out"
            )
        options.append(f"{long}={value}")
    return Sorted(options, words, [])


def see_lists(args: Sequence[str]) -> None:
    """Raise GradcliError for --wrt x y, whose names are one value, and --check numeric, whose value is attached."""
    for at, arg in enumerate(args):
        if arg == "--":
            return
        more = list(takewhile(str.isidentifier, args[at + 1 :])) if arg in LISTED else []
        if len(more) > 1 and not all(map(is_option, args[:at])):
            raise GradcliError(f"{arg} takes one value", code="option", hint=f"write {arg} {','.join(more)}")
        if arg == "--check" and list(args[at + 1 : at + 2]) in (["numeric"], ["all"]):
            raise GradcliError("the value of --check is attached", code="option", hint=f"write --check={args[at + 1]}")


def is_option(arg: str) -> bool:
    """Whether an argument is an option, known or not."""
    name = arg[2:].partition("=")[0]
    long = arg[:2] == "--" and name[:1].isascii() and name[:1].isalpha() and name.replace("-", "_").isidentifier()
    return long or arg in SHORT


def split_option(arg: str) -> tuple[str, bool]:
    """An option's long name, and whether its value is attached."""
    name, attached, _ = arg.partition("=")
    return SHORT.get(name, name), bool(attached)


def _unknown(arg: str, known: Mapping[str, str | None], advice: str, following: str) -> GradcliError:
    """The error for an option that does not exist: what it means elsewhere, else what it may be a slip of.

    following: the argument after it, which may be its value.
    """
    name, attached, value = arg.partition("=")
    value = value if attached else following
    near = suggestion(name, known, mark="--")
    meant = MEANT.get(name.lower()) or (None if near else MEANT.get(misspelt(name.lower(), MEANT) or ""))
    if meant and (meant[:2] != "--" or meant.split()[0] in known):
        if meant in EXAMPLES:
            import shlex

            value = value if value and (attached or not is_option(value) and "=" not in value) else EXAMPLES[meant]
            value = value if "'" in value or not value else shlex.quote(value)
            meant = f"{meant} {clip(value)}".rstrip()
        elif meant[:10] == "the values" and "=" in value:
            meant = clip(value)
        hint = meant if meant[:5] == "leave" else f"write {meant}"
    elif near:
        hint = near
    elif attached and name[2:].isidentifier() and "goes after --" not in advice:
        hint = f"to give a value to a variable write {clip(arg[2:])}"
    elif len(name) == 3 and "goes after --" not in advice:  # --x 1
        hint = f"to give a value to a variable write {name[2:]}=VALUE"
    else:
        hint = advice
    return GradcliError(f"no such option {quote(name)}", code="unknown-option", hint=hint or None)


def wants_json(args: Sequence[str]) -> bool:
    """Whether errors are to be JSON, as far as can be told before the arguments are known to be right."""
    before = args[: args.index("--")] if "--" in args else args
    joined = " ".join(before).replace("--format ", "--format=").split(" ")
    return any(arg in ("--json", "--format=json", "--format=jsonl") for arg in joined)
