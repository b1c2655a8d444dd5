"""The one place that draws an error: what is wrong, where in the text, what to do."""

from __future__ import annotations

from ..errors import GradcliError, Span, visible
from . import streams

WIDTH = 76  # columns of a text that are shown
CARETS = 60


def draw(error: GradcliError, encoding: str = "utf-8", color: bool = False) -> str:
    """The error as lines for a person, each ended."""
    bold, end = ("\x1b[1;31m", "\x1b[0m") if color else ("", "")
    lines, help_ = list[str](), error.hint if error.others and not any(one.hint for one in error.others) else None
    for one in (error, *error.others):
        lines.append(f"{bold}error:{end} {_shown(one.message, encoding)}")
        if one.text is not None and one.text.strip() and one.span is not None:
            lines += excerpt(one.text, one.span, encoding)
        if one.hint and not help_:
            lines.append(f"help: {_shown(one.hint, encoding)}")
    lines += [f"help: {_shown(help_, encoding)}"] if help_ else []
    return "\n".join(lines) + "\n"


def as_json(error: GradcliError) -> str:
    """The error as one line of JSON, ended."""
    import json

    from .formats.json import SCHEMA

    span = None if error.span is None else list(error.span)
    about = {"code": error.code, "message": visible(error.message), "span": span, "hint": error.hint}
    return json.dumps({"schema": SCHEMA, "error": about}, separators=(",", ":")) + "\n"


def excerpt(text: str, span: Span, encoding: str = "utf-8") -> list[str]:
    """The line of `text` where `span` begins, cut to what a line can show, and carets under the span."""
    start, stop = (min(max(place, 0), len(text)) for place in span)
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    end = min((place for place in (text.find("\n", start), text.find("\r", start)) if place >= 0), default=len(text))
    stop = max(start, min(stop, end))
    left, right = begin, end
    if end - begin > WIDTH:
        shown = min(stop - start, CARETS)
        left = max(begin, min(start - (WIDTH - shown) // 2, end - WIDTH))
        right = min(end, left + WIDTH)
        stop = min(stop, right)
    before = ("..." if left > begin else "") + _shown(text[left:start], encoding)
    at = _shown(text[start:stop], encoding)
    after = _shown(text[stop:right], encoding) + ("..." if right < end else "")
    return ["  " + (before + at + after).rstrip(), "  " + " " * columns(before) + "^" * max(1, columns(at))]


def _shown(text: str, encoding: str) -> str:
    """`text` as the stream can show it, harmless."""
    return streams.encodable(visible(text), encoding)


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
