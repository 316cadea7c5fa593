"""What mentions of one incident lend each other."""

from __future__ import annotations

from dataclasses import replace

from events.merging.sharing import share
from events.model import Confidence
from tests import factory

ARTICLE = factory.article("Rebels attack town. The attack came at dawn. A fire broke out.")


def told(trigger: str, incident: str, **fields):
    return replace(factory.mention(ARTICLE, trigger, **fields), incident=incident)


def test_a_mention_without_place_and_time_takes_those_of_its_incident():
    headline = told("attack", "i")
    lead = told(
        "came", "i", place=factory.AMERLI, time=factory.day("2014-08-31"), confidence=Confidence(None, 0.8, 0.9)
    )
    first, second = share([headline, lead])
    assert (first.place, first.time.earliest, first.time.basis) == (factory.AMERLI, "2014-08-31", "inferred")
    assert (first.confidence.place, first.confidence.time) == (0.56, 0.63)
    assert second == lead


def test_the_place_that_most_is_said_for_is_lent():
    lead, alone = told("attack", "i"), told("fire", "i", place=factory.ROME, confidence=Confidence(None, 0.5, None))
    twice = [told(t, "i", place=factory.MOSUL, confidence=Confidence(None, 0.4, None)) for t in ("came", "broke")]
    assert share([lead, alone, *twice])[0].place == factory.MOSUL


def test_an_incident_is_where_its_most_exact_mention_says():
    country = told("attack", "i", place=factory.IRAQ, confidence=Confidence(None, 0.9, None))
    town = told("came", "i", place=factory.MOSUL, confidence=Confidence(None, 0.8, None))
    unsure = told("fire", "j", place=factory.MOSUL, confidence=Confidence(None, 0.2, None))
    assert share([country, town])[0].place == factory.MOSUL
    assert share([country, replace(unsure, incident="i")])[0].place == factory.IRAQ


def test_what_a_mention_has_it_keeps():
    one = told("attack", "i", place=factory.MOSUL)
    other = told("came", "i", place=factory.AMERLI, confidence=Confidence(None, 0.9, None))
    assert [m.place for m in share([one, other])] == [factory.MOSUL, factory.AMERLI]


def test_other_incidents_lend_nothing():
    one, other = told("attack", "i"), told("fire", "j", place=factory.AMERLI)
    assert share([one, other])[0].place is None
