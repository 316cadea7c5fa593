"""How likely two articles' incidents are one event, what keeps them apart, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.merging import compare, days, incidents, join, keys, near, story
from events.merging.compare import cosine
from events.model import Confidence, Span
from tests.factory import AMERLI, IRAQ, ISLAMIC_STATE, MOSUL, UNITED_STATES, article, day, mention, span, toll

FIRST = article("Islamic State fighters besieged the town of Amerli, where food ran short, and killed six.")
SECOND = article("Officials said the Islamic State siege of Amerli had begun; nobody could leave.")
ELSEWHERE = article("In Manila a siege of the mint by angry bank clerks was called off after a good dinner.")
SUNDAY = day("2014-08-31")
TOLD = {"salience": 0.8, "confidence": Confidence(event=0.9)}
FULL = TOLD | {"mode": "siege", "place": AMERLI, "time": SUNDAY, "who": [("Islamic State", ISLAMIC_STATE)]}


def incident(of, trigger, published=None, **fields):
    """An article's one incident; what was done is told from its trigger on, up to a comma."""
    of = replace(of, published=article(published=published).published)
    what = span(of.text, of.text[of.text.index(trigger) :].split(",")[0])
    return incidents([mention(of, trigger, what=what, **fields)], story(of))[0]


def two(first=None, second=None):
    """The siege of Amerli as two articles tell it."""
    return incident(FIRST, "besieged", **FULL | (first or {})), incident(SECOND, "siege", **FULL | (second or {}))


SAME = [
    ({}, {}),
    ({}, {"who": []}),
    ({}, {"who": [("Officials", UNITED_STATES)]}),
    ({}, {"mode": None}),
    ({}, {"time": None}),
    ({}, {"time": day("2014-09-01")}),  # papers differ by a day
    ({}, {"time": day("2014-08-01", "2014-08-31", granularity="month")}),
    ({}, {"time": day("2014-09-02", basis="published")}),
    ({}, {"time": day("2014-09-12", basis="inferred")}),
    ({}, {"place": None}),
    ({}, {"place": IRAQ}),
    ({}, {"place": replace(AMERLI, geonameid=1, lat=34.74)}),  # another gazetteer's Amerli
    ({}, {"assertion": "possible"}),
    ({"assertion": "negated"}, {"assertion": "negated"}),
    ({"casualties": toll((6, 6))}, {"casualties": toll((9, 9))}),  # tolls grow
    ({"mode": "airstrike"}, {"mode": "killing"}),  # what came of it
    ({"place": MOSUL}, {"place": replace(AMERLI, span=Span("Amerli", 500, 506))}),  # of another sentence
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_siege_is_linked(first, second):
    one, other = two(first, second)
    likeness = compare(one, other)
    assert likeness.apart is None
    assert likeness.score >= join()


@pytest.mark.parametrize(("first", "second"), SAME)
def test_what_is_linked_is_looked_up(first, second):
    one, other = two(first, second)
    assert keys(one) & keys(other)
    assert near(days(one), days(other))


APART = [
    ({}, {"place": MOSUL}, "place"),
    ({}, {"time": day("2014-06-18")}, "time"),
    ({}, {"time": day("2014-09-05")}, "time"),
    ({}, {"time": day("2014-10-05", basis="inferred")}, "time"),
    ({"casualties": toll((6, 6))}, {"casualties": toll((400, 400))}, "casualties"),
    ({"casualties": toll(None, (2, 2))}, {"casualties": toll((6, 6), (90, 90))}, "casualties"),
    ({}, {"assertion": "negated"}, "assertion"),
    ({"mode": "airstrike"}, {"mode": "ambush"}, "mode"),
    ({"mode": "shooting"}, {"mode": "bombing"}, "mode"),
]


@pytest.mark.parametrize(("first", "second", "by"), APART)
def test_contradictory_facts_keep_apart(first, second, by):
    likeness = compare(*two(first, second))
    assert (likeness.score, likeness.apart) == (0.0, by)


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("2014-09-01", "2014-09-08", None),
        ("2014-09-01", "2014-09-09", "time"),
        ("2014-09-01", None, None),
    ],
)
def test_reports_without_a_day_are_of_their_week(first, second, apart):
    bare = FULL | {"time": None}
    one, other = incident(FIRST, "besieged", first, **bare), incident(SECOND, "siege", second, **bare)
    assert compare(one, other).apart == apart


def test_a_copied_sentence_contradicts_nothing_but_its_denial():
    copy = article(FIRST.text + " So the agency said.")
    one = incident(FIRST, "besieged", **FULL)
    assert compare(one, incident(copy, "besieged", **FULL | {"place": MOSUL})).score >= join()
    assert compare(one, incident(copy, "besieged", **FULL | {"assertion": "negated"})).apart == "assertion"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"time": SUNDAY}, {"time": SUNDAY}),
        ({"place": AMERLI}, {}),
        ({"place": IRAQ, "time": SUNDAY}, {"place": IRAQ, "time": SUNDAY}),
    ],
)
def test_a_word_alone_is_too_little(first, second):
    one = incident(FIRST, "besieged", **TOLD | {"mode": "siege"} | first)
    assert compare(one, incident(ELSEWHERE, "siege", **TOLD | {"mode": "siege"} | second)).score < join()


def test_who_where_and_when_link_without_a_word_of_a_story_in_common():
    one = incident(FIRST, "besieged", **FULL)
    same = incident(ELSEWHERE, "siege", **FULL | {"who": []})
    assert compare(one, same).score > compare(one, incident(ELSEWHERE, "siege", **TOLD | {"mode": "siege"})).score


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *SAME,
        *((first, second) for first, second, _ in APART),
        ({"type": "CONSULT", "mode": None}, {"type": "COERCE", "mode": None, "who": [], "whom": FULL["who"]}),
        ({"type": "CONSULT", "mode": None}, {"type": "AGREE", "mode": None, "who": [], "whom": FULL["who"]}),
    ],
)
def test_it_does_not_matter_which_is_first(first, second):
    one, other = two(first, second)
    assert compare(one, other) == compare(other, one)
    assert near(days(one), days(other)) == near(days(other), days(one))


def test_who_met_whom_is_told_either_way_round():
    meeting = {"type": "CONSULT", "mode": None}
    one, other = two(meeting, meeting | {"who": [], "whom": FULL["who"]})
    assert compare(one, other).features["parties"] == 1.0


def test_because_says_what_speaks_for_it_and_what_against():
    because = compare(*two({}, {"who": [("Officials", UNITED_STATES)]})).because
    assert next(iter(because)) == "who, where and when"
    assert because["other parties"] < 0 < because["place"]
    assert "toll" not in because
    assert list(because.values()) == sorted(because.values(), key=abs, reverse=True)


def test_because_adds_up_to_the_score():
    likeness = compare(*two())
    more = compare(*two({"casualties": toll((6, 6))}, {"casualties": toll((6, 6))}))
    assert more.because["toll"] > 0 and more.score > likeness.score
    assert sum(more.because.values()) == pytest.approx(sum(likeness.because.values()) + more.because["toll"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"siege": 1.0}, {"siege": 1.0}, 1.0),
        ({"siege": 0.6, "amerli": 0.8}, {"siege": 1.0}, 0.6),
        ({}, {"a": 1.0}, 0.0),
    ],
)
def test_cosine(one, other, expected):
    assert cosine(one, other) == cosine(other, one) == expected
