"""Uncertain values: x=2+-0.1, v=1+-0.1,2+-5%."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ..errors import Edit, GradcliError, clip, quote
from .values import Binding, File, Nested, fault

_PART = r"(?P<value>[^,\[\]±]+?)(?:(?P<sign>\+-|\+/-|±)(?P<deviation>[^,\[\]%]*)(?P<percent>%)?\s*)?(?=[,\]]|\Z)"


def certain(source: str) -> str:
    """The text of a value without its deviations."""
    return re.sub(r"\s*(\+-|\+/-|±)[^,\[\]]*", "", source).strip()


def refuse(name: str, text: str, start: int) -> GradcliError:
    """The error for an uncertain value where no deviation is propagated."""
    edit = Edit((text,), (f"{name}={certain(text[start:]) or 1}",))
    return fault(text, (start, len(text)), f"{clip(name)}: only eval propagates a deviation", edit=edit)


def uncertain(name: str, text: str, start: int, read: Callable[[str], Binding]) -> Binding:
    """The value and its deviation, which `read` makes each of the text with the other blanked out.

    Raises GradcliError for a deviation that is no number from 0 upwards, and for anything but a number or flat list.
    """
    parts = list(re.compile(_PART).finditer(text, start))
    value, deviation = list(text), list(text)
    if not parts:
        raise fault(text, (start, len(text)), f"{clip(name)}: there is no value before the deviation", "write 2+-0.1")
    for part in parts:
        if part["sign"] is None:
            raise fault(text, part.span(), f"{clip(name)}: how uncertain is this one?", "write 1+-0.1,2+-0.1")
        if not part["deviation"].strip():
            message = f"{clip(name)}: nothing follows {quote(part['sign'])}"
            raise fault(text, part.span("sign"), message, "write 2+-0.1")
        if "°" in part["value"] and "°" not in part["deviation"] and not part["percent"]:
            whole = f"{part['value'].strip()}+-{part['deviation'].strip()}"
            edit = Edit((text,), (text.replace(part[0].strip(), f"{whole}°"),))
            raise fault(text, part.span("deviation"), f"{clip(name)}: degrees, or a deviation in radians?", edit=edit)
        blank(value, part.end("value"), part.end())
        blank(deviation, part.start("value"), part.end("sign"))
        if part["percent"]:
            blank(deviation, *part.span("percent"))
    try:
        found, away = read("".join(value)), read("".join(deviation))
    except GradcliError as error:
        error.text = text
        raise
    numbers, sizes = _numbers(found.value), _numbers(away.value)
    if not len(numbers) == len(sizes) == len(parts):
        message = f"{clip(name)}: an uncertain value is a number or a list"
        raise fault(text, (start, len(text)), message, "write x=2+-0.1")
    sizes = [abs(v) * size / 100.0 if part["percent"] else size for v, size, part in zip(numbers, sizes, parts)]
    for part, size in zip(parts, sizes):
        if not 0.0 <= size < math.inf:
            span = (part.end("sign"), part.end())
            raise fault(text, span, f"{clip(name)}: a standard deviation is a number from 0 upwards", None)
    single = not isinstance(found.value, list)
    return found._replace(text=text, source=text[start:].strip(), deviation=sizes[0] if single else list(sizes))


def blank(letters: list[str], start: int, stop: int) -> None:
    """Put spaces in the place of letters, so that the others stay where they were."""
    letters[start:stop] = " " * (stop - start)


def _numbers(value: Nested | File) -> list[float]:
    """The numbers of a flat list, or the one number; nothing for anything else."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, float)]
