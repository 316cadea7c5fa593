from __future__ import annotations

from dataclasses import replace

import pytest

from events.merging import fit
from events.model import Actor, Place, Span
from tests.factory import AMERLI, IRAQ, IRAQ_STATE, ISLAMIC_STATE, MOSUL, ROME, UNITED_STATES, article, day, party, toll

UNRESOLVED = Place(Span("Qara", 0, 4), "Qara")


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        (MOSUL, MOSUL, 1, 1),
        (AMERLI, AMERLI, 0.9, 0.9),  # without an id that says so
        (AMERLI, replace(AMERLI, geonameid=1, lat=34.75), 0.5, 1),  # another gazetteer's Amerli
        (AMERLI, MOSUL, -1, -1),
        (AMERLI, IRAQ, 0.1, 0.3),
        (ROME, IRAQ, -1, -1),
        (IRAQ, IRAQ, 0.2, 0.2),  # two events in one country are seldom one
        (UNRESOLVED, UNRESOLVED, 0.8, 0.8),
    ],
)
def test_places(one, other, low, high):
    assert low <= fit.places(one, other) <= high
    assert fit.places(one, other) == fit.places(other, one)


@pytest.mark.parametrize(("one", "other"), [(AMERLI, None), (None, None), (AMERLI, UNRESOLVED)])
def test_an_unknown_place_says_nothing(one, other):
    assert fit.places(one, other) is None


SUNDAY = day("2014-08-31")


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        (SUNDAY, SUNDAY, 1, 1),
        (SUNDAY, day("2014-08-31T14:00", granularity="hour"), 1, 1),
        (SUNDAY, day("2014-09-01"), -1, -1),
        (SUNDAY, day("2014-08-01", "2014-08-31", granularity="month"), 0.1, 0.4),
        (SUNDAY, day("2014-01-01", "2014-12-31", granularity="year"), 0.01, 0.1),
        (SUNDAY, day("2014-09-01", basis="published"), 0.4, 0.4),
        (SUNDAY, day("2014-09-03", basis="published"), 0.1, 0.1),
        (day("2014-09-01", basis="published"), day("2014-09-02", basis="published"), 0.4, 0.4),
        (day("2014-09-01", basis="published"), day("2014-09-04", basis="published"), 0.1, 0.1),
        (SUNDAY, day("2015-09-02", basis="published"), -1, -1),
    ],
)
def test_times(one, other, low, high):
    assert low <= fit.times(one, other) <= high
    assert fit.times(one, other) == fit.times(other, one)


def test_a_publication_some_days_later_says_nothing():
    assert fit.times(SUNDAY, day("2014-09-09", basis="published")) is None


@pytest.mark.parametrize("time", [None, day("-0049-01-10"), replace(SUNDAY, earliest=None, latest=None)])
def test_a_time_beyond_the_calendar_or_unknown_says_nothing(time):
    assert fit.times(time, SUNDAY) is None


def test_an_open_interval_overlaps_what_lies_in_it():
    before = replace(SUNDAY, earliest=None)
    assert fit.times(before, day("2014-08-01")) > 0
    assert fit.times(before, day("2014-09-30")) == -1


LARUE = Actor("fred-larue", "Fred LaRue", "USA", "person")
FREDERICK = Actor("frederick-c-larue", "Frederick C. LaRue", None, "person")
NIXON = Actor("richard-nixon", "Richard Nixon", "USA", "person")

TEXT = article(
    "Islamic State, the militants, U.S. jets, Iraqi troops, Tara Smith, Ms Smith, a gunman, the gunman, he"
).text


def who(words, actor=None, role="actor"):
    return (party(TEXT, words, role, actor),)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (who("Islamic State", ISLAMIC_STATE), who("the militants", ISLAMIC_STATE), 1.0),
        (who("Islamic State", ISLAMIC_STATE), who("U.S. jets", UNITED_STATES), -1.0),
        (who("Tara Smith"), who("Ms Smith"), 0.8),
        (who("he", LARUE), who("he", FREDERICK), 0.8),
        (who("he", LARUE), who("he", NIXON), -0.5),
        (who("he", LARUE), who("a gunman"), -0.1),
        (who("a gunman"), who("the gunman"), 0.4),
        (who("he"), who("the gunman"), None),
        (who("Islamic State", ISLAMIC_STATE), who("U.S. jets", UNITED_STATES, "recipient"), None),
        ((), who("the gunman"), None),
    ],
)
def test_parties(one, other, expected):
    assert fit.parties(one, other) == expected


def test_a_contradiction_in_one_role_is_not_made_up_for_by_the_other():
    one = who("Iraqi troops", IRAQ_STATE) + who("he", LARUE, "recipient")
    other = who("Iraqi troops", IRAQ_STATE) + who("he", NIXON, "recipient")
    assert fit.parties(one, other) == -0.5


def test_two_that_meet_may_be_told_either_way_round():
    one = who("U.S. jets", UNITED_STATES) + who("Iraqi troops", IRAQ_STATE, "recipient")
    other = who("Iraqi troops", IRAQ_STATE) + who("U.S. jets", UNITED_STATES, "recipient")
    assert fit.parties(one, other) == -1.0
    assert fit.parties(one, other, mutual=True) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (toll((6, 6)), toll((6, 6)), 1.0),
        (toll((6, 6)), toll((5, 10)), 1.0),
        (toll((6, 6)), toll((9, 9)), 0.0),
        (toll((6, 6)), toll((200, 200)), -1.0),
        (toll((6, 6)), toll(None, (20, 20)), None),
        (toll((6, 6), (20, 20)), toll((6, 6), (500, 500)), -1.0),
        (None, toll((6, 6)), None),
    ],
)
def test_casualties(one, other, expected):
    assert fit.casualties(one, other) == expected
