"""Limits on time: they interrupt, nest, give way to what rings first, and leave everything as it was."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

import mpmath
import pytest

from gradcli.core.timer import limit


def spin():
    """Catch what can be caught, and go on."""
    while True:
        with suppress(Exception):
            time.sleep(0.001)


def test_it_interrupts_what_catches_every_exception():
    former = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeoutError), limit(0.05, TimeoutError):
        spin()
    assert signal.getsignal(signal.SIGALRM) is former
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_ends_in_time_is_left_alone():
    with limit(5.0, TimeoutError):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_inner_limit_rings_first():
    with limit(5.0, KeyError):
        with pytest.raises(TimeoutError), limit(0.05, TimeoutError):
            spin()
        assert 4.0 < signal.getitimer(signal.ITIMER_REAL)[0] < 5.0


def test_the_outer_limit_rings_first():
    with pytest.raises(KeyError), limit(0.05, KeyError), limit(5.0, TimeoutError):
        spin()


def test_the_outer_limit_rings_between_two_inner_ones():
    def again_and_again():
        while True:
            with suppress(TimeoutError), limit(0.03, TimeoutError):
                spin()

    with pytest.raises(KeyError), limit(0.05, KeyError):
        again_and_again()


def test_it_gives_way_to_an_earlier_alarm_and_sets_a_later_one_again():
    rung = []
    former = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.03)
        with limit(5.0, TimeoutError):
            time.sleep(0.06)
        assert rung == [True]
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(TimeoutError), limit(0.02, TimeoutError):
            time.sleep(0.1)
        assert 0.0 < signal.getitimer(signal.ITIMER_REAL)[0] < 0.19
        time.sleep(0.25)
        assert rung == [True, True]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, former)


def test_other_threads_are_not_interrupted():
    seen = []

    def work():
        with limit(0.001, TimeoutError):
            time.sleep(0.02)
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
