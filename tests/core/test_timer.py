"""Limits on time: they interrupt, nest, give way to what rings first, and leave everything as it was."""

from __future__ import annotations

import signal
import sys
import threading
import time
import weakref
from contextlib import suppress

import mpmath
import pytest

from gradcli.core.timer import limit

TIMERS = [(signal.ITIMER_REAL, signal.SIGALRM), (signal.ITIMER_PROF, signal.SIGPROF)]


def spin(seconds=60.0):
    """Work, catch what can be caught, and go on."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Exception):
            sum(range(1000))


@pytest.mark.parametrize("wall", [False, True])
def test_it_interrupts_what_catches_every_exception(wall):
    before = [signal.getsignal(number) for _, number in TIMERS]
    with pytest.raises(TimeoutError), limit(0.05, TimeoutError, wall):
        spin()
    assert [signal.getsignal(number) for _, number in TIMERS] == before
    assert [signal.getitimer(timer) for timer, _ in TIMERS] == [(0.0, 0.0)] * 2


@pytest.mark.parametrize("wall", [False, True])
def test_what_ends_in_time_is_left_alone(wall):
    with limit(5.0, TimeoutError, wall):
        pass
    assert [signal.getitimer(timer) for timer, _ in TIMERS] == [(0.0, 0.0)] * 2


def test_waiting_takes_no_time_of_the_processors():
    with limit(0.05, TimeoutError):
        time.sleep(0.2)
    with pytest.raises(TimeoutError), limit(0.05, TimeoutError, wall=True):
        time.sleep(0.2)


@pytest.mark.parametrize("wall", [False, True])
@pytest.mark.parametrize("inner", [False, True])
def test_the_inner_limit_rings_first(wall, inner):
    with limit(60.0, KeyError, wall):
        with pytest.raises(TimeoutError), limit(0.05, TimeoutError, inner):
            spin()
        timer = TIMERS[not wall][0]
        assert 0.0 < signal.getitimer(timer)[0] <= 60.01  # the system counts in ticks, of 4 ms, up


@pytest.mark.parametrize("wall", [False, True])
@pytest.mark.parametrize("inner", [False, True])
def test_the_outer_limit_rings_first(wall, inner):
    with pytest.raises(KeyError), limit(0.05, KeyError, wall), limit(60.0, TimeoutError, inner):
        spin()


@pytest.mark.parametrize("wall", [False, True])
def test_the_outer_limit_rings_between_two_inner_ones(wall):
    def again_and_again():
        while True:
            with suppress(TimeoutError), limit(0.03, TimeoutError, wall):
                spin()

    with pytest.raises(KeyError), limit(0.05, KeyError, wall):
        again_and_again()


def test_it_gives_way_to_an_earlier_alarm_and_sets_a_later_one_again():
    rung = []
    former = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.03)
        with limit(5.0, TimeoutError, wall=True):
            spin(0.06)
        assert rung == [True]
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        with pytest.raises(TimeoutError), limit(0.02, TimeoutError, wall=True):
            spin()
        assert 0.0 < signal.getitimer(signal.ITIMER_REAL)[0] < 0.99
        end = time.monotonic() + 60.0
        while len(rung) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert rung == [True, True]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, former)


def test_other_threads_are_not_interrupted():
    seen = []

    def work():
        with limit(0.001, TimeoutError):
            spin(0.02)
        seen.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]


def test_the_precision_that_an_interrupted_function_raised_is_put_back():
    def raise_it():
        mpmath.mp.prec = 5000
        spin()

    with mpmath.workdps(30):
        before = mpmath.mp.prec
        with pytest.raises(TimeoutError), limit(0.05, TimeoutError):
            raise_it()
        assert mpmath.mp.prec == before


def test_it_rings_again_where_an_exception_goes_nowhere():
    class Slow:
        def __del__(self):
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                pass

    def drop_and_spin():
        Slow()
        spin()

    with pytest.raises(TimeoutError), limit(0.05, TimeoutError):
        drop_and_spin()


def test_it_waits_where_the_callback_of_a_weak_reference_runs():
    names = {"__name__": weakref.__name__, "here": sys._getframe}
    exec("def remove(key): return here()", names)
    here, there = limit(60.0, TimeoutError), limit(60.0, TimeoutError)
    with there:
        there.ring(signal.SIGPROF, names["remove"](0))
    with pytest.raises(TimeoutError), here:
        here.ring(signal.SIGPROF, sys._getframe())


def test_it_rings_once_though_much_is_freed_on_the_way():
    def work():
        held = [[n] for n in range(1_500_000)]  # to free them takes longer than until it rings again
        while held:
            pass

    for wall in (False, True):
        with pytest.raises(TimeoutError), limit(0.3, TimeoutError, wall):
            work()
    assert [signal.getitimer(timer) for timer, _ in TIMERS] == [(0.0, 0.0)] * 2
