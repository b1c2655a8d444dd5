"""How the rows of a table are written: a file for each format, and a row here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ....errors import GradcliError, quote

if TYPE_CHECKING:
    from .writer import Writer

WRITERS = {  # the module here, its class, and the endings of files that ask for it
    "human": ("human", "Human", ".txt"), "csv": ("separated", "Separated", ".csv"),
    "tsv": ("separated", "TabSeparated", ".tsv"), "jsonl": ("jsonl", "JsonLines", ".jsonl .ndjson"),
    "npy": ("npy", "Npy", ".npy"), "parquet": ("parquet", "Parquet", ".parquet"),
    "markdown": ("human", "Markdown", ".md"),
}  # fmt: skip
BINARY = frozenset({"npy", "parquet"})


def form_of(form: str | None, file: str | None, inputs: str = "human") -> str:
    """The format that is asked for, or that a file's ending says. Raises GradcliError where it says none."""
    if form is not None:
        return form
    if file is None or file == "-":
        return inputs
    found = by_ending(file)
    if found is None:
        endings = (ending for row in WRITERS.values() for ending in row[2].split())
        hint = f"--format says it, or its ending: {', '.join(endings)}"
        raise GradcliError(f"what kind of file is {quote(file)}?", code="option", hint=hint)
    return found


def by_ending(file: str) -> str | None:
    """The format that a file's ending says; None where it says none."""
    return next((form for form, row in WRITERS.items() if file.lower().endswith((*row[2].split(),))), None)


def writer(form: str) -> type[Writer]:
    """The class that writes a format: it is imported now."""
    module, name, _ = WRITERS[form]
    found: type[Writer] = getattr(import_module(f".{module}", __package__), name)
    return found
