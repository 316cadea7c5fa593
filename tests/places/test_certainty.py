"""How sure event places are said to be."""

from __future__ import annotations

from events.places.certainty import calibrated, said
from tests import factory

STEPS = [i / 100 for i in range(101)]


def test_a_stronger_tie_is_never_less_likely_and_stays_a_probability():
    told = [said(strength) for strength in STEPS]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_mention_without_a_place_says_nothing():
    mention = factory.mention(factory.article("Rebels attack town."), "attack")
    assert calibrated([mention])[0].confidence.place is None
