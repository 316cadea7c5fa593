"""What an incident is compared by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from events.merging import incidents, story
from events.merging.telling import COMPARED, STORY_WORDS, bag
from events.model import Span
from tests.factory import AMERLI, IRAQ, MOSUL, article, day, mention, span

TEXT = "Militants besieged Amerli in June. The siege of Amerli lasted 1,000 hours. Jets bombed trucks near Mosul."
ONE = article(TEXT, published="2014-09-01")


def told(trigger, incident=None, **fields):
    return replace(mention(ONE, trigger, **fields), incident=incident)


def only(*mentions):
    return incidents([replace(m, incident="i") for m in mentions], story(ONE))[0]


def test_an_incident_is_called_by_its_first_mention_whatever_their_order():
    first, second, third = told("besieged", "a"), told("The siege", "a"), told("bombed")
    for mentions in ([first, second, third], [third, second, first]):
        found = incidents(mentions, story(ONE))
        assert [(i.id, i.mentions) for i in found] == [(first.id, (first, second)), (third.id, (third,))]
        assert found[0].article_id == ONE.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set()),
        ("It was in the", set()),
        ("A siege", {"sieg"}),
        ("besieged and the siege", {"sieg"}),
        ("She struck", {"strike"}),
        ("1,000 dead", {"1000", "die"}),
    ],
)
def test_the_words_that_say_something(text, expected):
    assert set(bag(text)) == expected


def test_a_bag_has_length_one_and_weighs_the_rare():
    words = bag("The siege of Amerli goes on today")
    assert sum(weight**2 for weight in words.values()) == pytest.approx(1, abs=0.001)
    assert words["amer"] > words["today"]


def test_a_story_is_its_rarest_and_most_frequent_words():
    long = article("Amerli. " + " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26)}zq" for n in range(400)) + " Amerli.")
    words = story(long).words
    assert len(words) == STORY_WORDS
    assert "amer" in words
    assert story(ONE).published == ONE.published
    assert not story(article("")).words


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (AMERLI, (AMERLI,)),
        (replace(AMERLI, span=span(TEXT, "Amerli")), (replace(AMERLI, span=span(TEXT, "Amerli")),)),
        (replace(MOSUL, span=span(TEXT, "Mosul")), ()),  # another sentence's
        (replace(AMERLI, lat=None, lon=None), ()),
        (None, ()),
    ],
)
def test_its_places_are_those_of_its_sentences_or_a_persons(place, expected):
    assert only(told("besieged", place=place)).places == expected


STATED, INFERRED, PUBLISHED = (day("2014-06-18", basis=basis) for basis in ("stated", "inferred", "published"))


@pytest.mark.parametrize(
    ("time", "times", "stated"),
    [
        (STATED, (STATED,), ((date(2014, 6, 18), date(2014, 6, 18)),)),
        (INFERRED, (INFERRED,), ()),
        (PUBLISHED, (), ()),
        (replace(STATED, earliest=None, latest=None), (), ()),
        (None, (), ()),
    ],
)
def test_its_times_are_those_that_the_text_says(time, times, stated):
    found = only(told("besieged", time=time))
    assert (found.times, found.stated) == (times, stated)


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        (("siege", None), {"ASSAULT/siege"}),
        (("airstrike", "shelling"), {"ASSAULT/airstrike", "ASSAULT/shelling"}),
        (("shooting", "killing"), set()),  # only what came of it
        ((None, None), set()),
    ],
)
def test_in_which_ways_it_was_done(modes, expected):
    found = only(told("besieged", mode=modes[0]), told("The siege", mode=modes[1]))
    assert found.ways == expected


def test_its_words():
    found = only(told("besieged"), told("The siege"))
    assert found.triggers == {frozenset({"sieg"})}
    assert found.names == {"amer", "june"}
    assert len(found.wordings) == len(found.complements) == 2
    assert found.event.mentions == found.mentions


def test_only_so_many_mentions_are_compared_the_most_salient():
    many = [
        replace(told("bombed", place=IRAQ, salience=n / 100), id=f"m{n}", trigger=Span(f"w{n}", n, n + 1))
        for n in range(30)
    ]
    found = only(*many)
    assert [m.id for m in found.compared] == [f"m{n}" for n in range(29, 29 - COMPARED, -1)]
    assert len(found.mentions) == 30
