"""Standard streams as they come: closed, full, broken, in any encoding. Nothing is lost in silence or half written."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout, suppress
from typing import Any, BinaryIO, NoReturn, TextIO

from ..errors import GradcliError, quote, visible

READ_LIMIT = 8_000_000  # bytes of an expression
PLAIN = str.maketrans("∂⁰¹²³⁴⁵⁶⁷⁸⁹", "d0123456789")


class ClosedPipe(Exception):
    """Whoever read our output has gone: nothing to say, and nobody to say it to."""


class CannotWrite(GradcliError):
    """The output went nowhere: status 1, never silence."""

    status = 1

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"cannot write to {where}: {why}", code="output")


def settle() -> None:
    """Give standard streams that were closed a place to go, so that no file opened later takes their number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def encodable(text: str, encoding: str | None) -> str:
    """`text` with what `encoding` cannot write in plain letters, or as escapes."""
    if text.isascii():
        return text
    name = encoding or "ascii"
    try:
        text.encode(name)
    except UnicodeEncodeError:
        text = text.translate(PLAIN).encode(name, "backslashreplace").decode(name, "replace")
    return text


def write(text: str) -> None:
    """Write to standard output, and see it gone. Raises ClosedPipe or CannotWrite."""
    with written():
        sys.stdout.write(encodable(text, sys.stdout.encoding))
        sys.stdout.flush()


@contextmanager
def written(closed: bool = True) -> Iterator[None]:
    """Within, what keeps standard output from being written is told. closed: that it is not there, too."""
    if closed and sys.stdout is None:
        raise CannotWrite("standard output", "it is closed")
    try:
        yield
    except BrokenPipeError:
        discard()
        raise ClosedPipe from None
    except OSError as error:
        discard()
        raise CannotWrite("standard output", reason(error)) from None


def write_bytes(data: bytes, to: BinaryIO | None = None) -> None:
    """Write bytes to standard output, or to what stands for it. Raises ClosedPipe or CannotWrite."""
    with written(to is None):
        if to is None:
            sys.stdout.flush()
        stream = sys.stdout.buffer if to is None else to
        stream.write(data)
        stream.flush()


def tell(text: str) -> None:
    """Write a message to standard error, if anyone can hear it."""
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(encodable(text, sys.stderr.encoding))
        sys.stderr.flush()


def flush() -> None:
    """Let go what has been printed, if it can go anywhere."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()


def discard() -> None:
    """Let what is left in standard output's buffer go nowhere, so that Python's last flush has nothing to report."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def is_unread() -> bool:
    """Whether standard output is a pipe or socket whose reader has gone."""
    import select

    try:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
    except (AttributeError, OSError, ValueError):
        return False


def reopened(stream: TextIO, number: int) -> TextIO:
    """A standard stream as it is, or if its object was closed, another one on the same descriptor, which stays open."""
    with suppress(ValueError):  # which a stream raises whose buffer was detached
        if stream is None or not stream.closed:
            return stream
    raw = io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding, stream.errors)


@contextmanager
def kept() -> Iterator[None]:
    """Afterwards standard output and error are what they were, open, whatever a script did to them."""
    streams = sys.stdout, sys.stderr
    try:
        yield
    finally:
        sys.stdout, sys.stderr = (reopened(stream, number) for number, stream in enumerate(streams, 1))


@contextmanager
def printing_aside(aside: bool) -> Iterator[None]:
    """Within, if `aside`, what is printed goes to standard error: standard output is kept for the report."""
    try:
        own = aside and sys.stdout.fileno() == 1
    except (AttributeError, OSError, ValueError):
        own = False
    if not own:
        with redirect_stdout(sys.stderr) if aside else nullcontext():
            yield
        return
    sys.stdout.flush()
    stream, kept = sys.stdout, os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            stream.flush()
        os.dup2(kept, 1)
        os.close(kept)


def leave(status: int) -> NoReturn:
    """End the process without taking it apart first, which takes longer than a derivative. All is written already."""
    flush()
    os._exit(status)


