"""What a help line offers to write runs when it is pasted: lines of other notations, tests/cases/foreign.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shell import answer

from gradcli.errors import GradcliError
from gradcli.frontends.expression.run import Formula

LINES = (Path(__file__).parents[1] / "cases" / "foreign.txt").read_text("utf-8").splitlines()[3:]
REMARK = re.compile(
    r"; (?:derivatives are|its derivatives|elements are|an array is|in spreadsheets|a power of ten|100 stands)"
    r"|; \w+\^\S+ is"
    r"|, or give it a value|, imag, abs or angle| for the difference"
)
BOTH = re.compile(r" element by element, or |,? or | for the inverse, | for the square, ")
LEFT = re.compile(r" (?:for (?:the power|twice)|element by element)\Z")


def parts(line: str) -> tuple[str, list[str]]:
    """The expression of a line, and its bindings."""
    text, bar, bindings = line.rpartition(" |")
    return (text, bindings.split()) if bar else (line, [])


def offers(help_line: str, bindings: list[str]) -> list[tuple[str, list[str]]]:
    """What a help line offers: expressions with their bindings; nothing where it tells something else."""
    if apart := re.match(r"give values apart: '(.*)' (.*)\Z", help_line):
        given = apart[2].split()
        return [(apart[1], [*given, *(b for b in bindings if b.split("=")[0] not in apart[2])])]
    if not help_line.startswith("write ") or re.match(r"write (the function alone|x\[0\], |'.'\Z)|.*[.]{3}", help_line):
        return []
    text = REMARK.split(help_line.removeprefix("write "))[0]
    try:
        Formula(text, [b.partition("=")[0] for b in bindings])
    except GradcliError:
        return [(one, bindings) for one in BOTH.split(LEFT.sub("", text))]
    return [(text, bindings)]


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_offered_runs(line: str) -> None:
    text, bindings = parts(line)
    found = answer("eval", text, *bindings)
    helps = re.findall(r"^help: (.*)$", found.err, re.MULTILINE)
    for one, given in offers(helps[0], bindings) if found.status == 2 and helps else ():
        again = answer("eval", one, *given)
        assert again.status == 0, (text, helps[0], again.err)


def test_most_lines_are_read_or_have_an_offer() -> None:
    """The test above would hold too if nothing were offered."""
    told = 0
    for line in LINES:
        text, bindings = parts(line)
        found = answer("eval", text, *bindings)
        told += found.status == 0 or any(offers(h, bindings) for h in re.findall(r"^help: (.*)$", found.err, re.M))
    assert told > 0.85 * len(LINES), told
