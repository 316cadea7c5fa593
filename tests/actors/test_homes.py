"""Of which country those are whose words name none, in texts written for this test."""

from __future__ import annotations

import pytest

from events.actors import resolve
from events.model import Mention, Participant, Place, Span, Toponym


def span(text: str, words: str) -> Span:
    return Span(words, text.index(words), text.index(words) + len(words))


def parties(parser, text: str, type_: str, places: dict[str, str], **roles: str) -> dict[str, Participant]:
    """The resolved participants of one mention, by role; `places`: each place name of the text with its country."""
    whole = Span(text, 0, len(text))
    said = tuple(Participant(span(text, words), role) for role, words in roles.items())
    toponyms = [Toponym(span(text, name), Place(None, name, 0.0, 0.0, country=c)) for name, c in places.items()]
    (found,) = resolve(
        (Mention("m", "a", type_, whole, whole, whole, participants=said),), parser.parse(text), toponyms
    )
    return {p.role: p for p in found.participants}


def known(participant: Participant) -> tuple[str | None, str | None]:
    return (participant.actor and participant.actor.country, participant.sector)


# text, type, places, words of the recipient, country and sector
LOCALS = [
    # of the only country whose places the sentence names
    ("A journalist was shot dead in Karachi.", "ASSAULT", {"Karachi": "PAK"}, "journalist", ("PAK", "MED")),
    ("Leaders of the opposition met in Baku.", "CONSULT", {"Baku": "AZE"}, "Leaders of the opposition", ("AZE", "OPP")),
    (
        "Members of a militia burned a bus in Kidal.",
        "ASSAULT",
        {"Kidal": "MLI"},
        "Members of a militia",
        ("MLI", "UAF"),
    ),
    ("Rebels operating in Katanga were disarmed.", "RETREAT", {"Katanga": "COD"}, "Rebels", ("COD", "REB")),
    ("Tourists were robbed in Karachi.", "CRIME", {"Karachi": "PAK"}, "Tourists", (None, "CVL")),
    ("Students fled from Lviv to Lublin.", "ASSAULT", {"Lviv": "UKR", "Lublin": "POL"}, "Students", (None, "EDU")),
    # of the one whose places the text mostly names
    ("Karachi was quiet. Then police fired at a crowd.", "ASSAULT", {"Karachi": "PAK"}, "crowd", ("PAK", "CVL")),
    # a people without a state, where it is
    ("Soldiers killed two Kurds near Cizre.", "ASSAULT", {"Cizre": "TUR"}, "two Kurds", ("TUR", None)),
    # the people of a place
    ("The army imposed a curfew in Srinagar.", "COERCE", {"Srinagar": "IND"}, "Srinagar", ("IND", None)),
]


@pytest.mark.parametrize(("text", "type_", "places", "words", "expected"), LOCALS)
def test_locals(parser, text, type_, places, words, expected):
    country, sector = known(parties(parser, text, type_, places, recipient=words)["recipient"])
    assert country == expected[0] and (expected[1] is None or sector == expected[1])


# text, type, places, actor, recipient, country of the recipient
DOMESTIC = [
    ("Egyptian police arrested 12.", "COERCE", {}, "Egyptian police", "12", "EGY"),
    ("Chilean police shot at demonstrators.", "ASSAULT", {}, "Chilean police", "demonstrators", "CHL"),
    ("Peruvian rebels killed about 20 people.", "ASSAULT", {}, "Peruvian rebels", "about 20 people", "PER"),
    ("The British government banned a militant group.", "COERCE", {}, "British government", "militant group", "GBR"),
    ("American soldiers shot two farmers.", "ASSAULT", {}, "American soldiers", "two farmers", None),
    ("Turkish police in Mosul held a farmer.", "COERCE", {"Mosul": "IRQ"}, "Turkish police", "farmer", "IRQ"),
]


@pytest.mark.parametrize(("text", "type_", "places", "actor", "recipient", "country"), DOMESTIC)
def test_whom_a_state_deals_with_at_home(parser, text, type_, places, actor, recipient, country):
    found = parties(parser, text, type_, places, actor=actor, recipient=recipient)
    assert known(found["recipient"])[0] == country


TOWNS = [
    ("Iraqi jets bombed Ahvaz.", "Iraqi jets", {"Ahvaz": "IRN"}, "IRN"),
    ("Iranian troops bombed Ahvaz.", "Iranian troops", {"Ahvaz": "IRN"}, None),
    ("Rebels bombed Ahvaz.", "Rebels", {"Ahvaz": "IRN"}, None),
]


@pytest.mark.parametrize(("text", "actor", "places", "country"), TOWNS)
def test_a_town_is_its_states_where_foreigners_attack_it(parser, text, actor, places, country):
    found = parties(parser, text, "ASSAULT", places, actor=actor, recipient="Ahvaz")
    assert known(found["recipient"])[0] == country


RELIEVED = [
    ("Syrian soldiers broke the siege of Aleppo.", "Syrian soldiers", None),
    ("Turkish soldiers left Aleppo.", "Turkish soldiers", "SYR"),
]


@pytest.mark.parametrize(("text", "actor", "country"), RELIEVED)
def test_a_state_that_frees_its_own_town_does_nothing_to_itself(parser, text, actor, country):
    found = parties(parser, text, "RETREAT", {"Aleppo": "SYR"}, actor=actor, recipient="Aleppo")
    assert known(found["recipient"])[0] == country
