"""What an event says where its mentions differ."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from events.merging import fuse
from events.model import Confidence, Place, Span
from tests.factory import AMERLI, IRAQ, IRAQ_STATE, ISLAMIC_STATE, MOSUL, ROME, article, day, mention, party, toll

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


def corrected(number, mention, *fields):
    return replace(mention, corrected=tuple(sorted((field, f"c{number}") for field in fields)))


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        ("place", {"place": AMERLI}, {"place": MOSUL}, MOSUL),
        ("place", {"place": AMERLI}, {"place": None}, None),  # a person said that there is none
        ("time", {"time": SUNDAY}, {"time": MONTH}, MONTH),
        ("type", {"type": "COERCE"}, {"type": "ASSAULT"}, "ASSAULT"),
        ("mode", {"mode": "siege"}, {"mode": None}, None),
        ("assertion", {"assertion": "asserted"}, {"assertion": "negated"}, "negated"),
        ("casualties", {"casualties": toll((9, 9))}, {"casualties": toll((6, 6))}, toll((6, 6))),
        ("casualties", {"casualties": toll((9, 9))}, {"casualties": None}, None),
        ("participants", {"who": [("fighters", None)]}, {}, ()),
    ],
)
def test_what_a_person_set_wins_the_last_of_it(name, first, second, expected):
    set_field = "type" if name == "mode" else name
    found, said = report(0, **first), report(1, **second)
    both = (corrected(9, found, set_field), corrected(10, said, set_field))
    for event in (fuse("e", (found, found, corrected(3, said, set_field))), fuse("e", both)):
        assert getattr(event, name) == expected
    assert fuse("e", both).basis[set_field] == "c10"


def test_the_basis_of_what_a_person_set_is_the_correction():
    basis = fuse("e", (corrected(3, report(0, place=AMERLI, mode="siege", cameo="191"), "place", "type"),)).basis
    assert [basis[name] for name in ("place", "type", "mode", "cameo")] == ["c3"] * 4
    assert basis["assertion"] == report(0).id


def test_a_text_and_its_copies_are_one_source():
    reports = [report(n, place=MOSUL, type="COERCE", assertion="planned") for n in range(2)]
    reports += [report(2, place=AMERLI, assertion="possible"), report(3, place=AMERLI, assertion="possible")]
    reports[2] = replace(reports[2], type="ASSAULT")
    copies = {ARTICLES[3].id: ARTICLES[2].id, ARTICLES[1].id: ARTICLES[2].id}
    apart, event = fuse("e", tuple(reports[1:])), fuse("e", tuple(reports[1:]), copies)
    assert (apart.sources, event.sources) == (3, 1)
    assert event.copies == copies
    assert (apart.place, fuse("e", tuple(reports), {ARTICLES[3].id: ARTICLES[2].id}).place) == (AMERLI, MOSUL)


REGION = Place(None, "Salah ad Din", 34.5, 43.6, 100.0, 1, "IRQ", "Salah ad Din", "ADM1", "admin1")
TUZ = Place(None, "Tuz Khurmatu", 34.888, 44.633, 10.0, 2, "IRQ", "Salah ad Din", "PPL", "settlement")
YEAR, JULY = day("2014-01-01", "2014-12-31", granularity="year"), day("2014-07-04")


@pytest.mark.parametrize(
    ("name", "reports", "expected"),
    [
        ("place", [{"place": IRAQ}, {"place": IRAQ}, {"place": IRAQ}, {"place": REGION}], REGION),
        ("place", [{"place": IRAQ}, {"place": REGION}, {"place": AMERLI}], AMERLI),
        ("place", [{"place": REGION}, {"place": AMERLI}, {"place": ROME}, {"place": IRAQ}], AMERLI),
        ("time", [{"time": YEAR}, {"time": YEAR}, {"time": MONTH}], MONTH),
        ("time", [{"time": MONTH}, {"time": JULY}, {"time": SUNDAY}], SUNDAY),  # which lies in what another says
        ("time", [{"time": JULY}, {"time": JULY}, {"time": SUNDAY}], JULY),
    ],
)
def test_what_is_coarser_supports_what_lies_in_it(name, reports, expected):
    assert field(name, *reports) == expected


def test_two_towns_do_not_support_each_other():
    assert field("place", {"place": AMERLI}, {"place": TUZ}, {"place": TUZ}) == TUZ


def test_what_a_person_deleted_says_nothing():
    gone = report(0, place=MOSUL, type="COERCE", casualties=toll((90, 90)), deleted=True, salience=0.9)
    event = fuse("e", (gone, report(1, place=AMERLI, salience=0.4), report(2)))
    assert (event.type, event.place, event.casualties, event.salience) == ("ASSAULT", AMERLI, None, 0.4)
    assert len(event.mentions) == 3


@pytest.mark.parametrize(
    ("deleted", "expected"),
    [((True,), True), ((True, True), True), ((True, False), True), ((True, False, False), False), ((False,), False)],
)
def test_an_event_half_of_which_was_deleted_is_deleted(deleted, expected):
    event = fuse("e", tuple(report(n, deleted=gone, place=AMERLI) for n, gone in enumerate(deleted)))
    assert (event.deleted, event.place) == (expected, AMERLI)


def test_one_verified_mention_verifies():
    assert fuse("e", (report(0), report(1, verified=True))).verified
    assert not fuse("e", (report(0), report(1))).verified


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
