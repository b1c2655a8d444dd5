"""Random text against the command: whatever is thrown at it, it answers, or says in one message why it does not.

Three kinds of text in turn: expressions grown from the whole vocabulary, the same with characters changed, and bytes.
Each is the expression of a `gradcli eval` at a random point with random options, in this process. A finding is an exit
status that is not documented, an error that is not one message with nothing on standard output, JSON that is none, a
text that takes longer than SLOW, and one that opens a file, imports, executes or calls the system (an audit hook is set
after a warm-up). Memory and processor time are limited.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import linecache
import random
import resource
import signal
import sys
import time
import traceback
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import environment as environment

from gradcli import frontends
from gradcli.cli import respond
from gradcli.frontends.expression.run import vocabulary
from gradcli.ops import FUNCTIONS

LATER = dict(FUNCTIONS.later)  # which family defines a name

QUICK = (
    "products",
    "reductions",
    "extremes",
    "running",
    "matrix",
)  # families beside the elementary ones that cost little
SLOW = 20.0  # seconds of the processor for one text
MEMORY = 4 << 30
FORMS = "human human json json csv markdown latex".split()
DOCUMENTED = (0, 2, 3, 4, 5)
NUMBERS = "0 1 2 -1 0.5 1e-3 1e308 5e-324 3 10 1e16 7.25 pi e inf nan 1_000 9".split()
AWKWARD = "0 1 -1 0.5 2 -0.0 1e200 1e-200 3 inf -inf nan pi/4 1,2,3 [[1,2],[3,4]] [] 0,0,0 1,1,1 [[0,0],[0,0]] [1] 1e9"
PLAIN = "0.5 2 3 -1.25 7 0.1 1.5 -3 2.5 0.3 1,2 [[1,2],[3,4]]"
OPERATORS = ["+", "-", "*", "/", "^", "**", "//", "%", "@", "<", "<=", ">", ">=", "==", "!=", " and ", " or "]
SPICE = "()[]{}<>=!|&^%$#@~`'\"\\;:,.?_ \t\r\n\x00\x1b\u200b\u202e\ufeff²×÷−αβ𝐱ｘ½" + "0123456789xyzeE+-*/"
WATCHED = ("open", "exec", "compile", "import", "os.", "subprocess.", "socket.", "shutil.", "ctypes.", "pty.", "glob.")
ARMED = [False]  # whether the audit hook listens
NAMES = ["x", "y", "A", "v", "beta", "lambda", "é"]


class Grower:
    """Random expressions over the vocabulary, points and wishes.

    elementary: without the families that are slow. plain: at ordinary points, and few derivatives: many texts a second.
    """

    def __init__(self, toss: random.Random, elementary: bool = False, plain: bool = False) -> None:
        self.toss, self.plain = toss, plain
        self.functions = sorted({(f.name, f.low, f.high, tuple(f.keywords)) for f in vocabulary().values()}, key=str)
        if elementary:
            few = set(FUNCTIONS) - {n for n, module in LATER.items() if module.rpartition(".")[2] not in QUICK}
            self.functions = [f for f in self.functions if f[0] in few]

    def expression(self, depth: int) -> str:
        """An expression of at most `depth` levels."""
        toss = self.toss
        kind = toss.random() if depth > 0 else 1.0
        if kind < 0.35:
            return f"{self.expression(depth - 1)}{toss.choice(OPERATORS)}{self.expression(depth - 1)}"
        if kind < 0.75:
            return self.call(depth)
        if kind < 0.80:
            return f"({self.expression(depth - 1)})"
        if kind < 0.84:
            return f"-{self.expression(depth - 1)}"
        if kind < 0.87:
            return f"[{','.join(self.expression(depth - 1) for _ in range(toss.randint(0, 3)))}]"
        if kind < 0.90:
            index = toss.choice(["0", "-1", "1", "0:2", ":,0", "::2", "0,1", "5", "..."])
            return f"{self.expression(0)}[{index}]"
        if kind < 0.93:
            a, b, c = (self.expression(depth - 1) for _ in range(3))
            return f"({a} if {b} else {c})"
        if kind < 0.95:
            return f"r = {self.expression(depth - 1)}; r*{self.expression(depth - 1)}"
        return toss.choice(NUMBERS) if toss.random() < 0.4 else toss.choice(NAMES)

    def call(self, depth: int) -> str:
        """A call of any function, mostly with as many arguments as it takes."""
        toss = self.toss
        name, low, high, keywords = toss.choice(self.functions)
        count = toss.randint(low, min(high if high is not None else low + 2, low + 1))
        count += toss.random() < 0.03
        arguments = [self.expression(depth - 1) for _ in range(count)]
        if keywords and toss.random() < 0.3:
            arguments.append(f"{toss.choice(keywords)}={toss.choice(['0', '1', '-1', '2', '(0,1)', '1.5', '(2,2)'])}")
        return f"{name}({','.join(arguments)})"

    def text(self) -> str:
        """A text of one of the three kinds."""
        toss, kind = self.toss, self.toss.random()
        if kind < 0.1:
            return "".join(chr(toss.randrange(256)) for _ in range(toss.randint(0, 40)))
        text = self.expression(toss.randint(0, 4))
        while kind < 0.4:
            at = toss.randint(0, len(text))
            text = text[:at] + toss.choice(SPICE) + text[at + toss.randint(0, 2) :]
            kind += toss.random()
        return text

    def options(self) -> list[str]:
        """Random wishes."""
        toss = self.toss
        form = f"--format={toss.choice(FORMS)}"
        if self.plain:
            return [f"--order={int(toss.random() < 0.2)}", form]
        order, digits = toss.choice([0, 1, 1, 1, 1, 2, 2, 3, 5]), toss.choice([10, 10, 10, 3, 15, 25])
        found = [f"--order={order}", f"--digits={digits}", form]
        return found + ["--check"] * (toss.random() < 0.05) + ["--formula"] * (toss.random() < 0.02)

    def points(self) -> list[str]:
        """A value for most names."""
        values = (PLAIN if self.plain else AWKWARD).split()
        return [f"{name}={self.toss.choice(values)}" for name in NAMES if self.toss.random() < 0.95]


def attempt(text: str, points: list[str], options: list[str]) -> str:
    """One command: "ok", "refused", or what is wrong with how it ended."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = respond(["eval", *options, "--", text, *points])
    printed, said = out.getvalue(), err.getvalue()
    if status not in DOCUMENTED:
        return f"crash: status {status}: {said}"
    if "Warning: " in said:
        return f"crash: not our words: {said}"
    refused = said.startswith(("error: ", '{"schema":"gradcli/1","error":'))
    if refused and (printed or len(said.splitlines()) > 4 or said.count("error") > 2 and "error:" in said[7:]):
        return f"crash: no clean message: {printed!r:.200} {said}"
    if "--format=json" in options:
        try:
            json.loads(said.splitlines()[-1] if refused else printed)
        except ValueError:
            return f"crash: no JSON: {printed!r:.200} {said}"
    return "refused" if refused else "ok"


