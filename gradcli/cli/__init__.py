"""The command line as a process: arguments in, text out, one exit status; what goes wrong is told in one place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

__all__ = ["main", "respond"]

CLOSED_PIPE, INTERRUPTED = 141, 130
OBJECTS = 50_000  # made before the collector looks for cycles: all that start-up makes stays


def main() -> int:
    """Answer the command line of this process, and return its exit status. Interrupted, it dies of the signal."""
    try:
        import gc

        from . import streams

        streams.settle()
        if "run" not in sys.argv[1:2]:  # whose script has Python as it finds it
            gc.set_threshold(OBJECTS)
        status = respond(sys.argv[1:])
    except KeyboardInterrupt as error:
        from . import streams

        if type(error) is KeyboardInterrupt:  # and not one that a script, or a child, has told
            streams.tell("interrupted\n")
        return die()
    return status if "run" in sys.argv[1:2] else streams.leave(status)


def respond(argv: Sequence[str]) -> int:
    """Answer one command line: print, and return the exit status. Raises KeyboardInterrupt."""
    from ..errors import GradcliError
    from .arguments import wants_json

    def action() -> int:
        from .root import prepare

        try:
            return prepare(argv)()
        except GradcliError as error:
            if error.status != 2 or not argv or not (error.edit or error.code in ("unknown-option", "binding")):
                raise
            from .correction import corrected

            raise corrected(argv, error) from None

    return guarded(action, wants_json(argv))


def guarded(action: Callable[[], int], as_json: bool = False) -> int:
    """Do something and return its exit status; what goes wrong is told. Raises KeyboardInterrupt."""
    from ..errors import GradcliError
    from . import streams

    try:
        return action()
    except streams.ClosedPipe:
        return CLOSED_PIPE
    except GradcliError as error:
        fault = error
    except MemoryError:
        fault = GradcliError("not enough memory", code="limit")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        fault = GradcliError(
            f"internal error: {type(error).__name__}: {error}", code="internal", status=1,
            hint="this is a mistake of gradcli's own; python -X dev -m gradcli ... shows where",
        )  # fmt: skip
    from . import error_text

    if as_json:
        streams.tell(error_text.as_json(fault))
    else:
        from .output import colored

        encoding = getattr(sys.stderr, "encoding", None) or "ascii"
        streams.tell(error_text.draw(fault, encoding, colored("auto", sys.stderr)))
    return fault.status


def die() -> int:
    """End as an interrupted process does, so that a shell's loop ends too."""
    import os
    import signal

    from . import streams

    streams.flush()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)
    return INTERRUPTED
