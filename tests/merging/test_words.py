from __future__ import annotations

import pytest

from events.merging.words import akin, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attacked", "attacks"),
        ("struck", "strike"),
        ("exploded", "explosion"),
        ("died", "death"),
        ("bomb", "car bomb"),
        ("shot", "shooting"),
        ("took", "taken"),
        ("sale", "sold"),
        ("Siege", "siege"),
        ("army's withdrawal", "withdrew"),
    ],
)
def test_forms_of_one_word_are_akin(one, other):
    assert akin(stems(one), stems(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("took office", "took hostage"), ("siege", "airstrike"), ("arrest", "release"), ("car bomb", "letter bomb")],
)
def test_other_words_are_not(one, other):
    assert not akin(stems(one), stems(other))


@pytest.mark.parametrize("text", ["", "!?", "—", "\0"])
def test_nothing_is_akin_to_no_words(text):
    assert not akin(stems(text), stems("siege"))


def test_words_without_content_are_compared_as_they_are():
    assert akin(stems("down"), stems("down"))
    assert not akin(stems("down"), stems("up"))
