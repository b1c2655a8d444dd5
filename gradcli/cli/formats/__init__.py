"""How a report is printed: a file for each format, whose `write` makes the text, and a row here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from ...record import Record

if TYPE_CHECKING:
    from ...results import Report


FORMATS = {  # the module here that writes a format, and the ending of a file's name that asks for it
    "human": ("human", ""), "json": ("json", ".json"), "jsonl": ("json", ".jsonl"), "csv": ("separated", ".csv"),
    "tsv": ("separated", ".tsv"), "markdown": ("markdown", ".md"), "latex": ("latex", ".tex"),
}  # fmt: skip


class Style(Record):
    """What a writer may ask: the format's name, significant digits, whether in colour, and the report's status.

    width: columns of the terminal, 0 where there is none. full: whether arrays are shown whole.
    """

    form: str = "human"
    digits: int = 10
    color: bool = False
    status: str = "ok"
    width: int = 0
    full: bool = False


def writer(form: str) -> Callable[[Report, Style], str]:
    """What makes the text of a report in a format: it is imported now."""
    write: Callable[[Report, Style], str] = import_module(f".{FORMATS[form][0]}", __package__).write
    return write
