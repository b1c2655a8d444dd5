"""What is wrong with a file, in one line that begins with its name."""

from __future__ import annotations

from ...errors import GradcliError, clip

SKIP = "--skip-bad leaves such rows out"


def fault(path: str, message: str, hint: str | None = None) -> GradcliError:
    """An error about a file."""
    return GradcliError(f"{shown(path)}: {message}", code="data", hint=hint)


def unreadable(path: str, error: Exception) -> GradcliError:
    """An error of the operating system's about a file."""
    why = (error.strerror or "unreadable") if isinstance(error, OSError) else "no file can have this name"
    return fault(path, why[:1].lower() + why[1:])


def shown(path: str) -> str:
    """A file's name in a message."""
    return clip("standard input" if path == "-" else path)
