"""Wrapped lines and headlines become prose; nothing else changes, and nothing changes place."""

from __future__ import annotations

import pytest

from events.extraction.prose import as_prose, dateline_ends, headlines

CASES = [
    ("a comma before the break", "Troops left the town,\nofficials said.", "Troops left the town, officials said."),
    ("a preposition before it", "The battle at\nAmerli went on.", "The battle at Amerli went on."),
    ("small letters after it", "Troops left the\r\ntown.", "Troops left the  town."),
    ("a paragraph stays", "Troops left.\n\nRebels came.", "Troops left.\n\nRebels came."),
    ("a heading stays", "Troops leave Mosul\nThe army has left.", "Troops leave Mosul\nThe army has left."),
    (
        "a headline takes the body's case",
        "Rebels Seize Port City Near Suez\n\nThe rebels seize a port, near the city.",
        "rebels seize port city near Suez\n\nThe rebels seize a port, near the city.",
    ),
    (
        "a name that is also a word stays in prose",
        "The rebels met Rebels United there.",
        "The rebels met Rebels United there.",
    ),
]


@pytest.mark.parametrize(("_", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_as_prose(_, text, expected):
    assert as_prose(text) == expected
    assert len(as_prose(text)) == len(text)


@pytest.mark.parametrize("text", ["İSTANBUL'DA BÜYÜK DEPREM OLDU\n\nistanbul'da büyük deprem", "", "\n\n\n"])
def test_length_holds_for_any_text(text):
    assert len(as_prose(text)) == len(text)


DATELINES = [
    ("BAGHDAD (Dateline) — Troops left.", "Troops left."),
    ("SUEZ, Egypt, March 29, 2021 (Dateline) — Tugs came.", "Tugs came."),
    ("THE HAGUE -- He was sentenced.", "He was sentenced."),
    ("TRIPOLI/BENGHAZI - Two dams burst.", "Two dams burst."),
    ("PARIS, Oct 13, 2023 - A deal was closed.", "A deal was closed."),
    ("POINT ONE - NO MORE WAR.", None),
    ("A headline\n\nKIRKUK, Iraq — The people came.", "The people came."),
    ("The town — a port — fell.", None),
    ("NATO said so. It left.", None),
]


@pytest.mark.parametrize(("text", "lead"), DATELINES)
def test_a_dateline_is_no_part_of_the_lead(text, lead):
    assert {text[end:] for end in dateline_ends(text)} == ({lead} if lead else set())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Rebels sign accord with a pen made from a bullet\n\nThey met.",
            ["ebels sign accord with a pen made from a bullet"],
        ),
        ("Rebels sign accord. Talks end\n\nThey met.", []),
        ("Rebels sign accord\nThey met.", []),
        ("Rebels signed.", []),
        ("", []),
    ],
)
def test_a_headline_is_one_sentence(text, lines):
    assert [text[line.start : line.stop] for line in headlines(text)] == lines


def test_no_sentence_begins_within_a_headline(parser):
    text = "Rebels sign peace accord with a pen made from a bullet\n\nThey met in Cartagena."
    assert len(parser.parse(text).sentences) == 2
