"""What is given beside a script: its file, NAME=VALUE, and words that may mean a function of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import cycle, islice
from types import MappingProxyType
from typing import Any

from ..errors import Edit, GradcliError, clip, quote
from ..frontends.expression.tokens import at_commas
from .scripts import load
from .written import is_binding, is_option

DERIVED = re.compile("grad|deriv|jac|^d")  # what gradients are called


def split(words: Sequence[str], given: Mapping[str, Any] = MappingProxyType({})) -> tuple[str | None, list[str]]:
    """The file, None for standard input, and the bindings. Raises GradcliError for anything else.

    given: options, of which a function that is called takes the words for its arguments.
    """
    path = None
    points = ["=".join(map(str.strip, word.split("=", 1))) for word in words]
    if points and (named := re.fullmatch(r"(.+\.py):{1,2}(\w+)", points[0])) and not os.path.exists(points[0]):
        edit = called(named[1], points[1:], named[2], points[0])
        raise GradcliError(f"{quote(points[0])} is no file", code="unreadable", edit=edit)
    if points and (not is_binding(points[0]) or (points[0].endswith(".py") and os.path.isfile(points[0]))):
        path = points.pop(0)
    if path == "-c" and points:
        message = "a text is read from the standard input"
        raise GradcliError(message, hint=f"write echo {quote(points[0])} | gradcli run -")
    call = given.get("call")
    if call and "(" in call and (edit := called(path, points, call)):
        edit = edit._replace(words=("--call", call))
        raise GradcliError(f"--call {quote(call)} is no name", code="option", edit=edit)
    for word in points:
        if call and re.match(r"\w+=[^:\s@]+:[^:\s]+", word):
            message = f"{quote(word)} is a range"
            raise GradcliError(message, code="binding", text=word, edit=Edit((word,), ("--table", word)))
        if not is_binding(word):
            edit = by_function(path, points, word, call)
            if edit and not call and given.get("check"):
                edit = Edit(tuple(points), tuple(line_of([path or "-", *points], check=True)[2:]), whole=True)
            hint = None if edit else "write NAME=VALUE; what is meant for the script goes after --"
            bare = [point for point in points if not is_binding(point)]
            if edit is None and path and all(re.fullmatch(r"[-+.\w/]+", one) for one in bare):
                hint, edit = of_script(path, bare, bool(call or given.get("wrt")))
            raise GradcliError(f"unexpected argument {quote(word)}", code="binding", text=word, hint=hint, edit=edit)
    return None if path == "-" else path, points


def of_script(path: str, own: Sequence[str], asked: bool) -> tuple[str | None, Edit]:
    """What to write for words that are meant for a script, and by what to differentiate, unless that is asked."""
    names = [] if asked or not os.path.isfile(path) else from_arguments(load(path))
    edit = Edit(tuple(own), (*(("--wrt", ",".join(names)) if names else ()), "--", *own), whole=bool(names))
    return None if names else f"what is meant for the script goes after --: -- {' '.join(map(clip, own))}", edit


def from_arguments(source: bytes) -> list[str]:
    """The numbers that a script's text takes from its arguments: x = float(sys.argv[1]), or argparse's args.rate."""
    import ast

    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    found: list[str] = []
    given, space = {"argv"}, ""
    for one in tree.body:
        text = ast.unparse(one.value) if isinstance(one, ast.Assign) else ""
        names = [n.id for t in getattr(one, "targets", ()) for n in ast.walk(t) if isinstance(n, ast.Name)]
        if ".parse_args(" in text:
            space = names[0]
        elif given & {*re.findall(r"\w+", text)}:
            found += names if "float" in text else []
            given.update(names)
    options = re.findall(r"add_argument\(([^)]*)type=float", ast.unparse(tree)) if space else []
    words = [re.findall(r"'-*(\w[\w-]*)'", option.partition("default=")[0]) for option in options]
    return found + [f"{space}.{(max(word, key=len)).replace('-', '_')}" for word in words if word]


def by_function(path: str | None, points: Sequence[str], word: str, call: str | None) -> Edit | None:
    """What to write for a word that names a function, or is a number for one's argument by its place."""
    if call is None:
        return called(path, points, word)
    functions = functions_of(load(path)) if path else {}
    if word in functions:
        return Edit((word,), ("--against", word), whole=True)
    bound = [point.partition("=")[0] for point in points if is_binding(point)]
    bare = [point for point in points if not is_binding(point)]
    names = [name for name in functions.get(call, ()) if name not in bound]
    vector = len(names) == 1 and all(re.fullmatch(r"[-+.\deE]+", one) for one in bare)
    known = vector or len(names) >= len(bare)
    return Edit(tuple(bare), tuple(numbered(names, bare)), whole=True) if known else None


