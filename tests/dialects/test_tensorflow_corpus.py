"""Programs as people write them, with what TensorFlow 2.21 printed, answered and left in their names."""

from __future__ import annotations

import pytest
from tensorflow_cases import compare, names
from truths import sampled


@pytest.mark.parametrize("name", sampled(names(), 3))
def test_as_tensorflow(name: str) -> None:
    assert compare(name) == []
