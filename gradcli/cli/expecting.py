"""--expect: derivatives that the user derived by hand, x=2*x; in other forms they are told as this one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import Edit, GradcliError, clip, quote
from ..frontends.expression.tokens import at_commas
from .lines import as_read


def expected(texts: Sequence[str], names: Sequence[str], script: bool = False) -> dict[str, str]:
    """{what it is the derivative by: its text}. Raises GradcliError for another form.

    names: the variables that are given. script: whether it has functions, of which one may be meant.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, expression = text.rstrip(", ").partition("=")
        own = parted(text, names)
        if not own and not (equals and name.strip() and expression.strip()):
            x = (name.strip() if equals else "") or next(iter(names), "x")
            own = [(x, expression.strip() or (f"2*{x}" if equals or text.isidentifier() else text))]
        if own and own != [(name, expression)]:
            pairs = [(n.strip(), as_read(e.strip(), [f"{one}=1" for one in names])[0]) for n, e in own]
            hint = "write " + " ".join(f"--expect {clip(n)}='{clip(e)}'" for n, e in pairs)
            if text.isidentifier() and script:
                hint += f", or --against {text} for a function of the script's"
            edit = Edit(("--expect", text), tuple(word for n, e in pairs for word in ("--expect", f"{n}={e}")))
            message = f"--expect {quote(text)} is not of the form NAME=EXPR"
            raise GradcliError(message, code="option", hint=hint, edit=edit)
        if name.strip() in found:
            raise GradcliError(f"--expect gives {quote(name.strip())} twice", code="option")
        found[name.strip()] = expression
    return found


def claims(texts: Sequence[str], names: Sequence[str]) -> list[str]:
    """The options of derivatives by hand: each by its own name, df/dx = D, else by its place."""
    names = names or ["x"]
    found = list[tuple[str, str]]()
    for n, text in enumerate(texts):
        name, equals, value = text.partition("=")
        by_hand = [(name, value)] if equals and name in names else parted(text, names)
        found += by_hand or [(names[min(n, len(names) - 1)], text)]
    read = [(name, as_read(text.strip(), [f"{one}=1" for one in names])[0]) for name, text in found]
    return [word for name, text in read for word in ("--expect", f"{name}={text}")]


def parted(text: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """The derivatives, each by its name, that are given in another form: df/dx=y, x=y,y=x, grad=[y,x]; else none."""
    name, _, expression = (part.strip() for part in text.partition("="))
    if name in names:
        pass
    elif name[:1] in ("d", "∂") and name[1:] in names:
        return [(name[1:], expression)]
    elif by := re.fullmatch(rf"[d∂]?\w*\s*/\s*[d∂](\w+)|[d∂]\w*?[d∂]({'|'.join(map(re.escape, names)) or 'x'})", name):
        return [(by[1] or by[2], expression)]
    elif found := re.fullmatch(r"(?:(?:grad|gradient|jacobian|∇f?)\s*=)?\s*[\[(](.+)[\])]", text.strip()):
        items = at_commas(found[1])
        return list(zip(names, items)) if len(items) == len(names) else []
    elif given := re.findall(r"(\w+)\s*:\s*([^:]+?)(?=,\s*\w+\s*:|\Z)", text):  # x: 2*x*y, y: x^2
        return [(one, derivative) for one, derivative in given if one in names]
    elif len(items := at_commas(text)) == len(names) > 1 and "=" not in text:
        return list(zip(names, items))
    parts: list[str] = []
    for piece in at_commas(text):
        starts = not parts or re.match(r"\s*[^\W\d]\w*\s*=(?!=)", piece)
        parts = [*parts, piece] if starts else [*parts[:-1], f"{parts[-1]},{piece}"]
    pairs = [part.partition("=") for part in parts] if len(parts) > 1 and all("=" in part for part in parts) else []
    return [(one, derivative) for one, _, derivative in pairs]


HEAD = re.compile(r"\s*(?:[d∂]\s*/\s*[d∂]([^\W\d]\w*)\s*|(?:diff|derivative|deriv|D)\s*(?=\()|(?=\())")


def equation(text: str, given: Sequence[str]) -> Edit | None:
    """What verifies a derivative by hand, written as d/dx(F) = D, diff(F, x) == D, (F)' = D; None of another text.

    given: the names that have values.
    """
    from ..frontends.expression.translation.requests import closing

    text, typed = re.sub(r"\A\s*\\frac\s*\{\s*d\s*\}\s*\{\s*d\s*(\w+)\s*\}", r"d/d\1 ", text), text
    head = HEAD.match(text)
    rest = text[head.end() :] if head else ""
    end = closing(rest) + 1 if rest[:1] == "(" else 0
    found = re.fullmatch(r"(')?\s*(==?|-)\s*([^=]+)", rest[end:]) if end else None
    if head is None or bool(found and found[1]) == bool(head[0].strip()) or not found:
        found = re.fullmatch(r"([^=]+?)\s*(==?)\s*([^=]+)", rest) if head and head[1] else None
        formula = found[1] if found else ""
    else:
        formula = rest[1 : end - 1]
    if head is None or not found or not formula:
        return None
    x = head[1] or ""
    if "(" not in head[0] and head[0].strip() and not x:  # diff(F, x)
        formula, _, x = (part.strip() for part in formula.rpartition(","))
        if not x.isidentifier() or not formula:
            return None
    formula, free, _ = as_read(formula.strip(), [f"{name}=1" for name in given])
    names = [x] if x else free
    right = as_read(found[3].strip(), [f"{name}=1" for name in names])[0]
    derived = f"-(-{right})" if found[2] == "-" and re.search("[-+]", right) else right
    instead = formula, "--expect", f"{names[0] if names else x}={derived}"
    return Edit((typed,), instead, whole=True) if len(names) == 1 else None
