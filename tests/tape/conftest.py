"""No test of the tape leaves a listener behind."""

from __future__ import annotations

import pytest

from gradcli.core.trace import trace


@pytest.fixture(autouse=True)
def nobody_listens_afterwards():
    yield
    assert trace.listeners == []
    assert trace.write is None
