"""An error as it is drawn: one line of what, a caret under where, one line of help."""

from __future__ import annotations

import json

import pytest

from gradcli.cli.error_text import as_json, columns, draw, excerpt
from gradcli.errors import GradcliError


def test_all_three_lines() -> None:
    error = GradcliError("unknown function 'sine'", text="sine(x) + 1", span=(0, 4), hint="did you mean 'sin'?")
    assert draw(error) == (
        "error: unknown function 'sine'\n  sine(x) + 1\n  ^^^^\nhelp: did you mean 'sin'?\n"
    )  # fmt: skip


def test_without_place_and_help() -> None:
    assert draw(GradcliError("not enough memory")) == "error: not enough memory\n"


def test_color() -> None:
    assert draw(GradcliError("no"), color=True) == "\x1b[1;31merror:\x1b[0m no\n"


@pytest.mark.parametrize(
    ("text", "span", "lines"),
    [
        ("x + ", (4, 4), ["  x +", "      ^"]),
        ("x +* y", (3, 4), ["  x +* y", "     ^"]),
        ("a + 1\nb ++ 2\nc", (9, 10), ["  b ++ 2", "     ^"]),
        ("a +\nb * c", (0, 8), ["  a +", "  ^^^"]),
        ("x\r\ny $", (5, 6), ["  y $", "    ^"]),
        ("變數*$", (3, 4), ["  變數*$", "       ^"]),
        ("e\u0301 $", (3, 4), ["  e\u0301 $", "    ^"]),
        ("\x1b[2Jx", (0, 1), ["  \\x1b[2Jx", "  ^^^^"]),
        ("x\u202e+1", (1, 2), ["  x\\u202e+1", "   ^^^^^^"]),
        ("x\t$", (2, 3), ["  x\\t$", "     ^"]),
        ("", (0, 0), ["  ", "  ^"]),
    ],
)
def test_excerpts(text: str, span: tuple[int, int], lines: list[str]) -> None:
    assert [line.rstrip() for line in excerpt(text, span)] == [line.rstrip() for line in lines]


@pytest.mark.parametrize("place", [0, 1, 30, 75, 76, 77, 500, 924, 962, 998, 999])
def test_long_texts_are_cut_around_the_place(place: int) -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(1000))
    line, carets = excerpt(text, (place, place + 1))
    assert len(line) <= 100
    assert line[carets.index("^")] == text[place]
    assert line.startswith("  ...") == (not text.startswith(line[2:10]))
    assert line.endswith("...") == (not text.endswith(line[-3:]))


def test_a_place_that_is_too_long_is_cut_itself() -> None:
    line, carets = excerpt("x" * 1_000_000, (0, 1_000_000))
    assert len(line) <= 100
    assert len(carets) <= len(line)


def test_what_a_stream_cannot_write_is_escaped_and_the_caret_follows() -> None:
    assert excerpt("é+$", (2, 3), "ascii") == ["  \\xe9+$", "       ^"]
    assert draw(GradcliError("no 'é'"), "ascii") == "error: no '\\xe9'\n"
    assert draw(GradcliError("no '變'"), "gbk") == "error: no '變'\n"


def test_columns() -> None:
    assert columns("abc") == 3
    assert columns("變數") == 4
    assert columns("e\u0301") == 1


def test_json() -> None:
    error = GradcliError(
        "unknown function 'sine'", code="unknown-name", text="sine(x)", span=(0, 4), hint="did you mean 'sin'?"
    )
    assert as_json(error).endswith("}\n")
    assert json.loads(as_json(error)) == {
        "schema": "gradcli/1",
        "error": {
            "code": "unknown-name",
            "message": "unknown function 'sine'",
            "span": [0, 4],
            "hint": "did you mean 'sin'?",
        },
    }
    assert json.loads(as_json(GradcliError("no", hint="write 2*x")))["error"] == {
        "code": "usage", "message": "no", "span": None, "hint": "write 2*x",
    }  # fmt: skip
