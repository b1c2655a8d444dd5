"""What a help line offers to write runs when it is pasted: lines of other notations, tests/cases/foreign.txt."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import Formula, vocabulary

LINES = (Path(__file__).parents[1] / "cases" / "foreign.txt").read_text("utf-8").splitlines()[3:]
REMARK = re.compile(
    r"; (?:derivatives are|its derivatives|elements are|E is|an array is|in spreadsheets|a power of ten|100 stands)"
    r"|; \w+\^\S+ is"
    r"|, or give it a value| \(or imag, abs| for the difference"
)
BOTH = re.compile(r" element by element, or |,? or | for the inverse, | for the square, ")
LEFT = re.compile(r" (?:for (?:the power|twice)|element by element)\Z")


VALUES = (Path(__file__).parents[1] / "cases" / "foreign_values.txt").read_text("utf-8").splitlines()
BEHIND = re.compile(r" \(in [^)]*\)|, (?:the root of|their mean|\d).*| for the number| if the value is in .*")


def parts(line: str) -> tuple[str, list[str]]:
    """The expression of a line, and its bindings."""
    text, bar, bindings = line.rpartition(" |")
    return (text, bindings.split()) if bar else (line, [])


def offers(help_line: str, bindings: list[str]) -> list[tuple[str, list[str]]]:
    """What a help line offers: expressions with their bindings; nothing where it tells something else."""
    if apart := re.match(r"give values apart: '(.*)' (.*)\Z", help_line):
        given = apart[2].split()
        return [(apart[1], [*given, *(b for b in bindings if b.split("=")[0] not in apart[2])])]
    if not help_line.startswith("write ") or re.match(r"write (the function |\w+\[0\], |'.'\Z)|.*[.]{3}", help_line):
        return []
    if lacks := re.search(r"; [\w, ]+ needs? (?:a value|values): (\w+=\d+(?: \w+=\d+)*)", help_line):
        help_line, bindings = help_line[: lacks.start()], [*bindings, *lacks[1].split()]
    text = REMARK.split(help_line.removeprefix("write "))[0]
    try:
        Formula(text, [b.partition("=")[0] for b in bindings])
    except GradcliError:
        return [(one, bindings) for one in BOTH.split(LEFT.sub("", text))]
    return [(text, bindings)]


def mistake(text: str, bindings: list[str]) -> GradcliError | None:
    """What is wrong with a line, if anything is."""
    try:
        given = read_bindings(bindings, vocabulary(), uncertain=True)
        calculate(text, list(given.values()), Ask(order=int(any("+-" in b for b in bindings))))
    except GradcliError as error:
        return error
    return None


@pytest.mark.parametrize("line", sampled(LINES, 2))
def test_a_line_that_is_offered_runs(line: str) -> None:
    text, bindings = parts(line)
    error = mistake(text, bindings)
    for one, given in offers(error.hint, bindings) if error and error.status == 2 and error.hint else ():
        assert mistake(one, given) is None, (text, error and error.hint)


@pytest.mark.parametrize("line", VALUES)
def test_a_value_that_is_offered_is_one(line: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_bindings([line], vocabulary(), uncertain=True)
    name, hint = re.findall(r"\w+", line)[0], str(caught.value.hint)
    assert hint.startswith("write "), hint
    for one in BEHIND.sub("", hint.removeprefix("write ")).split(" or "):
        (text,) = shlex.split(one.strip(" ,")) if " " not in one.strip(" ,") or "'" in one else [one.strip(" ,")]
        assert read_bindings([text if "=" in text else f"{name}={text}"], vocabulary(), uncertain=True), hint


def test_most_lines_are_read_or_have_an_offer() -> None:
    """The test above would hold too if nothing were offered."""
    found = [(mistake(*parts(line)), parts(line)[1]) for line in LINES]
    told = sum(error is None or bool(offers(error.hint or "", bindings)) for error, bindings in found)
    assert told > 0.9 * len(LINES), told
