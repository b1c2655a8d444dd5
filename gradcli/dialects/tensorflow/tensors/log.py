"""TensorFlow's logger: warnings on stderr, each kind a few times."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from typing import TYPE_CHECKING

from .names import export

if TYPE_CHECKING:
    import logging

_said: Counter[str] = Counter()


@export("get_logger")
@functools.cache
def get_logger() -> logging.Logger:
    """The logger called tensorflow, which writes LEVEL:tensorflow:message to stderr."""
    import logging

    class Handler(logging.Handler):
        """Writes to whatever stderr is now."""

        def emit(self, record: logging.LogRecord) -> None:
            sys.stderr.write(f"{record.levelname}:{record.name}:{record.getMessage()}\n")

    logger = logging.getLogger("tensorflow")
    if not logger.handlers:
        logger.addHandler(Handler())
        logger.propagate = False
    return logger


def warn(message: str, times: int = 1, kind: str | None = None) -> bool:
    """Log a warning, unless warnings of its kind have been logged `times` times. False, for what comes of it."""
    _said[kind or message] += 1
    if _said[kind or message] <= times:
        get_logger().warning("%s", message)
    return False


def forget() -> None:
    """Count warnings from the start."""
    _said.clear()
