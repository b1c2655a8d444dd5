"""A pseudo-terminal with a program in it: keys go in, and the screen's text is waited for."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ESCAPES = re.compile(r"\x1b\[[0-9;?>=]*[A-Za-z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[=>()][0-9A-Za-z]?|\x07|\r(?!\n)")


class Terminal:
    """One program on a terminal of so many columns."""

    def __init__(self, argv: Sequence[str], env: dict[str, str], cwd: str | None = None, columns: int = 100) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if cwd is not None:
                os.chdir(cwd)
            os.execvpe(argv[0], list(argv), {**env, "COLUMNS": str(columns), "LINES": "40"})
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.raw = ""
        self.seen = 0

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self.fd, keys.encode())

    def read(self, seconds: float) -> bool:
        """Take in what is there; False at the end of the program."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.raw += data.decode(errors="replace")
        return bool(data)

    @property
    def text(self) -> str:
        """Everything shown so far, without control sequences."""
        return ESCAPES.sub("", self.raw)

    def wait(self, pattern: str, seconds: float = 120.0) -> str:
        """What is shown since the last wait, once it has the pattern. AssertionError where it never has."""
        end = time.monotonic() + seconds
        while True:
            found = re.search(pattern, self.text[self.seen :])
            if found:
                shown = self.text[self.seen : self.seen + found.end()]
                self.seen += found.end()
                return shown
            assert time.monotonic() < end, f"no {pattern!r} in {self.text[self.seen :]!r}"
            if not self.read(0.1) and not re.search(pattern, self.text[self.seen :]):
                raise AssertionError(f"it ended without {pattern!r}: {self.text[self.seen :]!r}")

    def end(self) -> int:
        """Close it, and give the program's exit status."""
        end = time.monotonic() + 60
        while self.read(0.2) and time.monotonic() < end:
            if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                break
        while not (ended := os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        while self.read(0.0) and select.select([self.fd], [], [], 0)[0]:
            pass
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)
