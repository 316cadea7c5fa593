"""Which articles are copies of one text."""

from __future__ import annotations

from datetime import date

import pytest

from events.merging import copied, groups, origin, shingles, sketch
from events.merging.copies import SHORTEST, SKETCH

REPORT = (
    "Iraqi army and Kurdish fighters broke the siege of Amerli on Sunday and entered the town, where thousands of "
    "Shia Turkmen had held out against Islamic State for more than two months with little food, water or medicine. "
    "The advance came after American aircraft struck the positions of the besiegers and dropped food and water."
)
CUT = REPORT[: REPORT.index(" The advance")]
OTHER = (
    "Residents of Amerli, a town north of Baghdad, danced in its streets after two months under siege had come to an "
    "end on Sunday, when soldiers and volunteers drove in from the east; a doctor said that no child had been given "
    "milk for weeks, and that three had died of it before the first helicopters could land."
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (REPORT, REPORT, True),
        (REPORT, REPORT.upper().replace(",", ""), True),  # case and marks say nothing
        (REPORT, "AMERLI, Iraq (Agency) - " + REPORT, True),
        (REPORT, REPORT + " " + OTHER, True),
        (REPORT, CUT, True),
        (REPORT, REPORT.replace("thousands", "some 12,000"), True),
        (REPORT, OTHER, False),
        (REPORT, " ".join(reversed(REPORT.split())), False),
        (REPORT, " ".join(CUT.split()[:24]) + " " + OTHER, False),  # quotes it
        (CUT[:60], CUT[:60], False),  # too short to tell
        ("", "", False),
    ],
)
def test_copies(one, other, expected):
    a, b = shingles(one), shingles(other)
    assert copied(a, b) == copied(b, a) == expected


def test_a_text_too_short_to_tell_has_no_shingles():
    words = REPORT.split()
    assert not shingles(" ".join(words[: SHORTEST + 4]))
    assert len(shingles(" ".join(words[: SHORTEST + 5]))) == SHORTEST


def test_a_sketch_is_the_smallest_hashes_which_copies_have_in_common():
    found = sketch(shingles(REPORT))
    assert len(found) == SKETCH and list(found) == sorted(found)
    assert all(-(2**63) <= number < 2**63 for number in found)
    assert set(found) & set(sketch(shingles(CUT)))
    assert not set(found) & set(sketch(shingles(OTHER)))


EARLY, LATE = date(2014, 9, 1), date(2014, 9, 2)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"b": EARLY, "a": LATE}, "b"),
        ({"b": EARLY, "a": EARLY}, "a"),
        ({"b": EARLY, "a": None}, "b"),
        ({"b": None, "a": None}, "a"),
    ],
)
def test_the_origin_is_what_was_published_first(published, expected):
    assert origin(published) == expected


def test_copies_of_copies_are_one_group():
    texts = {
        "long": REPORT + " " + OTHER,
        "cut": CUT,
        "report": REPORT,
        "other": OTHER,
        "apart": "So " + " ".join(reversed(OTHER.split())),
        "short": "Siege broken.",
    }
    found = groups({name: shingles(text) for name, text in texts.items()})
    assert {frozenset(group) for group in found} == {
        frozenset({"long", "cut", "report", "other"}),
        frozenset({"apart"}),
        frozenset({"short"}),
    }


def test_the_order_of_texts_decides_nothing():
    texts = {"a": shingles(REPORT), "b": shingles(OTHER), "c": shingles(CUT)}
    assert groups(texts) == groups(dict(reversed(texts.items()))) == [frozenset("ac"), frozenset("b")]
