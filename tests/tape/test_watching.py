"""What a tape hears: what is watched, and who else listens."""

from __future__ import annotations

import threading

import pytest
from bare import bare

from gradcli import GradientTape, constant
from gradcli.core.trace import trace


class TestWatching:
    def test_what_nobody_watched_has_no_gradient(self):
        x = constant(3.0)
        with GradientTape() as tape:
            y = x * x
        assert tape.gradient(y, x) is None

    def test_watched_tensor(self):
        x = constant(3.0)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
        assert bare(tape.gradient(y, x)) == 6.0

    def test_only_what_comes_after_the_watch_counts(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            y = x * x
            tape.watch(x)
            z = y * x
        assert bare(tape.gradient(z, x)) == 9.0
        assert tape.gradient(y, x) is None

    def test_late_watch_of_what_an_outer_tape_knows(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                y = x * x
                inner.watch(x)
                z = y * x
            assert bare(inner.gradient(z, x)) == 9.0
        assert bare(outer.gradient(z, x)) == 27.0

    def test_a_value_that_met_a_recorded_one_may_be_watched_later(self):
        x, w = constant(3.0), constant(2.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * w
            tape.watch(w)
            z = y * w
        assert bare(tape.gradient(z, [x, w])) == [4.0, 12.0]

    def test_structures_may_be_watched(self):
        a, b = constant(2.0), constant(5.0)
        with GradientTape() as tape:
            tape.watch({"a": a, "rest": [b]})
            y = a * b
        assert bare(tape.gradient(y, [a, b])) == [5.0, 2.0]

    def test_equal_constants_are_two_sources(self):
        a, b = constant(3.0), constant(3.0)
        with GradientTape() as tape:
            tape.watch([a, b])
            y = a * a * b
        assert bare(tape.gradient(y, [a, b])) == [18.0, 9.0]

    def test_watching_a_number_is_an_error(self):
        with GradientTape() as tape, pytest.raises(ValueError, match="cannot watch a float"):
            tape.watch(3.0)

    def test_intermediates_are_sources_too(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = x * x
            z = y * y
        assert bare(tape.gradient(z, [y, x])) == [18.0, 108.0]

    def test_watching_an_intermediate_cuts_nothing(self):
        x = constant(3.0)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
            w = y * 2.0
            tape.watch(y)
            z = w * y
        assert bare(tape.gradient(z, [y, x])) == [36.0, 216.0]

    def test_a_source_watched_by_one_open_tape_and_not_by_the_other(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                y = x * x
                z = y * y
            assert inner.gradient(z, [x, y]) == [None, None]
        assert bare(outer.gradient(z, x)) == 108.0

    def test_watching_for_another_tape_does_not_disturb_an_earlier_one(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as first:
            first.watch(x)
            y = x * x
            z = y * y
        with GradientTape() as second:
            second.watch(y)
            u = y * 3.0
        assert bare(first.gradient(z, [y, x])) == [18.0, 108.0]
        assert bare(second.gradient(u, y)) == 3.0


class TestTraces:
    def test_tensor_of_an_earlier_trace_under_a_later_tape(self):
        x = constant(3.0)
        with GradientTape() as first:
            first.watch(x)
            y = x * x
        first.gradient(y, x)
        del first
        with GradientTape(persistent=True) as later:
            later.watch(y)
            z = y * y
        assert bare(later.gradient(z, y)) == 18.0
        assert later.gradient(z, x) is None
        with GradientTape() as unaware:
            z = y * y
        assert unaware.gradient(z, y) is None

    def test_overlapping_without_nesting(self):
        x, a, b = constant(3.0), GradientTape(), GradientTape()
        a.__enter__()
        a.watch(x)
        y = x * x
        b.__enter__()
        b.watch(x)
        z = y * x
        a.__exit__()
        w = z * x
        b.__exit__()
        assert bare(b.gradient(w, x)) == 54.0  # y is a constant to b
        assert bare(a.gradient(z, x)) == 27.0

    def test_either_of_two_nested_tapes_may_be_asked_first(self):
        x = constant(3.0)
        with GradientTape() as outer:
            outer.watch(x)
            with GradientTape() as inner:
                inner.watch(x)
                y = x * x
        assert bare(outer.gradient(y, x)) == 6.0
        assert bare(inner.gradient(y, x)) == 6.0

    def test_persistent_tape_kept_while_thousands_come_and_go(self):
        x = constant(3.0)
        with GradientTape(persistent=True) as kept:
            kept.watch(x)
            y = x * x
        for _ in range(3000):
            with GradientTape() as tape:
                tape.watch(x)
                z = x * y
            assert bare(tape.gradient(z, x)) == 9.0
        assert bare(kept.gradient(y, x)) == 6.0
        assert sum(len(piece) for piece in kept.heard if isinstance(piece, list)) == 1

    def test_two_threads_with_a_tape_each(self):
        answers, barrier = {}, threading.Barrier(2, timeout=120)

        def work(name, start):
            x = constant(start)
            with GradientTape() as tape:
                tape.watch(x)
                y = x
                for _ in range(200):
                    if len(answers) == 0 and _ % 50 == 0:
                        barrier.wait()  # both are in their blocks at once
                    y = y * x
            answers[name] = bare(tape.gradient(y, x))
            assert trace.write is None

        threads = [threading.Thread(target=work, args=(n, 1.0 + n / 100)) for n in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert answers == {n: pytest.approx(201 * (1.0 + n / 100) ** 200, rel=1e-12) for n in range(2)}

    def test_a_tape_of_another_thread_hears_nothing_of_ours(self):
        x, entered, done = constant(2.0), threading.Event(), threading.Event()

        def listen():
            with GradientTape() as tape:
                tape.watch(constant(1.0))
                entered.set()
                done.wait(20)
            heard.extend(tape.heard)

        heard = []
        thread = threading.Thread(target=listen)
        thread.start()
        entered.wait(20)
        with GradientTape() as tape:
            tape.watch(x)
            y = x * x
        done.set()
        thread.join()
        assert not any(isinstance(entry, list) and entry for entry in heard)
        assert bare(tape.gradient(y, x)) == 4.0
