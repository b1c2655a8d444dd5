"""gradcli repl: piped, and in a terminal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from shell import GRADCLI, answer, environment, process
from terminal import Terminal

from gradcli.cli.session import unfinished

if TYPE_CHECKING:
    from pathlib import Path


def told(*lines: str) -> tuple[int, str, str]:
    found = answer("repl", stdin="\n".join(lines).encode() + b"\n")
    return found.status, found.out, found.err


@pytest.mark.parametrize(
    ("lines", "out"),
    [
        (["2 + 3"], "5\n"),
        (["x = 2", "y = 3", "f = x^2*y", "f"], "12\n"),
        (["x = 2", "ans", "x + 1", "ans*ans"], None),
        (["x = 2", "x + 1", "ans*ans"], "3\n9\n"),
        (["x = 2+-0.1", "x^2", "x = 1+-0.1,2+-0.3", "x^2"], "4 +- 0.4\n[1, 4] +- [0.2, 1.2]\n"),
        (["x = 1,2,3", "sum(x^2)", "x*2"], "14\n[2, 4, 6]\n"),
        (["g = f*2", "f = x + 1", "x = 5", "g"], "12\n"),
        (["f = x^2", "x = 3", "f", "x = 4", "f"], "9\n16\n"),
        (["1 +", "2*(3", "+ 4)"], "15\n"),
        (["# nothing", "", "7"], "7\n"),
        (["gamma = 0.5", "gamma*2"], "1\n"),
        (["f = x + y", "vars", "x = 1", "del f", "vars"], "f = x + y\nx = 1\n"),
        (["f = x^2", "info f"], "f = x^2\n"),
        (["x = pi/4", "vars"], "x = pi/4\n"),
        (["2 + 2", "x = ans*3", "x"], "4\n12\n"),
        (["quit", "1"], ""),
        (["f(x) = x^2", "f(3)", "x = 2", "f", "f(x + 1)^2", "f (x)", "f(f(x))"], "9\n4\n81\n4\n16\n"),
        (["f(x) = x^2", "g(a, b) = a*f(b) - [a, b][1]", "g(2, 3)", "g(1, f(2))"], "15\n12\n"),
        (["f = x^2", "f(3)", "f = x^3", "f(2)"], "9\n8\n"),
        (["f(x) = x + 1", "g(x) = 2*f(x)", "g(1)", "f(x) = x - 1", "g(1)", "info g"], "4\n0\ng(x) = 2*f(x)\n"),
        (["p(u) = [u, u^2]", "p(3)", "p([1, 2])[1]"], "[3, 9]\n[1, 4]\n"),
        (["x = 2±0.1", "x^2", "f = sum([x, x], axis=0)"], "4 +- 0.4\n"),
        (["2 + 10", "x = 2", "vars"], "12\nans = 12\nx = 2\n"),
        (["1", "quit()", "nothing"], "1\n"),
        # an argument stands for a value, whatever stands beside it
        (["f(x) = 2x", "f(3)", "f(.5)", "f(f(3))", "2f(3)", "e2 = 7", "f(e2)"], "6\n1\n12\n12\n14\n"),
        (["f(x) = -3x^2+2x-1", "f(4)", "A(r) = π r^2", "A(2)"], "-41\n12.56637061\n"),
        # its names are those of the call's place
        (["g(x) = x + a", "a = 1", "h(a) = g(a)", "h(10)"], "11\n"),
        (["f(x) = x*y", "y = 2", "h(y) = f(y)", "h(5)"], "10\n"),
        (["f0(x) = x/2 + x/2", *(f"f{n}(x) = f{n - 1}(f{n - 1}(x))" for n in range(1, 9)), "f8(2)"], "2\n"),
        (["f(x) = x*y", "k(y) = f(y) + y", "h(y) = k(2*y)", "y = 3", "h(1)", "a = h(2)", "a"], "8\n16\n"),
        (["beta(x) = 1/x", "beta(2)", "g = beta + 1", "x = 4", "g"], "0.5\n1.25\n"),
        (["f(x) = x^2", "y = f", "y(3)", "z = f(4) + 1", "z", "u = f(x)", "u(5)"], "9\n17\n25\n"),
    ],
)
def test_lines(lines: list[str], out: str | None) -> None:
    status, found, err = told(*lines)
    if out is None:
        assert (status, err.splitlines()[0]) == (2, "error: no value for ans")
    else:
        assert (status, found, err) == (0, out, "")


@pytest.mark.parametrize(
    ("line", "argv"),
    [
        ("grad f", ["eval", "x^2*y", "x=2", "y=3"]),
        ("hess f", ["eval", "x^2*y", "x=2", "y=3", "--order", "2"]),
        ("check f", ["eval", "x^2*y", "x=2", "y=3", "--check"]),
        ("steps f", ["eval", "x^2*y", "x=2", "y=3", "--steps"]),
        ("formula f", ["eval", "x^2*y", "x=2", "y=3", "--formula"]),
        ("trace f", ["trace", "f(x, y) = x^2*y", "x=2", "y=3"]),
        ("table f x=0:1:5", ["table", "x^2*y", "x=0:1:5", "y=3"]),
        ("x^2*y --digits 20", ["eval", "x^2*y", "x=2", "y=3", "--order", "0", "--digits", "20"]),
        ("f --json", ["eval", "x^2*y", "x=2", "y=3", "--order", "0", "--json"]),
        ("grad f(5, 7) --order 2", ["eval", "x^2*y", "x=5", "y=7", "--order", "2"]),
        ("grad f(x, 2*y)", ["eval", "f(x, y) = x^2*y; f(x, 2*y)", "x=2", "y=3"]),
        ("steps f(5, y)", ["eval", "f(x, y) = x^2*y; f(5, y)", "y=3", "--steps"]),
        ("grad f x=5 --order 2", ["eval", "x^2*y", "x=5", "y=3", "--order", "2"]),
        ("grad g", ["eval", "f(x, y) = x^2*y; g = f(x, y) + sin(x)", "x=2", "y=3"]),
        ("grad sin(x) * y", ["eval", "sin(x) * y", "x=2", "y=3"]),
        ("info sin", ["functions", "sin"]),
        ("eval 'x^3' x=2", ["eval", "x^3", "x=2"]),
    ],
)
def test_a_line_is_a_command_line(line: str, argv: list[str]) -> None:
    _, found, err = told("x = 2", "y = 3", "f(x, y) = x^2*y", "g = f + sin(x)", line)
    expected = answer(*argv)
    assert (found, err) == (expected.out, expected.err)
    assert found


def test_each_line_is_answered_once_in_a_process_of_its_own() -> None:
    lines = b"f = x^2\nx = 2\ngrad f\n1+1\nhess f\nlog(-1)\n3+3\n"
    found = process("repl", stdin=lines)
    assert found.status == 4
    assert found.err.count("error") == 1
    assert found.out.splitlines().count("2") == 1
    assert found.out.splitlines()[-1] == "6"
    assert found.out.count("gradient") == 2


def test_mistakes_do_not_end_it() -> None:
    status, out, err = told("sine(1)", "f = f + 1", "log(-1)", "1 + 1", "g = (", "")
    assert (status, out) == (2, "2\n")
    assert "unknown function 'sine'" in err
    assert "f is defined by itself: f -> f" in err
    assert "log(-1) is undefined" in err


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["sin = 2"], "sin is a function, and stays one"),
        (["f(x) = x^2", "sin(x) = 3"], "sin is a function, and stays one"),
        (["f(x, x) = x"], "'x, x' are no arguments"),
        (["f(2) = 3"], "'2' are no arguments"),
        (["f(x) = f(x - 1)"], "f is defined by itself: f -> f"),
        (["f(x) = g(x)", "g(x) = f(x)"], "unknown function 'g'"),
        (["f(x, y) = x*y", "f(2)"], "f takes 2 arguments, got 1"),
        (["f = x*y", "f(2, 3)"], "f is of x, y, in no order"),
        (["f(x) = x^2", "x = 3", "f x"], "'f' is a function"),
        (["x = 3", "f = x^2", "f 2"], "'f' is a function"),
        (["x =", "x = 5"], "x is given nothing"),
    ],
)
def test_what_cannot_be_defined_or_called(lines: list[str], message: str) -> None:
    status, out, err = told(*lines)
    assert (status, out) == (2, "")
    assert message in err.splitlines()[0]


def test_arrays_beyond_a_screen_are_summed_up() -> None:
    _, out, _ = told("v = 1,2,3,4,5,6", "g = outer(v, v)", "h = stack(g, g, g, g, g, g, g)", "h", "h --full")
    first, *rest = out.splitlines()
    assert first == "[7 x 6 x 6 array: from 1 to 36, 252 of 252 not 0; --full shows it]"
    assert rest[-1].endswith("[6, 12, 18, 24, 30, 36]]]")
    assert len(rest) == 2 + 7 * 6


def test_the_status_is_that_of_the_first_failure() -> None:
    assert told("log(-1)", "sine(1)")[0] == 4
    assert told("1", "2")[0] == 0


def test_in_a_terminal(tmp_path: Path) -> None:
    env = {**environment(), "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm", "INPUTRC": "/dev/null"}
    for turn in range(2):
        terminal = Terminal([*GRADCLI, "repl"], env)
        terminal.wait("gradcli> ")
        if turn:  # history was kept
            terminal.send("\x1b[A\r")
            terminal.wait(r"\n9\r\n")
            terminal.wait("gradcli> ")
        terminal.send("height = 9\r")
        terminal.wait("gradcli> ")
        terminal.send("heig\t\r")
        terminal.wait(r"height\s+9\r\n")
        terminal.wait("gradcli> ")
        terminal.send("2*(3\r")
        terminal.wait(r"\.\.\. ")
        for _ in range(10):  # Python's readline may sleep through a signal that comes before it listens
            terminal.send("\x03")
            with suppress(AssertionError):
                terminal.wait("gradcli> ", 5.0)
                break
        terminal.send("sine(1)\r")
        terminal.wait("unknown function 'sine'")
        terminal.wait("gradcli> ")
        if not turn:
            terminal.send("3*3\r")
            terminal.wait(r"\n9\r\n")
            terminal.wait("gradcli> ")  # an end of file typed ahead is lost: a terminal that reads whole lines takes it
        terminal.send("\x04")
        assert terminal.end() == 0
    assert (tmp_path / "gradcli" / "history").exists()


def test_a_constant_that_is_given_a_value_is_told() -> None:
    status, out, err = told("tau = 2", "e = 3", "pi = 4", "pi = 5", "tau*e*pi", "del tau", "tau/2")
    assert (status, out) == (0, "30\n3.141592654\n")
    assert err.splitlines() == [
        f"note: {n} is no constant from here on; del {n} makes it one" for n in ("tau", "e", "pi")
    ]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("D(x^2)", "write grad x^2"),
        ("grad(f)", "write grad f"),
        ("gradient(x^2*y)", "write grad x^2*y"),
        ("diff(f, x)", "write grad f --wrt x"),
        ("df/dx", "write grad f --wrt x"),
        ("∂f/∂y", "write grad f --wrt y"),
        ("d/dx x^2", "write grad x^2"),
        ("∇f", "write grad f"),
        ("f'(2)", "write grad f(2)"),
        ("f''(2)", "write grad f(2) --order 2"),
        ("D(f)(2)", "write grad f(2)"),
        ("verify x^2 2*x", "write check x^2 --expect x=2*x"),
        ("grad of", "write of = 1"),
        ("2*D(x^2)", "grad f prints the derivatives of f, to a higher order with --order"),
        ("x=3 y=4", "write lines of their own: x = 3"),
        ("set x 3", "write x = 3"),
        ("let z = 4", "write z = 4"),
        ("plot f", "write plot f x=-3:3"),
        ("clear", "del x forgets a name; Ctrl-L clears the screen"),
        ("history", "the arrow keys go through the lines before"),
        ("ls", "vars lists what is defined"),
    ],
)
def test_what_is_asked_in_other_words(line: str, hint: str) -> None:
    status, out, err = told("f = x^2*y", "x = 3", "y = 4", line)
    assert (status, out) == (2, "")
    assert err.endswith(f"help: {hint}\n")


OFFERED = [  # lines; what is offered for the last of them; the lines with that in its place
    (["x^2 x=3"], "write grad x^2 x=3", ["grad x^2 x=3"]),
    (["x^2, x=3"], "write grad x^2 x=3", ["grad x^2 x=3"]),
    (["x^2 | x=3"], "write grad x^2 x=3", ["grad x^2 x=3"]),
    (["f(x,y)=x^2*y", "f"], "write x = 1, then y = 2", ["f(x,y)=x^2*y", "x = 1", "y = 2", "f"]),
    (["x+1"], "write x = 1", ["x = 1", "x+1"]),
    (["f(x,y)=x^2*y", "df/dx(2,3)"], "write grad f(2,3) --wrt x", ["f(x,y)=x^2*y", "grad f(2,3) --wrt x"]),
    (["f(x,y)=x^2*y", "f_y(2,3)"], "write grad f(2,3) --wrt y", ["f(x,y)=x^2*y", "grad f(2,3) --wrt y"]),
    (["f=x^2*y", "df/dx at x=2, y=3"], "write grad f --wrt x x=2 y=3", ["f=x^2*y", "grad f --wrt x x=2 y=3"]),
    (["x=3", "print x"], "write x", ["x=3", "x"]),
    (["x=3", "print(x^2)"], "write x^2", ["x=3", "x^2"]),
    (["f=x^2", "x=1", "grad"], "write grad f", ["f=x^2", "x=1", "grad f"]),
    (["x = 2, y = 3"], "write lines of their own: x = 2", ["x = 2", "y = 3", "x*y"]),
    (["x=2; y=3"], "write lines of their own: x = 2", ["x = 2", "y=3", "x*y"]),
    (["f(x)=x^3; grad f(2)"], "write lines of their own: f(x) = x^3", ["f(x) = x^3", "grad f(2)"]),
    (["f=m/V", "m=5+-1", "V=2+-0.1", "corr m,V=0.5"], "write grad f --corr m,V=0.5",
     ["f=m/V", "m=5+-1", "V=2+-0.1", "grad f --corr m,V=0.5"]),
    (["x=1", "undo"], "del x forgets a name", ["x=1", "del x", "1"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "hint", "corrected"), OFFERED)
def test_what_is_offered_runs(lines, hint, corrected):
    status, _, err = told(*lines)
    assert status == 2
    assert err.endswith(f"help: {hint}\n")
    status, out, err = told(*corrected)
    assert (status, err) == (0, "")
    assert out


@pytest.mark.parametrize("line", ["m/V", "grad m/V", "f", "grad f", "check f"])
def test_correlated_errors(line):
    given = ("m=12.5±0.1", "V=4.8±0.05", "f=m/V")
    for option in ("--corr m,V=0.5", "--cov m,V=0.0025", "--corr=m,V=0.5"):
        status, out, err = told(*given, f"{line} {option}")
        assert (status, err) == (0, "")
        assert "std dev   0.02459" in out


def test_what_follows_a_number_sign_is_not_read():
    assert told("x = 3 # three", "x^2 # squared", "# nothing") == (0, "9\n", "")


def test_the_arguments_of_a_function_are_in_its_order():
    out = told("h(a, b) = b*a^2", "grad h(2, 3)")[1].splitlines()
    assert out[0] == "h = b*a^2     at a = 2, b = 3"
    assert [line.split()[-2] for line in out[3:]] == ["∂h/∂a", "∂h/∂b"]


def test_help_about_one_thing_and_what_the_command_line_has() -> None:
    assert (
        told("help grad")[1].splitlines()[0].split()
        == "grad f hess f derivatives at the point; of an expression too: grad sin(x)*x".split()
    )
    assert told("help sin") == (0, answer("functions", "sin").out, "")
    assert told("?") == told("help")
    assert told("functions") == (0, answer("functions").out, "")
    assert told("gradcli eval 'x^2' x=5") == (0, answer("eval", "x^2", "x=5").out, "")
    assert told("f = x^2", "grad f, x=2") == told("f = x^2", "grad f x=2")


@pytest.mark.parametrize("line", ["x +", "2*(3", "x @", "7 - \\", "x %"])
def test_a_line_goes_on(line: str) -> None:
    assert unfinished(line)


@pytest.mark.parametrize("line", ["rate = 5%", "(1 + 2) %", "x++", "x--", "# a +"])
def test_a_line_is_at_its_end(line: str) -> None:
    assert not unfinished(line)
