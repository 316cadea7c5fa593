"""What names are to mean, from one store to another."""

from __future__ import annotations

import pytest

from events.corrections import sharing
from events.corrections.values import Taking, plain
from events.errors import CorrectionError
from events.model import Actor, Candidate, Correction, Place, Span

HILL = Place(Span("Hill", 3, 7), "Hill 70", 50.45, 2.8, alternatives=(Candidate("Hill", 1.0, 2.0, 7, 0.2),))
PARIS = Place(None, "Paris", 33.66, -95.56, 5.0, 4_717_560, "USA", "Texas", "PPLA2", "settlement")
MILITIA = Actor("sons-of-the-sun", "Sons of the Sun", "IRQ", "armed group")

EVERYWHERE = Taking("the hill", "everywhere", None, HILL)
OF_A_SOURCE = Taking("Paris", "source", "The Paris News", PARIS)
OF_AN_ARTICLE = Taking("Paris", "article", "a1", PARIS)
CALLED = Taking("the Sons", "everywhere", None, None, MILITIA)


def log(*said: Taking | int) -> list[Correction]:
    """Entries that take names; a number undoes that entry."""
    return [
        Correction(n, "undo", "Omar", "2024-01-01T00:00:00+00:00", undoes=one)
        if isinstance(one, int)
        else Correction(n, "take", "Nadia", "2024-01-01T00:00:00+00:00", new=plain(one), note="as the map has it")
        for n, one in enumerate(said, 1)
    ]


def names(found: tuple[sharing.Shared, ...]) -> list[tuple[str, str]]:
    return [(one.taking["name"], one.taking["scope"]) for one in found]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([OF_A_SOURCE, CALLED], [("Paris", "source"), ("the Sons", "everywhere")]),
        ([OF_AN_ARTICLE], []),
        ([EVERYWHERE, CALLED, 1], [("the Sons", "everywhere")]),
        ([EVERYWHERE, CALLED, EVERYWHERE], [("the Sons", "everywhere"), ("the hill", "everywhere")]),
        ([], []),
    ],
)  # fmt: skip
def test_what_is_shared_holds_and_is_said_last(said, left):
    assert names(sharing.shared(log(*said))) == left


def test_a_place_leaves_its_text_behind():
    (one,) = sharing.shared(log(EVERYWHERE))
    assert one.taking["place"]["span"] is None
    assert len(one.taking["place"]["alternatives"]) == 0


def test_lines_come_back_as_they_went():
    found = sharing.shared(log(EVERYWHERE, OF_A_SOURCE, CALLED))
    assert sharing.from_jsonl(sharing.to_jsonl(found)) == found
    assert found[0].why == "Nadia: as the map has it"


def test_what_a_log_says_already_is_known():
    lines = sharing.shared(log(EVERYWHERE, CALLED))
    assert names(sharing.unknown(lines, log(EVERYWHERE))) == [("the Sons", "everywhere")]
    assert sharing.unknown(lines, log(CALLED, EVERYWHERE)) == ()
    assert len(sharing.unknown(lines, log(EVERYWHERE, 1, CALLED))) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no json", "line 2"),
        ("{}", "line 2"),
        ('{"taking": {"name": "x", "scope": "everywhere"}, "author": "A", "moment": "m"}', "place or for an actor"),
        (next(sharing.to_jsonl([sharing.Shared(plain(OF_AN_ARTICLE), "A", "m")])), "one article only"),
    ],
)
def test_a_wrong_line_is_named(line, says):
    good = next(sharing.to_jsonl(sharing.shared(log(CALLED))))
    with pytest.raises(CorrectionError, match=says):
        sharing.from_jsonl([good, line])


def test_places_as_a_dump():
    rows = [
        line.split("\t")
        for line in sharing.to_dump(sharing.shared(log(EVERYWHERE, OF_A_SOURCE, CALLED)), {"USA": "US"}.get)
    ]
    assert [len(row) for row in rows] == [19, 19]
    hill, paris = rows
    assert int(hill[0]) < 0
    assert hill[1:9] == ["Hill 70", "", "the hill", "50.45", "2.8", "", "", ""]
    assert paris[:9] == ["4717560", "Paris", "", "", "33.66", "-95.56", "P", "PPLA2", "US"]


def test_actors_as_a_table():
    assert list(sharing.to_aliases(sharing.shared(log(EVERYWHERE, CALLED)))) == [
        "alias\tid\tname\tcountry\tkind",
        "the Sons\tsons-of-the-sun\tSons of the Sun\tIRQ\tarmed group",
    ]