class Late(BaseException):
    """A text took too long."""


def ring(*_: Any) -> None:
    raise Late


def warm_up(grower: Grower) -> None:
    """Import all that may be imported, before the hook listens."""
    for found in walk_packages(frontends.__path__, f"{frontends.__name__}."):
        import_module(found.name)
    import mpmath
    import numpy.random
    import sympy.physics.units
    import sympy.printing.str

    for module in (mpmath, numpy.random, sympy.physics.units, sympy.printing.str):
        assert module
    linecache.getlines(__file__)  # which an error would quote
    calls = ["det(A)", "inv(A)", *(f"sum({name}([[y,1],[1,3]]))" for name in ("eigvalsh", "svdvals", "expm"))]
    calls += ["norm(v)", "std(v)", "gamma(y)"]
    calls += ["abs(x)", "(exp(x)-1)/x", "zeta(y,2)", "x^y", "sort(v)[0]", "1/x", "log(0-y)", "A@v", "cholesky(A)[0,0]"]
    for text in calls:
        for options in (["--order=2", "--check", "--formula"], ["--digits=30"], ["--order=3"], ["--format=latex"]):
            attempt(text, ["x=0", "y=2", "v=1,1", "A=[[2,1],[1,3]]"], options)
    attempt("x", ["x=[]"], [])  # and what refuses a value
    for _ in range(300):
        attempt(grower.text(), ["x=0.5", "y=2", "v=1,2"], grower.options())


def main() -> int:
    """Fuzz for a time, or for a count of texts however long they take; 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=30.0, help="30 unless given")
    parser.add_argument("--count", type=int, help="so many texts, instead of a time")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--elementary", action="store_true", help="without the families that are slow")
    parser.add_argument("--plain", action="store_true", help="ordinary points and few derivatives, for large counts")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    count, seconds = (10**9, given.seconds) if given.count is None else (given.count, 3600.0)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 300,) * 2)
    toss = random.Random(given.seed)
    grower = Grower(toss, given.elementary, given.plain)
    signal.signal(signal.SIGVTALRM, ring)
    warm_up(grower)
    heard: list[str] = []

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if not ARMED[0] or not event.startswith(WATCHED):
            return
        caller: str = sys._getframe(1).f_globals.get("__name__", "")
        own = caller.startswith(("mpmath.", "sympy.polys.monomials"))  # they compile what they write themselves
        if not own and not (event == "compile" and str(args[1]).startswith("flint/")):  # frames of its tracebacks
            heard.append(f"{event} {args!r:.100}")

    sys.addaudithook(hook)
    counts = {"ok": 0, "refused": 0, "crash": 0, "slow": 0, "audit": 0}
    ARMED[0] = True
    end, n = time.monotonic() + seconds, 0
    while n < count and time.monotonic() < end:
        n += 1
        text, points, options = grower.text(), grower.points(), grower.options()
        heard.clear()
        signal.setitimer(signal.ITIMER_VIRTUAL, SLOW)
        try:
            result = attempt(text, points, options)
        except Late:
            ARMED[0] = False
            result = "slow: " + "".join(traceback.format_exc().splitlines(keepends=True)[-6:])
        except MemoryError:
            result = "crash: memory"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        kind = "audit" if heard and not result.startswith(("crash", "slow")) else result.partition(":")[0]
        counts[kind] += 1
        if kind in ("crash", "slow", "audit"):
            ARMED[0] = False
            print(f"--- {kind}: {text!r} {points} {options}\n{heard[:3] or result}", flush=True)
            ARMED[0] = True
        elif given.verbose:
            print(kind, repr(text))
    ARMED[0] = False
    print(f"seed {given.seed}: {n} texts, " + ", ".join(f"{v} {k}" for k, v in counts.items()))
    return int(counts["crash"] + counts["slow"] + counts["audit"] > 0)


if __name__ == "__main__":
    sys.exit(main())
