"""What is given beside a script: its file, NAME=VALUE, and words that may mean a function of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import cycle, islice, pairwise
from types import MappingProxyType
from typing import Any

from ..errors import Edit, GradcliError, clip, quote
from ..frontends.expression.tokens import at_commas
from .scripts import load
from .written import is_binding, is_data, is_option, is_range

DERIVED = re.compile("grad|deriv|jac|^d")  # what gradients are called


def split(words: Sequence[str], given: Mapping[str, Any] = MappingProxyType({})) -> tuple[str | None, list[str]]:
    """The file, None for standard input, and the bindings. Raises GradcliError for anything else.

    given: options, of which a function that is called takes the words for its arguments.
    """
    path, call = None, given.get("call")
    points = ["=".join(map(str.strip, word.split("=", 1))) for word in words]

    def edit(replaced: Sequence[str], said: Sequence[str], first: Sequence[str] = ()) -> Edit | None:
        filled = "to" not in given and not given.get("table")
        found = meant(path, said, call if said == points else None, bool(given.get("check")), filled)
        return Edit(tuple(replaced), (*first, *found), whole=True) if found else None

    if points and (named := re.fullmatch(r"(.+\.py):{1,2}(\w+)", points[0])) and not os.path.exists(points[0]):
        path = named[1]
        mended = edit(points, [named[2], *points[1:]], [path])
        raise GradcliError(f"{quote(points[0])} is no file", code="unreadable", edit=mended)
    if points and (not is_binding(points[0]) or (points[0].endswith(".py") and os.path.isfile(points[0]))):
        path = points.pop(0)
    if path and not os.path.exists(path) and os.path.isfile(f"{path}.py"):
        raise GradcliError(f"there is no file {quote(path)}", code="unreadable", edit=Edit((path,), (f"{path}.py",)))
    if path == "-c" and points:
        message = "a text is read from the standard input"
        raise GradcliError(message, hint=f"write echo {quote(points[0])} | gradcli run -")
    if call and "(" in call and (mended := edit(["--call", call, *points], [call, *points])):
        raise GradcliError(f"--call {quote(call)} is no name", code="option", edit=mended)
    bare = [point for point in points if not is_binding(point)]
    if path and bare and is_data(path):  # points.csv 'x*y'
        mended = Edit(("run", *words), ("table", bare[0], path, *(one for one in points if one != bare[0])), whole=True)
        raise GradcliError(f"{quote(path)} is data, and no script", code="unreadable", edit=mended)
    ranged = next(filter(is_range, points), None) if call else None
    if ranged:
        mended = Edit((ranged,), ("--table", ranged))
        raise GradcliError(f"{quote(ranged)} is a range", code="binding", text=ranged, edit=mended)
    if bare and path != "-":
        mended, hint = edit(points, points), None
        if mended is None:
            hint = "write NAME=VALUE; what is meant for the script goes after --"
        if mended is None and path and all(re.fullmatch(r"[-+.\w/]+", one) for one in bare):
            hint, mended = of_script(path, bare, bool(call or given.get("wrt")))
        message = f"unexpected argument {quote(bare[0])}"
        raise GradcliError(message, code="binding", text=bare[0], hint=hint, edit=mended)
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


def meant(
    path: str | None, words: Sequence[str], call: str | None = None, check: bool = False, filled: bool = True
) -> list[str] | None:
    """The options and bindings that words beside a script come to: f 1 2, f(1,2), f grad_f p=1,2, f points.csv.

    call: the function that is called, else the first that is named, or of which another is the gradient (check).
    filled: arguments that are given nothing are given numbers. None where no function, or not every word, is known.
    """
    try:
        source = load(path) if path else b""
    except GradcliError:
        return None
    functions, named, points, values = functions_of(source), list[str](), list[str](), list[str]()
    for word in words:
        name, _, inner = (part.strip() for part in word.partition("("))
        if name in functions and (not inner or inner[-1] == ")"):
            named.append(name)
            values += at_commas(inner[:-1])
        else:
            (points if is_binding(word) else values).append(word)
    points += [value.replace(" ", "") for value in values if is_binding(value.replace(" ", ""))]
    values = [value.strip() for value in values if not is_binding(value.replace(" ", "")) and value.strip()]
    derived = list(filter(DERIVED.search, functions)) if check and not call else []
    by_hand = named.pop() if len(named) > (call is None) or named and named[0] in derived else None
    by_hand = by_hand or next((f for f in derived if f not in named), None)
    more = [] if call else ["--call"]
    given = sorted(point.partition("=")[0] for point in points)
    fits = (f for f, names in functions.items() if names and sorted(names) == given and not DERIVED.search(f))
    call = call or (named[0] if named else differentiated(functions, by_hand) if check else next(fits, None))
    if call not in functions:
        return None
    parts = [next((f for f in derived if f.endswith(name)), "") for name in functions[call]]
    if by_hand in parts and all(parts):  # df_dx, df_dy: a function for each argument
        by_hand = ",".join(parts)
    more += [call] * bool(more)
    more += ["--against", by_hand] if by_hand else ["--check"] * check
    files = [value for value in values if os.path.isfile(value)]
    arguments, values = functions[call], [value for value in values if value not in files]
    by_name = {point.partition("=")[0]: point.partition("=")[2] for point in points}
    names, packed = [name for name in arguments if name not in by_name], unpacked(source, call)
    if len(names) == 1 and names[0] in packed and set(packed[names[0]]) == {*by_name}:  # A=1 k=2 of A, k = p
        values, points = [",".join(by_name[name] for name in packed[names[0]])], []
    made = placed(names, values)
    if made is None:
        return None
    points += made
    if filled and not files:
        missing = [name for name in names if name not in {point.partition("=")[0] for point in made}]
        text = source.decode("utf-8", "replace")
        places = {name: {int(k) for k in re.findall(rf"\b{name}\[(\d+)\]", text)} for name in missing}
        sizes = {name: max(len(packed.get(name, "1")), 1 + max(places[name], default=0)) for name in missing}
        points += examples(sizes, generic=check)
    return [*more, *points, *(word for file in files for word in ("--table", file))]


def placed(names: Sequence[str], values: Sequence[str]) -> list[str] | None:
    """Numbers as the values of arguments by their places, or all as the one argument's; None where they do not fit."""
    if not all(re.fullmatch(r"[-+\d.eE,\s()\[\]]+", value) for value in values):
        return None
    plain = [value if value[:2] == "[[" else value.strip("()[] ").replace(" ", "") for value in values]
    if len(plain) == 1 and len(names) == plain[0].count(",") + 1 and plain[0][:1] != "[":
        plain = plain[0].split(",")
    if len(names) == 1 and plain:
        return [f"{names[0]}={','.join(plain)}"]
    return [f"{n}={v}" for n, v in zip(names, plain)] if len(plain) <= len(names) else None


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
    """The line for a script and the words beside it. check: one that verifies its gradients."""
    functions = functions_at(rest[0])
    named = [word for word, after in pairwise([*rest, ""]) if not (is_option(word) and after in functions)]
    found = None if any(map(is_option, named)) else meant(rest[0], named[1:], check=check)
    return ["run", rest[0], *found] if found else ["run", *rest, *(["--check"] if check else [])]


def unpacked(source: bytes, function: str) -> dict[str, list[str]]:
    """The names into which a function takes an argument apart: x, y = p."""
    text = re.split(rf"(?m)^def {function}\b", source.decode("utf-8", "replace"))[-1]
    text = re.split(r"\n(?=\S)", text)[0]
    found = re.findall(r"(?m)^\s*\(?(\w+(?:\s*,\s*\w+)+)\)?\s*=\s*(\w+)\s*$", text)
    return {name: re.findall(r"\w+", names) for names, name in found}


def examples(sizes: Mapping[str, int], generic: bool = False) -> list[str]:
    """A value for each argument, of as many numbers. generic: no two alike, so that what is wrong shows."""
    numbers = cycle(("1.3", "0.7", "1.9", "0.4", "1.1", "2.3"))
    return [
        f"{name}={'1' if size == 1 and not generic else ','.join(islice(numbers, size))}"
        for name, size in sizes.items()
    ]