def has_descriptor(stream: Any) -> bool:
    """Whether what is written to a stream leaves the process; or it is closed, and nothing does."""
    try:
        return stream is None or stream.fileno() >= 0
    except (AttributeError, OSError, ValueError):
        return False


def is_terminal(stream: Any) -> bool:
    """Whether a person sits at a stream."""
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError, OSError):
        return False


def width() -> int:
    """The columns of the terminal that standard output is; 0 where it is none."""
    if not is_terminal(sys.stdout):
        return 0
    import shutil

    return shutil.get_terminal_size().columns


def read_input(what: str) -> str:
    """All of standard input as text, up to the limit, without a byte order mark and the end of its last line.

    Raises GradcliError if it is closed, too long, or not UTF-8. On a terminal it says first what it waits for.
    """
    return decoded(read_bytes(what, READ_LIMIT), "standard input").removeprefix("\ufeff").rstrip("\r\n")


def read_bytes(what: str, limit: int | None = None) -> bytes:
    """All of standard input. Raises GradcliError if it cannot be read, or is longer than `limit`."""
    stream = sys.stdin
    if stream is None:
        raise GradcliError("cannot read standard input: it is closed", code="input")
    if is_terminal(stream):
        tell(f"reading {what} from the terminal; end with Ctrl-D\n")
    try:
        data: bytes = stream.buffer.read(-1 if limit is None else limit + 1)
    except OSError as error:
        raise GradcliError(f"cannot read standard input: {reason(error)}", code="input") from None
    if limit is not None and len(data) > limit:
        raise GradcliError(f"standard input is longer than {limit // 1_000_000} MB", code="limit")
    return data


def decoded(data: bytes, where: str) -> str:
    """UTF-8 as text. Raises GradcliError naming the byte that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{where} is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise GradcliError(message, code="encoding") from None


def is_special(path: str) -> bool:
    """Whether a path is a device or a pipe, such as /dev/stdout, which has no file behind it to be replaced."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def check_file(path: str) -> None:
    """See that a file can be written, before a long computation. Raises CannotWrite; GradcliError for an empty name."""
    if not path:
        raise GradcliError("--output needs the name of a file")
    where = quote(path)
    if os.path.isdir(path):
        raise CannotWrite(where, "it is a directory")
    if is_special(path):
        return
    try:
        folder = os.path.dirname(os.path.realpath(path))
    except OSError as error:  # the working directory is gone
        raise CannotWrite(where, reason(error)) from None
    if not os.path.isdir(folder):
        raise CannotWrite(where, f"there is no directory {visible(folder)}")


def write_file(path: str, content: str | bytes) -> None:
    """Write a file whole or not at all. Raises CannotWrite."""
    with replacing(path) as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A file to write to that takes its name's place when the block ends well, and leaves no trace where it does not.

    What is no ordinary file, a device or a pipe, is written to as it is. Raises CannotWrite, ClosedPipe.
    """
    target = os.path.realpath(path)
    beside = os.path.join(folder := os.path.dirname(target), f".gradcli-{os.getpid()}.tmp")
    try:
        if is_special(path):
            with open(path, "wb") as special:
                yield special
            return
        mode = os.stat(target).st_mode if os.path.exists(target) else None
        with suppress(OSError):
            os.unlink(beside)  # of one that had our number, and was killed
        try:
            with unnamed(folder) or open(beside, "xb") as file:
                yield file
                file.flush()
                if not os.fstat(file.fileno()).st_nlink:
                    os.link(f"/proc/self/fd/{file.fileno()}", beside, src_dir_fd=0)
            if mode is not None:
                os.chmod(beside, mode & 0o777)
            os.replace(beside, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside)
            raise
    except BrokenPipeError:
        raise ClosedPipe from None
    except OSError as error:
        raise CannotWrite(quote(path), reason(error)) from None


def unnamed(folder: str) -> BinaryIO | None:
    """A file that has no name yet, so nothing is left of it if we are killed; None where the system has none."""
    with suppress(AttributeError, OSError):
        os.stat("/proc/self/fd")  # by which it gets its name
        return open(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    return None


def reason(error: OSError) -> str:
    """An operating system's reason, without its number and file name."""
    return error.strerror or type(error).__name__
