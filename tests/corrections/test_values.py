"""What an event can be corrected to."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from events.corrections import FIELDS, checked, plain, taking, told
from events.errors import CorrectionError
from events.model import Participant
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, day, toll

FIGHTERS = Participant(None, "actor", ISLAMIC_STATE, "REB")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", AMERLI),
        ("place", None),  # it was nowhere in particular
        ("time", day("2014-08-31")),
        ("time", day("2014-08-31T10:00", "2014-08-31T12:30")),
        ("time", day("2014-08-31T10:00", "2014-08-31")),
        ("time", replace(day("2014-08-31"), latest=None)),
        ("time", None),
        ("casualties", toll((6, 9), (0, 0))),
        ("casualties", None),
        ("assertion", "planned"),
        ("participants", (FIGHTERS, replace(FIGHTERS, role="recipient"))),
        ("participants", ()),
        ("verified", True),
        ("deleted", False),
        ("note", "Asked the mayor."),
    ],
)
def test_a_value_comes_back_from_the_log_as_it_was(field, value):
    written = json.dumps(plain(value))
    assert checked(field, json.loads(written)) == value


def test_a_type_may_have_a_mode_and_a_code():
    kind = checked("type", {"type": "ASSAULT", "mode": "siege"})
    assert (kind.type, kind.mode, kind.cameo) == ("ASSAULT", "siege", None)


SPOT = plain(AMERLI)
SUNDAY = plain(day("2014-08-31"))


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("salience", 1.0, "'salience' cannot be corrected; what can is type, participants"),
        ("type", {"type": "BATTLE"}, "type 'BATTLE' is not known; it is one of AGREE"),
        ("type", {"type": "AID", "mode": "siege"}, "mode 'siege' is none of AID; its modes are"),
        ("type", None, "type: Expected"),
        ("type", "ASSAULT", "type: Expected"),
        ("place", SPOT | {"lat": 95.0}, "95.0, 44.588 is no spot on earth"),
        ("place", SPOT | {"lon": -181.0}, "34.725, -181.0 is no spot on earth"),
        ("place", SPOT | {"lat": float("nan")}, "is no spot on earth"),
        ("place", SPOT | {"lat": None}, "both latitude and longitude"),
        ("place", SPOT | {"name": " "}, "a place needs a name"),
        ("place", SPOT | {"lat": "north"}, r"place: Expected .*lat"),
        ("time", SUNDAY | {"earliest": "Sunday"}, "'Sunday' is no day; write YYYY-MM-DD"),
        ("time", SUNDAY | {"latest": "2014-08-32"}, "'2014-08-32' is no day"),
        ("time", SUNDAY | {"latest": "20140831"}, "'20140831' is no day"),
        ("time", SUNDAY | {"latest": "2014-W36-1"}, "'2014-W36-1' is no day"),
        ("time", SUNDAY | {"latest": "2014-08-31T25:00"}, "'2014-08-31T25:00' is no day"),
        ("time", SUNDAY | {"latest": "2014-08-30"}, r"ended \(2014-08-30\) before it began \(2014-08-31\)"),
        ("time", SUNDAY | {"earliest": "2014-08-31T10:00", "latest": "2014-08-31T09:00"}, "before it began"),
        ("time", SUNDAY | {"earliest": None, "latest": None}, "needs a first or a last day"),
        ("time", SUNDAY | {"basis": "guessed"}, "basis 'guessed' is not known; it is one of stated"),
        ("casualties", {"killed": [9, 6]}, "killed 9 to 6: give the lowest number first"),
        ("casualties", {"injured": [-1, 6]}, "injured -1 to 6"),
        ("casualties", {"killed": 6}, "casualties: Expected .*killed"),
        ("assertion", "maybe", "assertion 'maybe' is not known; it is one of asserted, negated"),
        ("assertion", None, "assertion: Expected"),
        ("participants", [plain(FIGHTERS) | {"role": "victim"}], "role 'victim' is not known; it is one of actor"),
        ("participants", [plain(FIGHTERS) | {"actor": None}], "a party needs a name"),
        ("participants", None, "participants: Expected"),
        ("verified", "yes", "verified: Expected"),
        ("deleted", None, "deleted: Expected"),
    ],
)
def test_what_cannot_be_is_named(field, value, named):
    with pytest.raises(CorrectionError, match=named):
        checked(field, value)


def test_every_field_refuses_what_it_is_not():
    for field in FIELDS:
        with pytest.raises(CorrectionError, match=field):
            checked(field, 3)


TOLD = {"type": "ASSAULT", "mode": "siege", "sentence": [0, 40]}


def test_an_event_by_hand():
    found = told(TOLD | {"place": SPOT, "participants": [plain(FIGHTERS)]})
    assert (found.type, found.sentence, found.place, found.participants) == ("ASSAULT", (0, 40), AMERLI, (FIGHTERS,))
    assert (found.assertion, found.time) == ("asserted", None)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"type": "BATTLE"}, "type 'BATTLE'"),
        ({"mode": "nap"}, "mode 'nap'"),
        ({"assertion": "maybe"}, "assertion 'maybe'"),
        ({"place": SPOT | {"lat": 95.0}}, "no spot on earth"),
        ({"time": SUNDAY | {"latest": "2014-08-30"}}, "before it began"),
        ({"casualties": {"killed": [9, 6]}}, "killed 9 to 6"),
        ({"participants": [plain(FIGHTERS) | {"role": "victim"}]}, "role 'victim'"),
        ({"sentence": None}, "event: Expected .*sentence"),
    ],
)
def test_an_event_by_hand_that_cannot_be(wrong, named):
    with pytest.raises(CorrectionError, match=named):
        told(TOLD | wrong)


@pytest.mark.parametrize(
    ("scope", "within"), [("article", "a1"), ("source", "Paper"), ("everywhere", None)], ids=lambda value: str(value)
)
def test_what_a_name_is_always_to_mean(scope, within):
    found = taking({"name": "Amerli", "scope": scope, "within": within, "place": SPOT})
    assert (found.place, found.actor, found.within) == (AMERLI, None, within)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"name": " ", "scope": "everywhere", "place": SPOT}, "a name is needed"),
        ({"name": "Amerli", "scope": "country", "place": SPOT}, "scope 'country' is not known"),
        ({"name": "Amerli", "scope": "article", "place": SPOT}, "say within which article"),
        ({"name": "Amerli", "scope": "everywhere", "within": "a1", "place": SPOT}, "nothing for everywhere"),
        ({"name": "Amerli", "scope": "everywhere"}, "'Amerli' must be taken for a place or for an actor"),
        (
            {"name": "IS", "scope": "everywhere", "place": plain(MOSUL), "actor": plain(ISLAMIC_STATE)},
            "for a place or for an actor",
        ),
        ({"name": "Amerli", "scope": "everywhere", "place": SPOT | {"name": ""}}, "a place needs a name"),
        ({"scope": "everywhere", "place": SPOT}, "name: Object missing"),
    ],
)
def test_a_name_that_cannot_be_taken_so(value, named):
    with pytest.raises(CorrectionError, match=named):
        taking(value)
