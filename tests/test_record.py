"""Records against typing.NamedTuple, which they stand for."""

from __future__ import annotations

import copy
import pickle
from typing import NamedTuple

import pytest

from gradcli.record import Record


class Ours(Record):
    """A point with a name."""

    x: int
    y: tuple[int, ...] = (1,)
    name: str | None = None

    @property
    def size(self) -> int:
        return len(self.y)


class Theirs(NamedTuple):
    x: int
    y: tuple[int, ...] = (1,)
    name: str | None = None


CALLS: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((1,), {}), ((1, (2, 3)), {}), ((1, (2,), "a"), {}), ((), {"x": 4}), ((1,), {"name": "b"}), ((), {"y": (), "x": 0}),
    ((), {}), ((), {"y": ()}), ((1, 2, 3, 4), {}), ((1,), {"x": 2}), ((1,), {"z": 2}), ((1, 2, 3), {"name": "c"}),
]  # fmt: skip


@pytest.mark.parametrize(("values", "named"), CALLS)
def test_calls_are_those_of_named_tuples(values: tuple[object, ...], named: dict[str, object]) -> None:
    try:
        expected = Theirs(*values, **named)  # type: ignore[arg-type]
    except TypeError:
        with pytest.raises(TypeError, match="Ours"):
            Ours(*values, **named)  # type: ignore[arg-type]
        return
    made = Ours(*values, **named)  # type: ignore[arg-type]
    assert tuple(made) == tuple(expected)
    assert hash(made) == hash(expected)
    assert made._asdict() == expected._asdict()
    assert (made.x, made.y, made.name) == (expected.x, expected.y, expected.name)
    assert repr(made) == repr(expected).replace("Theirs", "Ours")


def test_a_record_is_a_tuple_without_a_dictionary() -> None:
    one = Ours(1, (2, 3))
    x, y, name = one
    assert (x, y, name) == (1, (2, 3), None)
    assert one.size == 2
    assert one._replace(x=5) == Ours(5, (2, 3))
    assert Ours._make([1, (2, 3), None]) == one
    for same in (copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert same == one
        assert type(same) is Ours
    with pytest.raises(AttributeError):
        one.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.other = 2  # type: ignore[attr-defined]
