"""Numbers of SymPy's and mpmath's that take long to find, kept as text under all that they depend on.

What is not kept is found. With GRADCLI_TRUTHS=anew in the environment all are found, and the file is written anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parent / "cases" / "truths.json"
RENEWED = os.environ.get("GRADCLI_TRUTHS") == "anew"
KEPT: dict[str, list[str]] = {} if RENEWED else json.loads(FILE.read_text())
ANEW = [pytest.param(False, id="kept"), pytest.param(True, id="anew", marks=pytest.mark.slow)]


def sampled(cases: Iterable[Any], every: int = 1, dear: Collection[Any] = ()) -> list[Any]:
    """A test's cases, all but every n-th marked `slow`, and those that are dear: there are others of their kind."""
    found = []
    for n, case in enumerate(cases):
        marks = [pytest.mark.slow] if case in dear or n % every else []
        found.append(pytest.param(*(case if case.__class__ is tuple else (case,)), marks=marks))
    return found


def kept(about: Sequence[object], find: Callable[[], Sequence[Any]], anew: bool = False) -> list[str]:
    """The numbers that `find` finds, by what they are about. anew: they are found, and must be those that are kept."""
    key = " ".join(map(str, about))
    if anew or key not in KEPT:
        found = list(map(str, find()))
        assert KEPT.setdefault(key, found) == found, key
        if RENEWED:
            lines = [f"{json.dumps(key)}: {json.dumps(KEPT[key])}" for key in sorted(KEPT)]
            FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    return KEPT[key]
