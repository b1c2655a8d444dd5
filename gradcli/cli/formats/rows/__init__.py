"""How the rows of a table are written: a file for each format, and a row here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ....errors import GradcliError, quote

if TYPE_CHECKING:
    from .writer import Writer

WRITERS = {
    "human": ("human", "Human"), "csv": ("separated", "Separated"), "tsv": ("separated", "TabSeparated"),
    "jsonl": ("jsonl", "JsonLines"), "npy": ("npy", "Npy"), "parquet": ("parquet", "Parquet"),
    "markdown": ("human", "Markdown"),
}  # fmt: skip
ENDINGS = {
    ".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".npy": "npy", ".parquet": "parquet",
    ".md": "markdown", ".txt": "human",
}  # fmt: skip
BINARY = frozenset({"npy", "parquet"})


def form_of(form: str | None, file: str | None, inputs: str = "human") -> str:
    """The format that is asked for, or that a file's ending says. Raises GradcliError where it says none."""
    if form is not None:
        return form
    if file is None or file == "-":
        return inputs
    found = next((f for ending, f in ENDINGS.items() if file.lower().endswith(ending)), None)
    if found is None:
        hint = f"--format says it, or its ending: {', '.join(ENDINGS)}"
        raise GradcliError(f"what kind of file is {quote(file)}?", code="option", hint=hint)
    return found


def writer(form: str) -> type[Writer]:
    """The class that writes a format: it is imported now."""
    module, name = WRITERS[form]
    found: type[Writer] = getattr(import_module(f".{module}", __package__), name)
    return found
