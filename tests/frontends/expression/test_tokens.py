"""Text to tokens: their kinds and places, the characters of other keyboards, and those refused by code point."""

from __future__ import annotations

import pytest
from cost import growth
from reader import attempt, fault

from gradcli.frontends.expression.tokens import PRINTED, tokens


def values(text, *bounds):
    return [token.value for token in tokens(text, *bounds)][:-1]


def read(text):
    return list(tokens(text))


def test_kinds_and_places():
    found = [(t.kind, t.value, t.start, t.end) for t in tokens("2.5*x_1 <= 'a'")]
    assert found == [
        ("number", "2.5", 0, 3),
        ("op", "*", 3, 4),
        ("name", "x_1", 4, 7),
        ("op", "<=", 8, 10),
        ("text", "'a'", 11, 14),
        ("end", "", 14, 14),
    ]


def test_part_of_a_text_keeps_its_places():
    assert [(t.value, t.start) for t in tokens("x=12+y", 2, 5)] == [("12", 2), ("+", 4), ("", 5)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1_000", "1000"),
        ("010", "010"),
        ("5.", "5."),
        (".5", ".5"),
        ("1e-3", "1e-3"),
        ("1_0.0_1E+1_0", "10.01E+10"),
        ("1e400", "1e400"),
    ],
)
def test_numbers_keep_their_decimals(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["1..2", "1.2.3", "1__0", "1_", "1e1e1", "1.5.", "1._5", "1e5.5"])
def test_malformed_numbers(text):
    assert fault(read, f"x+{text}") == (f"malformed number '{text}'", text, "write 12, 1.5 or 1.5e-3")


@pytest.mark.parametrize("text", ["2x", "2e", "1e+x", "0x1F"])
def test_a_number_ends_where_a_name_begins(text):
    number, name, *_ = tokens(text)
    assert (number.kind, name.kind, number.end) == ("number", "name", name.start)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("（x，y）", "( x , y )"),
        ("a＋b", "a + b"),
        ("x＝＝y", "x == y"),
        ("x−1", "x - 1"),
        ("x×2÷3·4", "x * 2 / 3 * 4"),
        ("x⋅y∗z", "x * y * z"),
        ("x≤y≥z≠w", "x <= y >= z != w"),
        ("x＜＝y", "x <= y"),
        ("x＾2", "x ** 2"),
        ("x^2", "x ** 2"),
        ("1．5∕x∙2⁄y", "1.5 / x * 2 / y"),
        ("｛x｝｜！？", "{ x } | ! ?"),
        ("π+∞", "pi + inf"),
        ("πr", "πr"),
        ("µ", "μ"),
        ("α_1", "α_1"),
        ("e\u0301", "é"),
        ("x[…]", "x [ ... ]"),
        ("x\u00a0+\u3000y\u2009", "x + y"),
        ("\ufeffx", "x"),
        ("x*2\r\n", "x * 2"),
        ("x\t\f\v\ny", "x y"),
    ],
)
def test_other_keyboards(typed, meant):
    assert values(typed) == meant.split()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("().__𝐜𝐥𝐚𝐬𝐬__", "unexpected character '𝐜' (U+1D41C)", "write c"),
        ("ｓｉｎ(x)", "unexpected character 'ｓ' (U+FF53)", "write s"),
        ("x+３", "unexpected character '３' (U+FF13)", "write 3"),
        ("ﬁ", "unexpected character 'ﬁ' (U+FB01)", "write fi"),
        ("“x”", "unexpected character '“' (U+201C)", None),
        ("xⁿ", "unexpected character 'ⁿ' (U+207F)", None),
        ("½*x", "unexpected character '½' (U+00BD)", None),
        ("x–1", "unexpected character '–' (U+2013)", "write -"),
        ("٣*x", "unexpected character '٣' (U+0663)", None),
        ("2*𝜋", "unexpected character '𝜋' (U+1D70B)", None),
        ("⌊x⌋", "unexpected character '⌊' (U+230A)", None),
        ("¬x", "unexpected character '¬' (U+00AC)", None),
        ("x+∂", "unexpected character '∂' (U+2202)", PRINTED),
        ("x→y", "unexpected character '→' (U+2192)", None),
        ("😀", "unexpected character '😀' (U+1F600)", None),
        ("x\u200b+1", "invisible character U+200B at column 2", "remove it"),
        ("x\u202e+1", "invisible character U+202E at column 2", "remove it"),
        ("x\u2066+1", "invisible character U+2066 at column 2", "remove it"),
        ("x\u00ad", "invisible character U+00AD at column 2", "remove it"),
        ("x\ufe0f", "invisible character U+FE0F at column 2", "remove it"),
        ("x\u034f", "invisible character U+034F at column 2", "remove it"),
        ("x\u115f", "invisible character U+115F at column 2", "remove it"),
        ("x\U000e0101", "invisible character U+E0101 at column 2", "remove it"),
        ("x\u2028y", "invisible character U+2028 at column 2", "remove it"),
        ("x\ufeff", "invisible character U+FEFF at column 2", "remove it"),
        ("x\0+1", "NUL byte at column 2", "remove it"),
        ("\x1b[2Jx", "unexpected character '\\x1b' (U+001B)", None),
        ("x\x7f", "unexpected character '\\x7f' (U+007F)", None),
        ("x\x85", "unexpected character '\\x85' (U+0085)", None),
        ("x\udc80", "unexpected character '\\udc80' (U+DC80)", None),
        ("\u0301x", "unexpected character '\u0301' (U+0301)", None),
    ],
)
def test_refused_characters(text, message, hint):
    said, pointed, help_ = fault(read, text)
    assert (said, help_) == (message, hint)
    assert len(pointed) == 1
    assert f"{ord(pointed):04X}" in message or pointed == "\0"


def test_characters_are_refused_before_anything_else():
    assert fault(read, "1..2 + \u200b")[0] == "invisible character U+200B at column 8"


@pytest.mark.parametrize("piece", ["1+", "x ", "(", "1e1", "'", "α*", "_", "1e"])
def test_linear_time(piece):
    assert growth(lambda n: attempt(read, piece * n), 5_000) < 3
