"""Which incidents are compared at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from events.merging import days, incidents, keys, near, story
from events.merging.blocking import KEY_LENGTH, LONGEST
from events.model import Actor
from tests.factory import AMERLI, IRAQ, ISLAMIC_STATE, MOSUL, article, day, mention

TEXT = "On Monday Islamic State fighters besieged the town of Amerli."
AMERICANS = Actor("americans", "Americans", "USA", "people")
JUNE = day("2014-06-01", "2014-06-30", granularity="month")


def incident(text=TEXT, trigger="besieged", published=None, **fields):
    of = article(text, published=published)
    return incidents([mention(of, trigger, **fields)], story(of))[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"sieg amer", "ASSAULT amer"}),
        ({"mode": "siege"}, {"sieg amer", "ASSAULT/siege amer"}),
        ({"type": "OTHER"}, {"sieg amer"}),
        ({"who": [("Islamic State", ISLAMIC_STATE)]}, {"sieg #islamic-state", "ASSAULT #islamic-state"}),
        ({"place": AMERLI}, {"sieg @Amerli"}),
        ({"place": MOSUL}, {"sieg @99072"}),
    ],
)
def test_what_happened_with_every_name(fields, expected):
    assert expected <= keys(incident(**fields))


@pytest.mark.parametrize(
    ("fields", "not_one"),
    [
        ({}, "monday"),
        ({"place": IRAQ}, "@99237"),  # too much happens in a country
        ({"who": [("Islamic State", AMERICANS)]}, "#americans"),
        ({"type": "OTHER"}, "OTHER"),
    ],
)
def test_what_is_too_common_is_no_key(fields, not_one):
    assert not [key for key in keys(incident(**fields)) if not_one in key]


def test_an_article_is_looked_up_by_what_it_is_about_where_the_sentence_has_no_names():
    apart = incident("Amerli in Iraq fell silent. It was attacked.", "attacked")
    assert "attack amer" in keys(apart)


def test_keys_fit_their_column():
    found = keys(incident("They " + "x" * 300 + " Amerli.", "x" * 300))
    assert max(map(len, found)) == KEY_LENGTH
    long = " ".join(f"w{chr(97 + n)}" for n in range(26))
    whats = {key.split()[0] for key in keys(incident(f"They {long} Amerli.", long, type="OTHER"))}
    assert len(whats) == LONGEST


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"time": day("2014-06-18")}, (date(2014, 6, 18), date(2014, 6, 18))),
        ({"time": JUNE}, (date(2014, 6, 1), date(2014, 6, 30))),
        ({"time": day("2014-06-18"), "published": "2014-09-01"}, (date(2014, 6, 18), date(2014, 6, 18))),
        ({"published": "2014-09-01"}, (date(2014, 9, 1), date(2014, 9, 1))),
        (
            {"time": day("2014-08-30", basis="published"), "published": "2014-09-01"},
            (date(2014, 9, 1), date(2014, 9, 1)),
        ),
        ({"time": replace(JUNE, latest=None)}, (date(2014, 6, 1), date.max)),
        ({}, None),
    ],
)
def test_its_days(fields, expected):
    assert days(incident(**fields)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"time": day("2014-06-18")}, {"time": JUNE}, True),
        ({"time": day("2014-06-18")}, {"time": day("2014-07-02")}, True),
        ({"time": day("2014-06-18")}, {"time": day("2014-07-03")}, False),
        ({"time": day("2014-06-18")}, {"published": "2014-07-02"}, True),
        ({"time": day("2014-06-18")}, {"published": "2015-06-18"}, False),
        ({"time": day("2014-06-18")}, {}, True),
        ({}, {}, True),
    ],
)
def test_only_what_was_within_weeks_is_compared(first, second, expected):
    one, other = incident(**first), incident(**second)
    assert near(days(one), days(other)) == near(days(other), days(one)) == expected
