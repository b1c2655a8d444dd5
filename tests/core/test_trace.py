"""The trace: places are identities for ever, pieces are shared by who listens, and values print as themselves."""

from __future__ import annotations

import copy
import pickle

import numpy as np

from gradcli import GradientTape, Tensor, constant
from gradcli.core.observer import opaque
from gradcli.core.trace import Listener, place, plain, split, trace
from gradcli.ops.analysis import sin
from gradcli.ops.arithmetic import add


def test_a_place_is_given_once_and_never_again():
    x, seen = constant(1.0), set()
    for _ in range(50):
        with GradientTape() as tape:
            tape.watch(x)
            y = sin(x)
        assert y.at not in seen
        seen.add(y.at)
    assert len({place(x), x.at}) == 1


def test_place_of_a_constant_and_of_what_was_never_placed():
    x = constant(1.0)
    assert place(3.0) == 0
    assert x.at == 0
    assert place(x) == x.at > 0


def test_listeners_share_the_pieces_that_both_hear():
    x, outer, inner = constant(1.0), Listener(), Listener()
    with outer:
        outer.mark(x)
        sin(x)
        with inner:
            inner.mark(x)
            sin(x)
        sin(x)
    ours, theirs = ([e for e in listener.heard if isinstance(e, list) and e] for listener in (outer, inner))
    assert [len(piece) for piece in ours] == [1, 1, 1]
    assert [len(piece) for piece in theirs] == [1]
    assert theirs[0] is ours[1]


def test_nobody_listens_nothing_is_written():
    assert trace.write is None
    listener = Listener()
    with listener:
        assert trace.write is not None
    assert trace.write is None


def test_a_mark_stands_before_what_comes_after_it():
    x, w, listener = constant(1.0), constant(2.0), Listener()
    with listener:
        listener.mark(x)
        y = sin(x)
        listener.mark(w)
        z = add(y, w)
    flat = [e if isinstance(e, int) else [step[0] for step in e] for e in listener.heard]
    assert [e for e in flat if e] == [x.at, [y.at], w.at, [z.at]]


def test_split_reads_steps_of_any_width():
    assert split((9, None, 0.0, 1, 2, "a", "b")) == ((1, 2), ("a", "b"))
    assert split((9, None, 0.0, 1, 0, "a")) == ((1,), ("a",))
    assert split((9, None, 0.0, (1, 2, 3), None, "abc")) == ((1, 2, 3), "abc")


def test_a_tensor_prints_formats_and_pickles_as_its_value():
    x = constant(0.5)
    place(x)
    assert (repr(x), str(x), f"{x:.3f}") == ("0.5", "0.5", "0.500")
    other = pickle.loads(pickle.dumps(x))
    assert (other.value, other.at) == (0.5, 0)  # a place means nothing elsewhere
    assert copy.deepcopy(x).value == 0.5
    assert plain(Tensor(np.ones(2))).tolist() == [1.0, 1.0]
    assert Tensor(np.ones((2, 3))).shape == (2, 3)


def test_what_nobody_listens_to_is_no_step():
    assert type(opaque("text", 2.5, (1,))) is float
    with Listener() as ear:
        made = [opaque("text", 2.5, places) for places in [(), (1,)]]
    assert [type(y) for y in made] == [float, Tensor]
    assert len(ear.steps) == 1
