"""The grammar's tables are whole, and no text makes it slow."""

from __future__ import annotations

import time
from datetime import date

import pytest

from events.times import find, lexicon
from events.times.grammar import _grammar
from events.times.timexes import READERS

LENGTH = 200_000  # characters
SECONDS = 15  # on a machine that others use too; quadratic time would be hours


def test_every_rule_has_a_reader_and_every_reader_a_rule():
    rules = {name for name, _ in _grammar()[1]}
    assert rules == set(READERS) | {"skip", "prefix"}


@pytest.mark.parametrize("table", lexicon.tables())
def test_words_are_written_as_the_grammar_sees_them(table):
    for word in lexicon.words(table):
        assert word == " ".join(word.lower().split())
        assert "’" not in word


@pytest.mark.parametrize("unit", ["twenty-", "1 ", " ", "\n", "the last ", "May 1-", "a few days or "])
def test_long_input_takes_linear_time(unit):
    text = (unit * (LENGTH // len(unit)))[:LENGTH]
    began = time.perf_counter()
    find(text, date(2014, 9, 19))
    assert time.perf_counter() - began < SECONDS


@pytest.mark.parametrize(
    ("text", "number"),
    [("two hundred and six", 206), ("twenty-four", 24), ("1,200", 1200), ("2 1/2", 2.5), ("three dozen", 36)],
)
def test_numbers(text, number):
    assert lexicon.number(text) == number


@pytest.mark.parametrize(
    ("text", "year"), [("nineteen ninety-six", 1996), ("two thousand and six", 2006), ("'89", 1989), ("1848", 1848)]
)
def test_years(text, year):
    assert lexicon.year(text) == year
