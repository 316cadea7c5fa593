"""Which mentions of one article are one incident."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from events.merging import group_incidents
from events.merging.incidents import bonds
from tests.factory import AMERLI, IRAQ, ISLAMIC_STATE, MOSUL, UNITED_STATES, article, day, mention, span, toll

ONE = article(
    "Militants besieged Amerli in June. The siege lasted two months. Jets bombed trucks. The airstrikes by jets ended."
)


def incidents(*mentions):
    return [m.incident for m in group_incidents(mentions)]


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
        ({"time": day("2014-06-18")}, {}),
        ({"assertion": "negated"}, {"assertion": "asserted"}),
        ({"mode": "airstrike"}, {"mode": "siege"}),
        ({"type": "PROTEST"}, {}),
        ({"type": "OTHER", "mode": None}, {"type": "OTHER", "mode": None}),
    ],
)
def test_what_contradicts_stays_apart(first, second):
    found = incidents(*pair(first, second))
    assert found[0] != found[1]


def test_what_is_said_to_follow_is_another():
    first, second = pair()
    second = mention(ONE, "The siege", mode="siege", after=first.id)
    assert len(set(incidents(first, second))) == 2


def strikes(actor=None):
    """Two mentions of one mode in other words."""
    return (
        mention(ONE, "bombed", mode="airstrike", who=[("Jets", actor)]),
        mention(ONE, "airstrikes", mode="airstrike", who=[("jets", actor)] if actor else []),
    )


def test_other_words_of_one_mode_need_a_party_or_place_in_common():
    assert len(set(incidents(*strikes(UNITED_STATES)))) == 1
    assert len(set(incidents(*strikes()))) == 2


def test_the_incident_is_the_id_of_its_first_mention_whatever_the_order():
    given = [*pair(), *strikes(UNITED_STATES)]
    expected = {m.id: m.incident for m in group_incidents(tuple(given))}
    assert expected[given[1].id] == given[0].id
    assert expected[given[3].id] == given[2].id
    for order in permutations(given):
        assert {m.id: m.incident for m in group_incidents(order)} == expected


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


def test_words_that_nothing_is_known_of_are_one_only_with_a_party_in_common():
    text = article("Smith launched the boat. Then Smith launched it again.")
    given = (
        mention(text, "launched the", "OTHER", who=[("Smith", None)]),
        mention(text, "launched it", "OTHER", who=[("Smith", None)]),
    )
    assert len(set(incidents(*given))) == 1


def test_no_mentions():
    assert group_incidents(()) == ()


def told(text, *tellings):
    """Mentions of a text: each a trigger with its mode, and what else is told."""
    return tuple(mention(article(text), trigger, **{"mode": mode} | rest) for trigger, mode, rest in tellings)


KIRKUK = replace(MOSUL, name="Kirkuk", lat=35.468, geonameid=94_787)


@pytest.mark.parametrize(
    ("text", "first", "second", "reason"),
    [
        (
            "A car bomb exploded in Oslo. Nobody claimed the attack.",
            ("exploded", "bombing", {}),
            ("attack", None, {}),
            "re-mention",
        ),
        (
            "Gunmen shot judge Giovanni Falcone. These killings must end.",
            ("shot", "shooting", {}),
            ("killings", "killing", {}),
            "re-mention",
        ),
        (
            "Gunmen shot at the bus and wounded two.",
            ("shot", "shooting", {}),
            ("wounded", None, {}),
            "one scene",
        ),
        (
            "Gunmen shot Rabin. A man murdered Rabin.",
            ("shot", "shooting", {"whom": [("Rabin", None)]}),
            ("murdered", "assassination", {"whom": [("Rabin", None)]}),
            "one scene",
        ),
        (
            "Gunmen shot at a bus. Another man was wounded when gunmen fled.",
            ("shot", "shooting", {"place": MOSUL}),
            ("wounded", None, {"place": MOSUL}),
            "one scene",
        ),
        (
            "A car bomb exploded in Oslo. He deplored violence.",
            ("exploded", "bombing", {}),
            ("violence", None, {}),
            "in general",
        ),
        (
            "Russian troops invaded Georgia. Refugees fled the war.",
            ("invaded", "invasion", {}),
            ("war", "war", {}),
            "in general",
        ),
        (
            "Police arrested twelve monks in Lhasa. The envoy decried repression.",
            ("arrested", "arrest", {"type": "COERCE"}),
            ("repression", None, {"type": "COERCE"}),
            "in general",
        ),
    ],
)
def test_what_binds_acts_of_violence(text, first, second, reason):
    mentions = told(text, first, second)
    assert [b.reason for b in bonds(mentions)] == ["first", reason]
    assert len(set(incidents(*mentions))) == 1


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("A bomb exploded. An attack was foiled.", ("exploded", "bombing", {}), ("attack", None, {})),
        ("A bomb exploded. The shooting began.", ("exploded", "bombing", {}), ("shooting", "shooting", {})),
        ("A bomb exploded. The war goes on.", ("exploded", "bombing", {}), ("war", "war", {})),
        ("A bomb exploded. The protest grew.", ("exploded", "bombing", {}), ("protest", None, {"type": "PROTEST"})),
        ("A bomb exploded here and another wounded two.", ("exploded", "bombing", {}), ("wounded", None, {})),
        ("A bomb exploded. Meanwhile two were shot.", ("exploded", "bombing", {}), ("shot", None, {})),
        ("A bomb exploded. A man was hurt.", ("exploded", "bombing", {}), ("hurt", None, {})),
        ("They shot at a bus and kidnapped it.", ("shot", "shooting", {}), ("kidnapped", "abduction", {})),
        (
            "A bomb exploded. The attack in May killed none.",
            ("exploded", "bombing", {"time": day("1995-04-19")}),
            ("attack", None, {"time": day("1995-05-02")}),
        ),
        (
            "A bomb exploded. The attack there killed none.",
            ("exploded", "bombing", {"place": MOSUL}),
            ("attack", None, {"place": KIRKUK}),
        ),
        (
            "They attacked Rabin. They attacked Peres.",
            ("attacked Rabin", None, {"whom": [("Rabin", None)]}),
            ("attacked Peres", None, {"whom": [("Peres", None)]}),
        ),
    ],
)
def test_what_keeps_acts_of_violence_apart(text, first, second):
    mentions = told(text, first, second)
    assert len(set(incidents(*mentions))) == 2


def test_a_place_and_day_of_another_sentence_keep_nothing_apart():
    text = "In Mosul, on Monday, a talk was held. A bomb exploded. The attack killed two."
    lent = {"place": replace(MOSUL, span=span(text, "Mosul")), "time": day("2014-06-09", basis="inferred")}
    here = {"place": KIRKUK, "time": day("2014-06-11")}
    assert len(set(incidents(*told(text, ("exploded", "bombing", here), ("attack", None, lent))))) == 1
