"""The function that --call names, in a script that imports tapes: differentiated itself, as it is without them.

Where the function asks a tape of its own, what that answers is the report, unless it is to be compared with --against.
"""

from __future__ import annotations

from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from ...results import Report
from ...tape import GradientTape
from .tape_calls import Sites
from .untaped import Snippet

if TYPE_CHECKING:
    from ..recording import Recording


class Called(Snippet):
    """One script with tapes, and a function of it that is called once it has run."""

    def __init__(self, *asked: Any) -> None:
        super().__init__(*asked)
        self.sites = Sites(*asked)
        self.before = 0

    def run(self, code: CodeType, main: ModuleType) -> None:
        """Run the script and the function, and watch the tapes of both."""
        before = GradientTape.witness
        GradientTape.witness = self.sites.witness
        try:
            super().run(code, main)
        finally:
            GradientTape.witness = before

    def called(self, main: ModuleType) -> Any:
        """What the function returns."""
        self.sites.reasons.observer, self.before = self.observer, self.asked
        return super().called(main)

    @property
    def asked(self) -> int:
        """How often tapes have been asked so far."""
        return sum(site.calls for site in self.sites.sites.values())

    @property
    def by_tapes(self) -> bool:
        """Whether the function asks a tape, and that is what is wanted."""
        return self.inputs.refused is None and self.asked > self.before and self.ask.against is None

    def report(self, main: ModuleType, failed: bool) -> Report:
        """The value of the function and its derivatives, or what its tapes answered."""
        return self.sites.report(main, failed) if self.by_tapes else super().report(main, failed)

    def recordings(self, report: Report) -> list[Recording]:
        """The programs of the same."""
        return self.sites.recordings(report) if self.by_tapes else super().recordings(report)
