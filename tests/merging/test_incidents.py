"""Which mentions of one article are one incident."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import permutations

import pytest

from events.merging import group_incidents
from events.merging.coreference import LEVELS, Telling, probabilities
from events.model import Article
from tests.factory import AMERLI, IRAQ, ISLAMIC_STATE, MOSUL, UNITED_STATES, alike, article, day, mention, span, toll

ONE = article(
    "Militants besieged Amerli in June. The siege lasted two months. Jets bombed trucks. The airstrikes by jets ended."
)


def incidents(*mentions, read=1.0):
    """The incident of each, where the tagger reads all words so alike."""
    return [m.incident for m in group_incidents(mentions, alike(read))]


def pair(first=None, second=None, **both):
    """Two mentions of the siege of Amerli."""
    return (
        mention(ONE, "besieged", **{"mode": "siege"} | both | (first or {})),
        mention(ONE, "The siege", **{"mode": "siege"} | both | (second or {})),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"place": AMERLI}, {"place": AMERLI}),
        ({"place": AMERLI}, {"place": IRAQ}),
        ({"place": AMERLI}, {}),
        ({"time": day("2014-06-18")}, {"time": day("2014-06-01", "2014-06-30", granularity="month")}),
        ({"time": day("2014-06-18"), "place": AMERLI}, {"place": AMERLI}),
        ({"time": day("2014-06-18", basis="inferred")}, {"time": day("2014-09-05", basis="published")}),
        ({"who": [("Militants", ISLAMIC_STATE)]}, {}),
        ({"casualties": toll((6, 6))}, {"casualties": toll((6, 6))}),
        ({"assertion": "planned"}, {}),
    ],
)
def test_one_siege_is_one_incident(first, second):
    found = incidents(*pair(first, second))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"place": AMERLI}, {"place": MOSUL}),
        ({"time": day("2014-06-18")}, {"time": day("2014-07-18")}),
        ({"who": [("Militants", ISLAMIC_STATE)]}, {"who": [("Jets", UNITED_STATES)]}),
        ({"casualties": toll((6, 6))}, {"casualties": toll((9, 9))}),
        ({"assertion": "negated"}, {"assertion": "asserted"}),
    ],
)
def test_what_contradicts_stays_apart(first, second):
    found = incidents(*pair(first, second))
    assert found[0] != found[1]


def test_words_that_are_read_unlike_are_two():
    assert len(set(incidents(*pair(second={"type": "PROTEST", "mode": None}), read=-0.3))) == 2


def test_what_is_said_to_follow_is_another():
    first, second = pair()
    second = mention(ONE, "The siege", mode="siege", after=first.id)
    assert len(set(incidents(first, second))) == 2


def test_the_incident_is_the_id_of_its_first_mention_whatever_the_order():
    given = (*pair(), mention(ONE, "bombed", mode="airstrike"), mention(ONE, "airstrikes", mode="airstrike"))
    parse = alike(lambda i, j: 1.0 if i // 2 == j // 2 else -0.5, [m.trigger for m in given])
    expected = {m.id: m.incident for m in group_incidents(given, parse)}
    assert expected[given[1].id] == given[0].id != expected[given[2].id]
    for order in permutations(given):
        assert {m.id: m.incident for m in group_incidents(order, parse)} == expected


def test_mentions_come_back_in_the_order_given():
    given = pair()[::-1]
    assert [m.id for m in group_incidents(given)] == [m.id for m in given]


def test_a_mention_joins_only_what_it_agrees_with_altogether():
    """An unplaced mention must not tie two sieges in two places together."""
    text = article("A siege here. Another siege there. A third siege elsewhere.")
    given = (
        mention(text, "siege here", place=AMERLI, mode="siege"),
        mention(text, "siege there", mode="siege"),
        mention(text, "siege elsewhere", place=MOSUL, mode="siege"),
    )
    first, second, third = incidents(*given)
    assert first == second != third


def test_one_likeness_alone_chains_nothing():
    """The last is like the first, and not like the nine others of its incident."""
    text = article(" ".join(f"Siege{n} there." for n in range(11)))
    given = tuple(mention(text, f"Siege{n} ", mode="siege") for n in range(11))
    words = [m.trigger for m in given]
    near, far = (
        group_incidents(given, alike(lambda i, j, to=to: to if max(i, j) == 10 and min(i, j) else 0.9, words))[-1]
        for to in (0.9, -0.9)
    )
    assert near.happening == given[0].id != far.happening


def test_no_mentions():
    assert group_incidents(()) == ()


KIRKUK = replace(MOSUL, name="Kirkuk", lat=35.468, geonameid=94_787)


def test_a_place_and_day_of_another_sentence_keep_nothing_apart():
    text = "In Mosul, on Monday, a talk was held. A bomb exploded. The attack killed two."
    lent = {"place": replace(MOSUL, span=span(text, "Mosul")), "time": day("2014-06-09", basis="inferred")}
    here = {"place": KIRKUK, "time": day("2014-06-11")}
    told = (
        mention(article(text), "exploded", mode="bombing", **here),
        mention(article(text), "attack", **lent),
    )
    assert len(set(incidents(*told))) == 1


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ({"alike": 0.8}, {"alike": 0.2}),
        ({"second": {"casualties": toll((6, 6))}}, {"second": {"casualties": toll((60, 60))}}),
        ({"second": {"place": AMERLI}}, {"second": {"place": MOSUL}}),
        ({"second": {"time": day("2014-06-18")}}, {"second": {"time": day("2015-06-18")}}),
        ({"second": {"who": [("Militants", ISLAMIC_STATE)]}}, {"second": {"who": [("Jets", UNITED_STATES)]}}),
        ({"words": "The siege"}, {"words": "The airstrikes"}),
    ],
)
def test_what_two_mentions_share_speaks_for_one_event(likelier, than):
    def probable(level, alike=0.6, second=None, words="The siege"):  # alike enough to be looked at
        said = {"casualties": toll((6, 6)), "place": AMERLI, "time": day("2014-06-18")}
        first = mention(ONE, "besieged", mode="siege", who=[("Militants", ISLAMIC_STATE)], **said)
        other = mention(ONE, words, mode="siege", **second or {})
        return probabilities([Telling(first)], Telling(other), [alike])[0, LEVELS.index(level)]

    for level in LEVELS:
        assert probable(level, **likelier) > probable(level, **than)


# ---- in texts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "happenings", "incidents"),
    [
        # told again, and what it did
        (
            "A Concorde crashed near Paris on Tuesday, killing all 109 on board. It was the first crash of a Concorde.",
            ["crashed crash", "killing"],
            ["crashed killing crash"],
        ),
        (
            "An earthquake struck Nepal on 25 April 2015. The earthquake killed 9,000 people and destroyed temples.",
            ["earthquake earthquake", "killed", "destroyed"],
            ["earthquake earthquake killed destroyed"],
        ),
        (
            "Militants besieged Amerli in June 2014. The siege of Amerli lasted two months. Troops entered the town.",
            ["besieged siege", "entered"],
            ["besieged siege", "entered"],
        ),
        (
            "A car bomb exploded in Oslo on 22 July 2011 and killed eight people. Nobody had warned of the attack.",
            ["exploded", "killed", "warned", "attack"],
            ["exploded killed attack", "warned"],
        ),
        # two of a kind
        (
            "A bomb exploded in Madrid on 11 March 2004. In July 2005 another exploded in London.",
            ["exploded", "exploded"],
            ["exploded", "exploded"],
        ),
        # what came of it
        (
            "Gunmen killed the journalist in Valletta in October 2017. Police arrested three men in December.",
            ["killed", "arrested"],
            ["killed", "arrested"],
        ),
        (
            "Anders Breivik killed 77 people in July 2011. A court in Oslo sentenced him in August 2012.",
            ["killed", "sentenced"],
            ["killed", "sentenced"],
        ),
    ],
)
def test_what_texts_tell(analyzer, text, happenings, incidents):
    mentions = analyzer.analyze(Article("a", "a", text)).mentions
    wanted = {word for group in happenings for word in group.split()}
    for level, expected in (("happening", happenings), ("incident", incidents)):
        told = defaultdict(list)
        for m in sorted(mentions, key=lambda m: m.trigger.start):
            if m.trigger.text in wanted:
                told[getattr(m, level)].append(m.trigger.text)
        assert sorted(" ".join(group) for group in told.values()) == sorted(expected)
