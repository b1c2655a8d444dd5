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
from _pytest.runner import runtestprotocol

SIZE = 32  # of a batch at most: there must be many for few workers
APART = {"slow", "skip", "skipif", "xfail"}  # marks that pytest answers itself


ASIDE = (KeyboardInterrupt, pytest.exit.Exception)


class Batch(pytest.Item):
    """Cases of one test, under its marks. plain: whether they take nothing but their parameters."""

    def __init__(self, *, cases: list[Any], plain: bool, **about: Any) -> None:
        super().__init__(**about)
        self.cases, self.plain = cases, plain
        self.own_markers = [mark for mark in cases[0].own_markers if mark.name != "parametrize"]

    def runtest(self) -> None:
        """Call each, where they are plain."""
        calls = [(case, pytest.CallInfo.from_call(partial(called, case), "call", ASIDE)) for case in self.cases]
        tell([case.ihook.pytest_runtest_makereport(item=case, call=call) for case, call in calls if call.excinfo])

    def run(self, after: pytest.Item | None) -> None:
        """Let pytest run each, with its fixtures, and say what came of them."""
        reports: list[pytest.TestReport] = []
        self.ihook.pytest_runtest_logstart(nodeid=self.nodeid, location=self.location)
        for case, following in zip(self.cases, [*self.cases[1:], after]):
            with warnings.catch_warnings():
                reports += runtestprotocol(case, log=False, nextitem=following)
        call = pytest.CallInfo.from_call(partial(tell, reports), "call", ASIDE)
        self.ihook.pytest_runtest_logreport(report=self.ihook.pytest_runtest_makereport(item=self, call=call))
        self.ihook.pytest_runtest_logfinish(nodeid=self.nodeid, location=self.location)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the test is."""
        path, line, _ = self.cases[0].reportinfo()
        return path, line, self.name


def called(case: Any) -> None:
    """Call a test with its parameters; filters of warnings that it sets are its own."""
    with warnings.catch_warnings():
        case.obj(**case.callspec.params)


def tell(reports: Iterable[pytest.TestReport]) -> None:
    """Fail or skip where cases did, by their names, with what pytest says of each."""
    for outcome, end in (("failed", partial(pytest.fail, pytrace=False)), ("skipped", pytest.skip)):
        if found := [report for report in reports if report.outcome == outcome]:
            names = ", ".join(report.nodeid.partition("::")[2] for report in found)
            end("\n".join([names, *[f"\n{r.nodeid}\n{r.longreprtext}\n{r.capstdout}{r.capstderr}" for r in found]]))


def batched(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The items, neighbours that are cases of one test in batches."""
    found: list[pytest.Item] = []
    for (*_, apart, plain), group in groupby(items, kind):
        cases = list(group)
        for part in (cases[i : i + SIZE] for i in range(0, len(cases), SIZE)):
            if len(part) > 1 and not apart:
                name = f"{part[0].name[:-1]} and {len(part) - 1} more]"
                part = [Batch.from_parent(part[0].parent, name=name, cases=part, plain=plain)]
            found += part
    return found


def kind(item: Any) -> tuple[object, ...]:
    """What cases of a batch have in common; at last whether it is none of any, and whether it is plain."""
    marks = [mark for mark in item.iter_markers() if mark.name != "parametrize"]
    apart = not hasattr(item, "callspec") or bool(APART & {mark.name for mark in marks})
    plain = not apart and not hasattr(item.function, "hypothesis") and set(item.fixturenames) <= {*item.callspec.params}
    return item.parent, getattr(item, "originalname", item.name), marks, apart, plain
