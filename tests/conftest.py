"""What holds for all tests: Ctrl-C is heard, and the longest begins first."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in a shell's background job, and so in what the tests start
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The fuzzer takes half a minute, in which the others run beside it."""
    items.sort(key=lambda item: "test_untrusted" not in item.nodeid)
