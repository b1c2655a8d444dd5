"""Processes of their own, without their start: a Python that has imported what `gradcli run` does is forked for each.

What is forked is as a process is before its first line runs: nothing that is loaded later is loaded in it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).parents[1]
COMMAND = "import sys\nfrom gradcli.cli import main\nsys.exit(main())"
READY = ("gradcli.cli.run", "gradcli.frontends.script.called", "gradcli.frontends.script.untaped")
server: tuple[subprocess.Popen[bytes], socket.socket] | None = None


def start(
    code: str, *argv: str, cwd: object = None, env: dict[str, str] | None = None, stdin: bytes = b"",
    timeout: float = 300,
) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
    """As `subprocess.run([sys.executable, "-c", code, *argv], ...)`, output captured."""
    global server
    if server is None or server[0].poll() is not None:
        ours, theirs = socket.socketpair()
        about = {**os.environ, "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-P", __file__, str(theirs.fileno())]
        pipe = subprocess.PIPE  # as those of what is forked will be: streams remember what they were opened on
        child = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=about, pass_fds=[theirs.fileno()], start_new_session=True
        )
        theirs.close()
        server = child, ours  # not ended by atexit, which scripts that are run in this process call
    line = server[1]
    pipes = [os.pipe() for _ in range(3)]
    theirs_ends = [pipes[0][0], pipes[1][1], pipes[2][1]]
    request = json.dumps([code, argv, os.fspath(cwd or os.getcwd()), {**os.environ, **(env or {})}]).encode()
    socket.send_fds(line, [len(request).to_bytes(4, "big")], theirs_ends)
    line.sendall(request)
    for fd in theirs_ends:
        os.close(fd)
    child = number(line)
    found = exchange(pipes[0][1], [pipes[1][0], pipes[2][0]], stdin, timeout)
    if found is None:
        os.kill(child, signal.SIGKILL)
    status = number(line)
    if found is None:
        raise subprocess.TimeoutExpired([code, *argv], timeout)
    return subprocess.CompletedProcess([code, *argv], status, *found)


def close() -> None:
    """End the server, if there is one."""
    global server
    if server is not None:
        child, line = server
        server = None
        line.close()
        child.terminate()
        child.communicate()


def number(line: socket.socket) -> int:
    """What the server says."""
    told = line.recv(4, socket.MSG_WAITALL)
    assert len(told) == 4, "the server has ended"
    return int.from_bytes(told, "big", signed=True)


def exchange(into: int, out: list[int], stdin: bytes, timeout: float) -> list[bytes] | None:
    """What comes out of two pipes until both are closed, while a text goes into a third; None if it takes too long."""
    found, waiting = dict.fromkeys(out, b""), set(out)
    while waiting:
        readable, writable, _ = select.select(list(waiting), [into] if into >= 0 else [], [], timeout)
        if not readable and not writable:
            waiting.clear()
            found.clear()
        if writable:
            try:
                stdin = stdin[os.write(into, stdin[: select.PIPE_BUF]) :] if stdin else b""
            except BrokenPipeError:
                stdin = b""
            if not stdin:
                os.close(into)
                into = -1
        for fd in readable:
            part = os.read(fd, 1 << 16)
            found[fd] += part
            if not part:
                waiting.remove(fd)
    for fd in [*out, *([into] if into >= 0 else [])]:
        os.close(fd)
    return [found[fd] for fd in out] if found else None


def serve(line: socket.socket) -> list[object]:
    """Fork for each request; returns in the child, with what it is to do."""
    for name in READY:
        __import__(name)
    gc.freeze()  # no child looks at it, nor frees it at its end, and so copies it
    while True:
        length, fds, _, _ = socket.recv_fds(line, 4, 3)
        if not length:
            os._exit(0)
        request = json.loads(line.recv(int.from_bytes(length, "big"), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            line.close()
            for number, fd in enumerate(fds):
                os.dup2(fd, number)
                os.close(fd)
            return list(request)
        for fd in fds:
            os.close(fd)
        line.sendall(child.to_bytes(4, "big", signed=True))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        line.sendall(status.to_bytes(4, "big", signed=True))


def begin(argv: list[str], cwd: str, env: dict[str, str]) -> ModuleType:
    """Make a forked process what one is that was started so."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv[:] = ["-c", *argv]
    sys.modules["__main__"] = main = ModuleType("__main__")
    return main


if __name__ == "__main__":
    code, *about = serve(socket.socket(fileno=int(sys.argv[1])))
    try:
        exec(compile(str(code), "<string>", "exec"), begin(*about).__dict__)
    except Exception as error:
        sys.__excepthook__(type(error), error, error.__traceback__ and error.__traceback__.tb_next)
        sys.exit(1)
