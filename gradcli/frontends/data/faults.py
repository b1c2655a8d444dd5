"""What is wrong with a file, in one line that begins with its name."""

from __future__ import annotations

import os

from ...errors import GradcliError, clip, quote, suggestion

FILES = 1000  # of a directory that are looked at
SKIP = "--skip-bad leaves such rows out"


def fault(path: str, message: str, hint: str | None = None) -> GradcliError:
    """An error about a file."""
    return GradcliError(f"{shown(path)}: {message}", code="data", hint=hint)


def unreadable(path: str, error: Exception) -> GradcliError:
    """An error of the operating system's about a file."""
    why = (error.strerror or "unreadable") if isinstance(error, OSError) else "no file can have this name"
    return fault(path, why[:1].lower() + why[1:], beside(path) if isinstance(error, FileNotFoundError) else None)


def beside(path: str) -> str | None:
    """Where there is no such file: the one that is meant, or those of its kind that there are."""
    folder, name = os.path.split(path)
    try:
        files = sorted(os.listdir(folder or "."))[:FILES]
    except OSError:
        return f"there is no directory {quote(folder)}"
    kind = os.path.splitext(name)[1]
    alike = [file for file in files if kind and file.endswith(kind)][:4]
    where = f" in {clip(folder, 30)}" if folder else " here"
    return suggestion(name, files, f"there is {', '.join(clip(f, 30) for f in alike)}{where}" if alike else None)


def shown(path: str) -> str:
    """A file's name in a message."""
    return clip("standard input" if path == "-" else path)