def numbered(names: Sequence[str], bare: Sequence[str]) -> list[str]:
    """Numbers as the values of arguments by their places, or all as the one argument's."""
    if len(names) == 1 and len(bare) > 1:
        return [f"{names[0]}={','.join(bare)}"]
    return [f"{name}={value}" for name, value in zip(names, bare)]


def called(path: str | None, words: Sequence[str], named: str, written: str = "") -> Edit | None:
    """The words that call the function of a script that is named: loss, loss(1,2); None where it has no such.

    words: what is given beside. written: how it is named, where a file's name stands with it.
    """
    try:
        source = load(path) if path else b""
        functions = functions_of(source)
    except GradcliError:
        return None
    name, _, given = named.partition("(")
    if name.strip() not in functions or not (given == "" or given[-1] == ")"):
        return None
    arguments = functions[name.strip()]
    values = [value.strip().strip("[]") for value in at_commas(given[:-1])] if given else []
    pairs = [(n, value) for n, value in zip(arguments, values) if value]
    points = [value.replace(" ", "") if is_binding(value) else f"{n}={value}" for n, value in pairs]
    bound = {word.partition("=")[0].strip() for word in (*words, *points)}
    missing = examples(source, name.strip(), [n for n in arguments if n not in bound])
    instead = ["--call", name.strip(), *points]
    before = [path or "-"] if written else []
    return Edit((written or named,), (*before, *instead, *missing), whole=True)


def functions_of(source: bytes) -> dict[str, list[str]]:
    """The functions of a text, and the names of their arguments without a default; none of what is no Python."""
    import ast

    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    found = {f.name: f.args for f in body if isinstance(f, ast.FunctionDef)}
    every = {name: [a.arg for a in (*given.posonlyargs, *given.args)] for name, given in found.items()}
    return {name: args[: len(args) - len(found[name].defaults)] for name, args in every.items()}


def differentiated(functions: Mapping[str, list[str]], gradient: str | None) -> str | None:
    """The function whose gradient one is: of those with its arguments the one in its name, else the last."""
    same = [f for f in functions if f != gradient and functions[f] == functions.get(gradient or "")]
    same = [f for f in same if not DERIVED.search(f)] or same
    return next((f for f in same if f in str(gradient)), same[-1] if same else None)


def functions_at(path: str) -> dict[str, list[str]]:
    """The functions of a script; none where it cannot be read."""
    with suppress(GradcliError):
        return functions_of(load(path))
    return {}


def line_of(rest: Sequence[str], check: bool = False) -> list[str]:
    """The line that calls a script's function: f(x=1, y=2) of the words FILE f 1 2.

    check: one that verifies it, by the function that is its gradient, where two take the same.
    """
    if any(map(is_option, rest)):
        return ["run", *rest]
    functions = functions_of(source := load(rest[0]))
    wanted = [word for word in rest[1:] if word in functions]
    others = [word for word in rest[1:] if word not in functions]
    derived = list(filter(DERIVED.search, functions)) if check else []
    by_hand = wanted.pop() if len(wanted) > 1 or wanted and wanted[0] in derived else None
    by_hand = by_hand or next((f for f in derived if f not in wanted), None)
    called = wanted[0] if wanted else differentiated(functions, by_hand) if check else None
    if not called:
        return ["run", *rest, *(["--check"] if check else [])]
    bound = {word.partition("=")[0] for word in others}
    numbers = [word for word in others if re.fullmatch(r"[-+]?[\d.][-+\d.e,]*", word)]
    points = numbered([n for n in functions[called] if n not in bound], numbers)
    bound |= {point.partition("=")[0] for point in points}
    points += examples(source, called, [n for n in functions[called] if n not in bound], generic=True)
    others = [word for word in others if word not in numbers]
    against = ["--against", by_hand] if by_hand else ["--check"] if check else []
    return ["run", rest[0], "--call", called, *against, *others, *points]


def examples(source: bytes, function: str, names: Sequence[str], generic: bool = False) -> list[str]:
    """A value for each argument of a function, of as many numbers as it unpacks, x, y = p.

    generic: no two alike, so that what is wrong shows.
    """
    text = re.split(rf"(?m)^def {function}\b", source.decode("utf-8", "replace"))[-1]
    text = re.split(r"\n(?=\S)", text)[0]
    numbers = cycle(("1.3", "0.7", "1.9", "0.4", "1.1", "2.3"))
    sizes = {name: re.search(rf"(?m)^\s*\(?(\w+(?:\s*,\s*\w+)+)\)?\s*=\s*{name}\s*$", text) for name in names}
    counts = {name: found[1].count(",") + 1 if found else 1 for name, found in sizes.items()}
    one = {n: "1" if size == 1 and not generic else ",".join(islice(numbers, size)) for n, size in counts.items()}
    return [f"{name}={value}" for name, value in one.items()]
