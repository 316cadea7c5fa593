"""What an event says where its mentions differ."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from events.merging import fuse
from events.model import Confidence, Place, Span
from tests.factory import AMERLI, IRAQ, IRAQ_STATE, ISLAMIC_STATE, MOSUL, article, day, mention, party, toll

TEXT = "Report {}: Islamic State fighters besieged Amerli and Iraqi troops."
ARTICLES = [article(TEXT.format(number)) for number in range(4)]


def report(number: int, **fields):
    return mention(ARTICLES[number], "besieged", **fields)


def field(name, *reports):
    return getattr(fuse("e", tuple(report(n, **r) for n, r in enumerate(reports))), name)


UNRESOLVED = Place(Span("Amerli", 0, 6))
MONTH = day("2014-08-01", "2014-08-31", granularity="month")
SUNDAY, PUBLISHED = day("2014-08-31"), day("2014-09-01", basis="published")


@pytest.mark.parametrize(
    ("name", "reports", "expected"),
    [
        ("type", [{"type": "COERCE"}, {"type": "ASSAULT"}, {"type": "ASSAULT"}], "ASSAULT"),
        ("mode", [{}, {"mode": "siege"}, {}], "siege"),
        ("mode", [{"mode": "clash"}, {"mode": "siege"}, {"mode": "siege"}], "siege"),
        ("cameo", [{"cameo": "190"}, {"mode": "siege", "cameo": "191"}], "191"),
        ("place", [{"place": IRAQ}, {"place": IRAQ}, {"place": AMERLI}], AMERLI),
        ("place", [{"place": MOSUL}, {"place": AMERLI}, {"place": AMERLI}], AMERLI),
        ("place", [{"place": UNRESOLVED}, {"place": IRAQ}], IRAQ),
        ("place", [{"place": UNRESOLVED}, {}], UNRESOLVED),
        ("place", [{}, {}], None),
        ("time", [{"time": MONTH}, {"time": SUNDAY}], SUNDAY),
        ("time", [{"time": MONTH}, {"time": PUBLISHED}], MONTH),
        ("time", [{"time": day("2014-08-31", basis="inferred")}, {"time": MONTH}], MONTH),
        ("time", [{"time": day("2014-08-30")}, {"time": SUNDAY}, {"time": SUNDAY}], SUNDAY),
        ("time", [{}, {}], None),
        ("assertion", [{"assertion": "negated"}, {"assertion": "asserted"}], "asserted"),
        ("assertion", [{"assertion": "possible"}, {"assertion": "planned"}, {"assertion": "possible"}], "possible"),
        ("salience", [{"salience": 0.2}, {"salience": 0.9}], 0.9),
        ("casualties", [{"casualties": toll((6, 6))}, {"casualties": toll((9, 12))}], toll((6, 12))),
        ("casualties", [{"casualties": toll((6, 6))}, {"casualties": toll(None, (3, 3))}], toll((6, 6), (3, 3))),
        ("casualties", [{}, {}], None),
        ("sources", [{}, {}, {}], 3),
    ],
)
def test_fields(name, reports, expected):
    assert field(name, *reports) == expected


def test_each_party_once_a_role_the_most_told_first():
    parties = field(
        "participants",
        {"who": [("Islamic State", ISLAMIC_STATE)], "whom": [("Amerli", None)]},
        {"who": [("fighters", ISLAMIC_STATE)], "whom": [("Iraqi troops", IRAQ_STATE)]},
        {"whom": [("Iraqi troops", IRAQ_STATE)]},
    )
    assert [(p.role, p.actor and p.actor.id) for p in parties] == [
        ("actor", "islamic-state"),
        ("recipient", "IRQ"),
        ("recipient", None),
    ]


def test_a_party_has_the_sector_that_most_give():
    sectors = ("GOV", "MIL", "MIL")
    reports = [{"participants": (party(TEXT, "Iraqi troops", "actor", IRAQ_STATE, s),)} for s in sectors]
    assert [p.sector for p in field("participants", *reports)] == ["MIL"]


def test_basis_names_the_mention_of_each_field():
    reports = (report(0, place=IRAQ, time=SUNDAY), report(1, place=AMERLI, mode="siege"))
    basis = fuse("e", reports).basis
    assert basis["place"] == basis["mode"] == reports[1].id
    assert basis["time"] == reports[0].id
    assert "casualties" not in basis and "cameo" not in basis


def test_confidence_is_of_the_value_that_was_chosen():
    reports = (
        report(0, place=IRAQ, confidence=Confidence(place=0.99)),
        report(1, place=AMERLI, confidence=Confidence(place=0.5)),
        report(2, place=AMERLI, confidence=Confidence(place=0.7)),
    )
    assert fuse("e", reports).confidence == Confidence(place=0.7)


def test_nothing_depends_on_the_order_of_mentions():
    reports = (
        report(0, place=AMERLI, mode="clash", who=[("fighters", None)], time=MONTH),
        report(1, place=replace(AMERLI, geonameid=2), mode="siege", who=[("Islamic State", ISLAMIC_STATE)]),
        report(2, place=IRAQ, mode="shelling", casualties=toll((3, 3)), time=PUBLISHED),
        report(3, type="COERCE", casualties=toll((5, 5)), assertion="possible", time=SUNDAY),
    )
    assert len({repr(fuse("e", order)) for order in permutations(reports)}) == 1


def test_no_mentions_are_no_event():
    with pytest.raises(ValueError, match="no mentions"):
        fuse("e", ())
