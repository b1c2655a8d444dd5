"""A script run again, as often as is asked, each time from the state in which it began the first time.

Before the script runs, a process is forked that waits: it has the same modules, hashes and arguments. For each request
it forks a child, which does the work in a process group of its own and is ended, with all that it started, when it has
answered or its time is up: the processor's, so that nothing hangs on what else the machine does, or PATIENCE times that
of the clock, for it may wait. A child whose work leaves nothing behind is asked again. What the children print goes
nowhere. Random numbers that the script does not seed differ from run to run, as they do under `python`.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

from ..running.seen import last_loaded, loaded_since

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PATIENCE = 3.0


class Unfinished(Exception):
    """A run gave no answer: it took too long, or its process died."""


Work = Callable[[Any], Any]


class Reruns:
    """The process that waits. patience: how many seconds of the clock are as one of the processor.

    work: of a request that is not None, what runs it: `run(request)` is the answer, and where it is `repeatable` a
    child that has answered is as good for the next request as a new one. It is asked before a child is forked, for what
    need not be done again for requests that are alike. spent: seconds, by the last request.
    """

    def __init__(self, work: Work) -> None:
        from multiprocessing import Pipe

        self.patience, self.spent = PATIENCE, 0.0

        self.pipe, theirs = Pipe()
        self.process = fork()
        if not self.process:
            self.pipe.close()
            Server(theirs, work).serve()
        theirs.close()
        self.stdin = Recording()
        self.last = last_loaded()

    def ask(self, request: Any, seconds: float) -> Any:
        """The answer to a request. Raises Unfinished where there is none after so many seconds."""
        began = monotonic()
        try:
            self.pipe.send((request, self.stdin.data(), self.imports(), seconds, self.patience))
            answer, worked = self.pipe.recv()
        except (EOFError, OSError):
            raise Unfinished from None
        self.spent = max(worked, (monotonic() - began) / self.patience)
        if answer is None:
            raise Unfinished
        return answer[0]

    def imports(self) -> list[str]:
        """The libraries that the script has loaded: what waits loads them too, once."""
        mine = __name__.partition(".")[0]
        new = [name for name in loaded_since(self.last) if name.partition(".")[0] != mine]
        self.last = last_loaded()
        return [name for name in new if "site-packages" in (getattr(sys.modules[name], "__file__", None) or "")]

    def close(self) -> None:
        """End the process that waits."""
        self.pipe.close()
        self.stdin.stop()
        with suppress(ChildProcessError):
            os.waitpid(self.process, 0)


def fork() -> int:
    """A new process: 0 in it, its number here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of whoever called us hold no lock of ours
        return os.fork()


class Server:
    """What the process that waits does."""

    def __init__(self, requests: Connection, work: Work) -> None:
        self.requests, self.work = requests, work
        self.child: tuple[int, Connection] | None = None  # that is to be asked next

    def serve(self) -> NoReturn:
        """Answer requests until nobody asks any more."""
        with suppress(BaseException):
            os.setpgid(0, 0)  # Ctrl-C is for the script's own process, whose end ends this one
            silence()
            while True:
                request, stdin, modules, seconds, patience = self.requests.recv()
                for name in modules:
                    with suppress(BaseException):
                        importlib.import_module(name)
                if request is not None:
                    self.work(request)
                if self.child is None:
                    gc.freeze()  # what is here already is no garbage: no child looks at it, and so copies it
                found = ((None,), 0.0) if request is None else self.one(request, stdin, seconds, patience)
                self.requests.send(found)
        self.end()
        os._exit(0)

    def one(self, request: Any, stdin: bytes, seconds: float, patience: float) -> tuple[tuple[Any] | None, float]:
        """The answer of one child, None if there is none, and its seconds of the processor."""
        from multiprocessing.connection import wait

        self.child = self.child or self.start(stdin)
        answer, used, lasts = None, seconds, False
        with suppress(EOFError, OSError):
            self.child[1].send((request, seconds))
            if self.child[1] in wait([self.child[1], self.requests], seconds * patience):
                answer, used, lasts = self.child[1].recv()
        if not lasts:
            self.end()
        return answer, used

    def start(self, stdin: bytes) -> tuple[int, Connection]:
        """A new child."""
        from multiprocessing import Pipe

        ours, theirs = Pipe()
        child = fork()
        if not child:
            with suppress(BaseException):
                os.setpgid(0, 0)
                ours.close()
                self.requests.close()
                begin(stdin)
                while True:
                    request, seconds = theirs.recv()
                    reseed()
                    before = processor()
                    signal.setitimer(signal.ITIMER_PROF, seconds)
                    work = self.work(request)
                    answer = work.run(request)
                    signal.setitimer(signal.ITIMER_PROF, 0.0)
                    theirs.send(((answer,), processor() - before, work.repeatable))
            os._exit(0)
        theirs.close()
        with suppress(OSError):
            os.setpgid(child, child)
        return child, ours

    def end(self) -> None:
        """End the child, with all that it started."""
        if self.child is not None:
            child, pipe = self.child
            self.child = None
            pipe.close()
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)


