"""Cases of a parametrized test in batches: each is run as ever, pytest's and xdist's own work is done once for many.

A case that fails is told by its own name, by which it can be run alone.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

import pytest

SIZE = 32  # of a batch at most: there must be many for few workers
APART = {"slow", "skip", "skipif", "xfail"}  # marks that pytest answers itself


class Batch(pytest.Item):
    """Cases of one test, under its marks."""

    def __init__(self, *, cases: list[Any], **about: Any) -> None:
        super().__init__(**about)
        self.cases = cases
        self.own_markers = [mark for mark in cases[0].own_markers if mark.name != "parametrize"]

    def runtest(self) -> None:
        """Run each; what fails is told by its name, with what pytest says of it."""
        said: dict[str, list[Any]] = {"failed": [], "skipped": []}
        for case in self.cases:
            call = pytest.CallInfo.from_call(
                partial(run, case), "call", reraise=(KeyboardInterrupt, pytest.exit.Exception)
            )
            if call.excinfo is not None:
                report = case.ihook.pytest_runtest_makereport(item=case, call=call)
                said[report.outcome].append(report)
        for outcome, tell in (("failed", partial(pytest.fail, pytrace=False)), ("skipped", pytest.skip)):
            if found := said[outcome]:
                names = ", ".join(report.nodeid.partition("::")[2] for report in found)
                tell("\n".join([names, *[f"\n{report.nodeid}\n{report.longreprtext}" for report in found]]))

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the test is."""
        path, line, _ = self.cases[0].reportinfo()
        return path, line, self.name


def run(case: Any) -> None:
    """Call a test with its parameters; filters of warnings that it sets are its own."""
    with warnings.catch_warnings():
        case.obj(**case.callspec.params)


def batched(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The items, neighbours that are plain cases of one test in batches."""
    found: list[pytest.Item] = []
    for (*_, together), group in groupby(items, kind):
        cases = list(group)
        for part in (cases[i : i + SIZE] for i in range(0, len(cases), SIZE)):
            if together and len(part) > 1:
                name = f"{part[0].name[:-1]} and {len(part) - 1} more]"
                part = [Batch.from_parent(part[0].parent, name=name, cases=part)]
            found += part
    return found


def kind(item: Any) -> tuple[object, ...]:
    """What cases of a batch have in common; at last whether it is a case that takes its parameters and nothing else."""
    marks = [mark for mark in item.iter_markers() if mark.name != "parametrize"]
    plain = hasattr(item, "callspec") and set(item.fixturenames) <= set(item.callspec.params)
    plain = plain and not hasattr(item.function, "hypothesis") and not APART & {mark.name for mark in marks}
    return item.parent, getattr(item, "originalname", item.name), marks, plain
