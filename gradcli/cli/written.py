"""How a command line is written: its commands, which arguments are options, a value of each, and a line in a shell."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

COMMANDS = {
    "eval": "Value and gradient of an expression at a point.", "run": "Run a Python script and report its gradients.",
    "table": "Value and gradient at every row of a file or a range.",
    "compile": "Value and gradient of an expression as source code.",
    "trace": "The tape of an expression or a script, line by line, with primal and adjoint.",
    "plot": "A curve with its derivative and tangents, or contours with gradient arrows.",
    "repl": "Lines read one after another, each answered.", "functions": "The functions that an expression may call.",
    "completion": "What makes a shell complete command lines: bash, zsh or fish.",
}  # fmt: skip
LANGUAGES = ("python", "numpy", "c", "fortran", "julia", "rust")
OTHERWISE = dict(zip("c++ cpp f90 py np jl rs".split(), "c c fortran python numpy julia rust".split()))  # languages
SHORT = {"-o": "--output", "-q": "--quiet", "-h": "--help"}

# A value of each option that takes one.
EXAMPLES = {
    "--digits": "20", "--order": "2", "--wrt": "x", "--output": "", "--to": "c", "--corr": "x,y=0.5", "--dask": "local",
    "--color": "never", "--timeout": "60", "--memory": "4G", "--rtol": "1e-6", "--cov": "x,y=0.02", "--call": "f",
    "--at": "1", "--of": "loss", "--get": "grad.x", "--expect": "x='2*x'", "--format": "csv", "--partial": "x,y",
    "--against": "grad_f", "--table": "points.csv", "--map": "x=height", "--name": "f", "--decimal": ",",
    "--graph": "graph.svg", "--html": "trace.html",
}  # fmt: skip


def is_option(arg: str) -> bool:
    """Whether an argument is an option, known or not."""
    name = arg[2:].partition("=")[0]
    long = arg[:2] == "--" and name[:1].isascii() and name[:1].isalpha() and name.replace("-", "_").isidentifier()
    return long or arg in SHORT


def is_binding(arg: str) -> bool:
    """Whether an argument is NAME=VALUE."""
    name, equals, value = arg.partition("=")
    return bool(equals) and value[:1] != "=" and name.isidentifier()


def is_range(arg: str) -> bool:
    """Whether an argument is NAME=START:STOP, whatever else."""
    return re.match(r"[^\W\d]\w*=[^:\s\[@{]+:[^:\s]+", arg) is not None


def is_data(arg: str) -> bool:
    """Whether an argument is a file of points."""
    from ..frontends.data import ENDINGS

    return os.path.isfile(arg) and arg.lower().endswith(ENDINGS)


def is_plain(arg: str) -> bool:
    """Whether an argument is neither: an expression, a file, a number by its place."""
    return not is_option(arg) and not is_binding(arg)


def shown(argv: Sequence[str]) -> str:
    """A command line as one may type it, in a shell."""
    import shlex

    words = []
    for at, word in enumerate(argv):
        name, equals, value = word.partition("=")
        bound = equals and name.isidentifier() and "'" not in word
        plain = re.fullmatch(r"[-\w@%+=:,./±°²³]+", word) and (at != 1 or is_option(word) or "." in word)
        bound = bound and at > 1 and not is_option(argv[at - 1])
        words.append(word if plain else f"{name}={shlex.quote(value)}" if bound else quoted(word))
    return " ".join(["gradcli", *words])


def quoted(word: str) -> str:
    """A word in quotes, of the kind that it has none of."""
    return f'"{word}"' if "'" in word and not set(word) & set('"$`\\!') else "'" + word.replace("'", "'\\''") + "'"
