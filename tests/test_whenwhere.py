"""The benchmark of when and where: stretches, names, and gold that fits its articles."""

from __future__ import annotations

import csv

import pytest

from benchmarks.whenwhere import ARTICLES, GOLD, UNKNOWN, Judged, bounds, figures, is_called, is_within
from events.model import Article, Place, Span, TimeInterval
from events.reading.inputs import read_paths


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2014-08-31", ("2014-08-31", "2014-08-31")),
        ("2012-02", ("2012-02-01", "2012-02-29")),
        ("1977", ("1977-01-01", "1977-12-31")),
        ("1914-07..1918-11-11", ("1914-07-01", "1918-11-11")),
        ("0476..1453-05", ("0476-01-01", "1453-05-31")),
    ],
)
def test_bounds(when, days):
    assert bounds(when) == days


@pytest.mark.parametrize(
    ("earliest", "latest", "when", "right"),
    [
        ("2014-08-31", "2014-08-31", "2014-08", True),
        ("2014-08-31T06:00", "2014-08-31T12:00", "2014-08-31", True),
        ("2014-08-31", None, "2014-08-31", True),
        ("2014-08-01", "2014-08-31", "2014-08-31", False),  # says less than it could
        ("2014-09-01", "2014-09-01", "2014-08", False),
    ],
)
def test_a_time_is_right_within_the_stretch(earliest, latest, when, right):
    assert is_within(TimeInterval(None, earliest, latest, "day", "stated"), when) is right


@pytest.mark.parametrize(
    ("words", "name", "called", "right"),
    [
        ("Merca", "Marka", "Merca", True),
        ("Rio", "Rio de Janeiro", "Rio de Janeiro", True),
        ("Wigan", None, "Manitoba", False),
        ("the Louvre", None, "Louvre", True),
        ("Niger", "Niger", "Nigeria", False),
    ],
)
def test_a_place_is_right_by_its_words_or_its_name(words, name, called, right):
    place = Place(Span(words, 0, len(words)), name)
    assert is_called(place, called) is right


def test_figures_ask_for_what_is_given():
    found = [
        Judged("a", "stated", True, True, True, True),
        Judged("a", "inferred", False, False, True, False),
        Judged("a", None, None, False, None, False),
    ]
    told = figures(found)
    assert told["time"] == (0.5, 2)
    assert told["place"] == (1.0, 2)
    assert told["place, most precise name"] == (0.5, 2)


def test_the_gold_fits_its_articles():
    texts = {a.name: a.text for a in read_paths([str(ARTICLES)]) if isinstance(a, Article)}
    with GOLD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert len(rows) > 1900
    for row in rows:
        trigger = texts[row["article"]][int(row["start"]) : int(row["end"])]
        assert trigger == trigger.strip() != ""
        assert row["where"]
        if row["when"] != UNKNOWN:
            first, last = bounds(row["when"])
            assert first <= last
