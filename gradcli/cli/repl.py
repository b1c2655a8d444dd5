"""gradcli repl: lines read one after another, each answered; mistakes do not end it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ..errors import GradcliError
from . import limits, options, streams
from .eval import SECONDS
from .root import declared
from .session import WORDS, Line, Session, unfinished
from .session_words import in_a_session

HELP = """Read lines and answer each: assign points, define functions, differentiate, verify, plot.

\b
  x = 2            a point; x = 1,2,3 a vector; x = @data.csv a file's
  f = x^2*y        a function of whatever it names; f(x, y) = x^2*y one to be called
  f, x*y + 1       values; ans is the last one
  grad f, hess f, check f, steps f, formula f, trace f
  plot f x=-3:3, table f x=0:1:5, info sin, vars, del x, quit

\b
  echo 'sin(1)^2 + cos(1)^2' | gradcli repl

With piped input there is no prompt, and the exit status is that of the first line that failed.
"""
PROMPT, MORE = "gradcli> ", "     ... "
KEPT = 1000  # lines of history


@declared("repl", HELP)
@options.digits
def command(context: Any, /, digits: int) -> Callable[[], int]:
    """Collect what is asked."""
    return lambda: Repl(digits).run()


class Repl:
    """One dialogue."""

    def __init__(self, digits: int) -> None:
        self.session, self.digits = Session(), digits
        self.talking = sys.stdin is not None and streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)

    def run(self) -> int:
        """Answer until the end of the input: the status of the first line that failed, 0 where a person talks."""
        first = 0
        if self.talking:
            self.begin()
        try:
            for line in self.lines():
                if line.strip() in ("quit", "exit", "quit()", "exit()", ":q"):
                    break
                status = self.answer(line)
                first = first or status
        finally:
            self.end()
        return 0 if self.talking else first

    def lines(self) -> Iterator[str]:
        """The lines, those that go on put together."""
        text = ""
        while True:
            try:
                piece = self.piece(MORE if text else PROMPT)
            except KeyboardInterrupt:
                if not self.talking:
                    raise
                streams.write("\n")
                text = ""
                continue
            if piece is None:
                if text.strip():
                    yield text
                return
            text += piece
            if piece and unfinished(text):
                text = text.rstrip().removesuffix("\\") + "\n"
                continue
            yield text
            text = ""

    def piece(self, prompt: str) -> str | None:
        """One line of the input; None at its end."""
        if self.talking:
            try:
                return input(prompt)
            except EOFError:
                streams.write("\n")
                return None
        if sys.stdin is None:
            raise GradcliError("cannot read standard input: it is closed", code="input")
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None

    def answer(self, line: str) -> int:
        """Answer one line: the exit status that it would have as a command."""
        from . import guarded

        process = os.getpid()
        try:
            status = guarded(lambda: self.told(line))
        except KeyboardInterrupt:
            streams.tell("interrupted\n")
            status = 130
        if os.getpid() != process:  # a supervised child, whose work is this one line
            streams.leave(status)
        return status

    def told(self, text: str) -> int:
        """What one line asks for, and what is told of a mistake made true of a session."""
        try:
            return self.perform(text)
        except GradcliError as error:
            in_a_session(error)
            raise

    def perform(self, text: str) -> int:
        """What one line asks for."""
        asked = self.session.read(text)
        if asked is None:
            return 0
        if asked.note:
            streams.tell(f"note: {asked.note}\n")
            return 0
        if asked.text:
            streams.write(asked.text)
            return 0
        return self.show(asked) if asked.value is not None else self.command(asked)

    def command(self, asked: Line) -> int:
        """Run a command line."""
        from .root import prepare

        digits = [f"--digits={self.digits}"] if asked.argv[0] in ("eval", "trace") and self.digits != 10 else []
        return prepare([*asked.argv, *digits])()

    def show(self, asked: Line) -> int:
        """Evaluate, show the value, and keep it as ans."""
        from ..answer.subject import Ask
        from ..frontends.evaluate import calculate
        from .formats.human import DEVIATION
        from .formats.numbers import drawn, fitted
        from .output import colored, judge, notes
        from .points import at

        assert asked.value is not None
        text, bindings = self.session.value(asked.value)
        point = at(bindings, uncertain=True)
        order = int(any(b.deviation is not None for b in point))
        with limits.alarm(SECONDS):
            report = calculate(text, point, Ask(order=order, digits=self.digits))
        (result,) = report.results
        streams.tell(notes(report, colored("auto", sys.stderr)))
        with fitted(streams.width(), full=False):
            lines = drawn(result.value, self.digits)
        for deviation in result.of("deviation").values():
            first, *rest = drawn(deviation, DEVIATION)
            lines = [*lines[:-1], f"{lines[-1]} +- {first}", *rest]
        streams.write("".join(f"{line}\n" for line in lines))
        self.session.keep(result.value)
        return 4 if judge(report) == "nonfinite" else 0

    # a person's comforts

    def begin(self) -> None:
        """Editing, history and completion by the readline library, where Python has it."""
        state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
        self.history = os.path.join(state, "gradcli", "history")
        streams.write("gradcli: help tells what there is, quit leaves\n")
        with suppress(ImportError):
            import readline

            readline.set_completer_delims(" \t\n+-*/^%@()[]{},;=<>")
            readline.set_completer(self.complete)
            readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
            with suppress(OSError):
                readline.read_history_file(self.history)

    def end(self) -> None:
        """Keep the history."""
        if not self.talking:
            return
        with suppress(ImportError, OSError):
            import readline

            os.makedirs(os.path.dirname(self.history), exist_ok=True)
            readline.set_history_length(KEPT)
            readline.write_history_file(self.history)

    def complete(self, text: str, state: int) -> str | None:
        """The name that a word may become: commands at the beginning of a line, else what is defined and functions."""
        import readline

        from .complete import vocabulary

        if state == 0:
            first = not readline.get_line_buffer()[: readline.get_begidx()].strip()
            names = {*self.session.names(), *(f"{n}(" for n in vocabulary()), *(WORDS if first else ())}
            self.found = sorted(n for n in names if n.startswith(text))
        return self.found[state] if state < len(self.found) else None
