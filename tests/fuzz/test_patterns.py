"""No text makes a regular expression slow: twice the text takes about twice the time, for each of them."""

from __future__ import annotations

import gc
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pytest

from tests.fuzz.patterns import Used, collected, run, texts

LENGTH = 1_500  # characters: what grows with the square of them takes milliseconds
SUSPECT = 0.002  # seconds
GROWTH = 8  # times as long for four times the text: 4 where it is linear, 16 where it grows with the square
LONGEST = 1.0  # seconds
# Patterns that only ever see a few characters: how many.
SHORT = {
    "events.places.relative._BEFORE": 90,
    "events.times.durations.PER": 40,
    r"events.times.dates '([A-Z][\\w.]*) $'": 20,
}


class TooLong(Exception):
    pass


@contextmanager
def ended(seconds: float) -> Iterator[None]:
    def end(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Collecting garbage takes longer than what is measured."""
    gc.disable()
    yield
    gc.enable()


def seconds(used: Used, text: str) -> float:
    begin = time.perf_counter()
    try:
        with ended(LONGEST):
            run(used, text)
    except TooLong:
        return LONGEST
    return time.perf_counter() - begin


def slow_on(used: Used, length: int) -> str | None:
    """A text on which the pattern takes much longer than four times when it is four times as long; None: there is none.

    It is made twice and eight times as long: what looks back or ahead only so far is linear from there on.
    """
    for number, text in enumerate(texts(used.pattern, length)):
        took = seconds(used, text)
        if took >= LONGEST:
            return text
        if took < SUSPECT:
            continue
        twice, eight = (next(islice(texts(used.pattern, times * length), number, None)) for times in (2, 8))
        if all(_grows(used, twice, eight) for _ in range(5)):  # other work slows a run, and not each time the same one
            return text
    return None


def _grows(used: Used, short: str, long: str) -> bool:
    took = seconds(used, long)
    return took >= LONGEST or took > max(20 * SUSPECT, GROWTH * seconds(used, short))  # by its square: 64 * SUSPECT


def test_the_patterns_are_all_there():
    where = {used.where for used in collected()}
    assert len(where) > 200
    assert SHORT.keys() <= where


@pytest.mark.parametrize("used", [u for u in collected() if u.where not in SHORT], ids=lambda u: u.where)
def test_a_pattern_is_linear(used):
    assert slow_on(used, LENGTH) is None


@pytest.mark.parametrize("used", [u for u in collected() if u.where in SHORT], ids=lambda u: u.where)
def test_a_pattern_for_a_few_characters_is_quick_on_as_many(used):
    assert max(seconds(used, text) for text in texts(used.pattern, SHORT[used.where])) < 0.05


@pytest.mark.parametrize("pattern", [r"\s*x$", r"(a+)+b", r"[\d,]+\.\d"])
def test_a_slow_pattern_would_be_found(pattern):
    assert slow_on(Used("here", re.compile(pattern), {"search"}), LENGTH) is not None
