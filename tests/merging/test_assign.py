"""When an incident of one article is an event that another told of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.merging import assign, fuse, keys, probe, score
from tests.factory import AMERLI, IRAQ, ISLAMIC_STATE, MOSUL, UNITED_STATES, article, day, mention, toll

FIRST = article("Islamic State fighters besieged the town of Amerli, where food ran short, and killed six.")
SECOND = article("Officials said the Islamic State siege of Amerli had begun; nobody could leave.")
SUNDAY = day("2014-08-31")
FULL = {"mode": "siege", "place": AMERLI, "time": SUNDAY, "who": [("Islamic State", ISLAMIC_STATE)]}


def known(**fields):
    return fuse("e1", (mention(FIRST, "besieged", **FULL | fields),))


def told(**fields):
    return (mention(SECOND, "siege", **FULL | fields),)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"who": []},
        {"mode": None},
        {"time": day("2014-09-02", basis="published")},
        {"place": replace(AMERLI, geonameid=1, lat=34.74)},
        {"casualties": toll((6, 6))},
        {"place": None},
    ],
)
def test_the_same_siege_is_one_event(fields):
    assert assign(told(**fields), [known()]).id == "e1"


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "PROTEST"},
        {"mode": "airstrike"},
        {"place": MOSUL},
        {"time": day("2014-06-18")},
        {"assertion": "negated"},
        {"casualties": toll((400, 400))},
        {"who": [], "place": IRAQ},
        {"who": [("Officials", UNITED_STATES)], "place": None},
    ],
)
def test_what_contradicts_or_is_too_little_is_another(fields):
    assert assign(told(**fields), [known(casualties=toll((6, 6)))]) is None


def test_a_day_and_a_word_alone_are_too_little():
    bare = {"place": None, "who": []}
    assert assign(told(**bare), [known(**bare)]) is None


def test_without_a_time_much_else_must_agree():
    assert assign(told(time=None), [known(time=None)]) is not None
    other = article("A long siege followed in that country two years on.")
    bare = (mention(other, "siege", mode="siege", place=AMERLI),)
    assert assign(bare, [known(time=None)]) is None
    assert assign((replace(bare[0], time=SUNDAY),), [known()]) is not None


def test_articles_that_tell_of_other_events_of_this_one_help():
    other = article("A siege of the town was reported.")
    incident = (mention(other, "siege", mode="siege", place=AMERLI),)
    event = known(time=None)
    assert assign(incident, [event]) is None
    assert assign(incident, [event], company=frozenset({FIRST.id})) is event
    assert assign(incident, [event], company=frozenset({"elsewhere"})) is None


def test_the_best_candidate_wins_whatever_their_order():
    near = fuse("e2", (mention(FIRST, "besieged", **FULL | {"time": day("2014-08-01", "2014-08-31")}),))
    for candidates in ([known(), near], [near, known()]):
        assert assign(told(), candidates).id == "e1"


def test_no_candidates():
    assert assign(told(), []) is None


def test_the_score_says_why():
    found = score(fuse("", told()), known())
    assert found.same and found.dated
    assert found.features["time"] == found.features["parties"] == 1.0
    apart = score(fuse("", told(place=MOSUL)), known())
    assert apart.score == 0 and apart.features["place"] == -1.0


def test_score_does_not_depend_on_which_is_first():
    one, other = fuse("", told(casualties=toll((9, 9)))), known(casualties=toll((6, 6)))
    assert score(one, other) == score(other, one)


def test_what_merges_is_looked_up():
    """Blocking must not hide a candidate: by key, or by time and place."""
    for fields in ({}, {"time": None}, {"place": None}, {"who": []}):
        incident, event = told(**fields), known(**fields)
        asked = probe(incident)
        near = asked.box is not None and asked.earliest is not None
        assert asked.type == event.type
        assert near or asked.keys & keys(event)


def test_a_probe_reaches_back_from_a_publication_and_on_to_later_ones():
    asked = probe(told(time=day("2014-09-02", basis="published")))
    assert asked.earliest < "2014-08-31" < asked.latest


def test_a_probe_near_a_pole_and_at_the_end_of_the_calendar():
    asked = probe(told(place=replace(AMERLI, lat=89.9), time=replace(SUNDAY, latest=None)))
    assert asked.latest.startswith("9999")
    assert asked.box[2] > 89.9