def processor() -> float:
    """The seconds that this process, and those it waited for, took of the processor."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def reseed() -> None:
    """Let random numbers that nobody seeds begin anew."""
    for name in ("random", "numpy.random"):
        if name in sys.modules:
            sys.modules[name].seed()


def silence() -> None:
    """Let all that is printed from here on go nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    for name in ("stdout", "stderr"):
        encoding = getattr(getattr(sys, name), "encoding", None) or "utf-8"
        stream = open(os.devnull, "w", encoding=encoding)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def begin(stdin: bytes) -> None:
    """Make a forked process one of its own: its input and its end."""
    atexit._clear()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    reader, writer = os.pipe()
    if len(stdin) <= io.DEFAULT_BUFFER_SIZE:
        os.write(writer, stdin)
    else:
        import tempfile

        with tempfile.TemporaryFile() as file:
            file.write(stdin)
            file.flush()
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            os.dup2(file.fileno(), reader)
    os.close(writer)
    os.dup2(reader, 0)
    sys.stdin = open(0, encoding=getattr(sys.stdin, "encoding", None) or "utf-8", closefd=False)  # noqa: SIM115


class Recording(io.RawIOBase):
    """Standard input, kept as the script reads it, for those who read it again. A terminal is left alone."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.place: int | None = None
        self.former: Any = sys.stdin
        self.raw: Any = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
        fd = -1
        with suppress(AttributeError, OSError, ValueError):
            fd = sys.stdin.fileno()
        if self.raw is None or fd < 0 or os.isatty(fd):
            self.raw = None
            return
        with suppress(OSError):
            self.place = os.lseek(fd, 0, os.SEEK_CUR)
            return
        self.name = self.raw.name
        buffer = io.BufferedReader(self)
        sys.stdin = io.TextIOWrapper(buffer, sys.stdin.encoding, sys.stdin.errors)

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def fileno(self) -> int:
        """The descriptor of standard input."""
        return int(self.raw.fileno())

    def readinto(self, buffer: Any) -> int | None:
        """Read as from the stream itself, and keep what came."""
        count: int | None = self.raw.readinto(buffer)
        if count:
            self.kept.append(bytes(memoryview(buffer)[:count]))
        return count

    def data(self) -> bytes:
        """What was read; of a file, all that is in it from where the script began to read."""
        if self.raw is None or self.place is None:
            return b"".join(self.kept)
        parts, place = [], self.place
        with suppress(OSError, ValueError):
            while part := os.pread(self.raw.fileno(), 1 << 20, place):
                parts.append(part)
                place += len(part)
        return b"".join(parts)

    def stop(self) -> None:
        """Keep no more."""
        if self.raw is not None and self.place is None:
            sys.stdin = self.former
