"""What holds for all tests: Ctrl-C is heard, modules are compiled once, and the longest begins first."""

from __future__ import annotations

import gc
import os
import signal
import sys

import pytest
from batches import Batch, batched

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in a shell's background job, and so in what the tests start
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of the processes that tests start compiles all it imports
sys.dont_write_bytecode = False
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # matrices are small, and threads that wait for work take time


@pytest.hookimpl(trylast=True)  # when those that nobody asked for are gone
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The fuzzer begins, and the others run beside it; then scripts, which fork: later there is more to copy."""
    items.sort(key=lambda item: [place not in item.nodeid for place in ("test_untrusted", "frontends/script")])
    items[:] = batched(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Cases that have fixtures are run one by one, and told of together."""
    if isinstance(item, Batch) and not item.plain:
        item.run(nextitem)
        return True
    return None


def pytest_collection_finish() -> None:
    """What is there before the first test stays: no collection of garbage looks at it, and few come."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_sessionfinish() -> None:
    """The server that forks what tests start is theirs to end."""
    if (started := sys.modules.get("started")) is not None:
        started.close()
