"""Who did what to whom, as tables of sentences written for this test and what a reader gets from them."""

from __future__ import annotations

import pytest

from events.extraction import find_mentions
from events.model import Article, Mention


def mentions(parser, text: str) -> tuple[Mention, ...]:
    return find_mentions(Article(id="a", name="a", text=text), parser.parse(text))


def mention(parser, text: str, trigger: str) -> Mention:
    found = {m.trigger.text: m for m in mentions(parser, text)}
    assert trigger in found, f"no trigger {trigger!r} among {sorted(found)}"
    return found[trigger]


def names(found: Mention, role: str) -> list[str]:
    return [p.span.text for p in found.participants if p.role == role]


PARTIES = [
    # active and passive
    ("Russia invaded Ukraine in February 2022.", "invaded", ["Russia"], ["Ukraine"]),
    ("Grozny was shelled by Russian forces.", "shelled", ["Russian forces"], ["Grozny"]),
    ("Police arrested twelve students in Cairo.", "arrested", ["Police"], ["twelve students"]),
    ("Twelve students were arrested in Cairo.", "arrested", [], ["Twelve students"]),
    # relative and reduced relative clauses
    ("The rebels who seized Goma left the city.", "seized", ["rebels"], ["Goma"]),
    ("The town besieged by Serbian troops held out.", "besieged", ["Serbian troops"], ["town"]),
    ("Militants attacking the base killed a guard.", "attacking", ["Militants"], ["base"]),
    # coordination
    ("Syrian troops and Russian jets bombed Aleppo.", "bombed", ["Syrian troops", "Russian jets"], ["Aleppo"]),
    ("Soldiers surrounded the village and arrested its mayor.", "arrested", ["Soldiers"], ["its mayor"]),
    ("Soldiers surrounded the village and executed the mayor.", "executed", ["Soldiers"], ["mayor"]),
    # nouns with of, by, on, against, between
    ("The siege of Sarajevo by Bosnian Serb forces lasted years.", "siege", ["Bosnian Serb forces"], ["Sarajevo"]),
    ("Israeli airstrikes on Beirut went on for weeks.", "airstrikes", ["Israeli"], ["Beirut"]),
    ("Clashes between Hutu militias and the army broke out.", "Clashes", ["Hutu militias"], ["army"]),
    ("Russia's invasion of Ukraine shook Europe.", "invasion", ["Russia"], ["Ukraine"]),
    # light verbs and nouns of means
    ("The Taliban carried out an attack on a hotel in Kabul.", "attack", ["Taliban"], ["hotel"]),
    ("NATO launched airstrikes against Serbia.", "airstrikes", ["NATO"], ["Serbia"]),
    ("France held talks with Germany.", "talks", ["France"], ["Germany"]),
    ("The United States hit the group with airstrikes.", "airstrikes", ["United States"], ["group"]),
    # who ends an event is not who did it
    ("The army ended an Islamic State siege of the town.", "siege", ["Islamic State"], ["town"]),
    # what is given to whom, what is taken from whom
    ("Kurdish troops recaptured the dam from the Islamic State.", "recaptured", ["Kurdish troops"], ["Islamic State"]),
    ("Iran provided weapons to Syria.", "provided weapons", ["Iran"], ["Syria"]),
    ("The president accused Rwanda of backing the rebels.", "accused", ["president"], ["Rwanda"]),
    # whose a thing is
    ("Russia rejected an offer from Turkey.", "rejected", ["Russia"], ["Turkey"]),
    ("The army seized a warehouse of the Red Cross.", "seized", ["army"], ["Red Cross"]),
    # control and raising
    ("The general ordered troops to attack the palace.", "attack", ["troops"], ["palace"]),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), PARTIES)
def test_parties_by_syntax(parser, text, trigger, actors, recipients):
    found = mention(parser, text, trigger)
    assert (names(found, "actor"), names(found, "recipient")) == (actors, recipients)


TYPES = [
    ("Rebels besieged the town.", "besieged", "ASSAULT", "siege"),
    ("Airstrikes destroyed a bridge.", "Airstrikes", "ASSAULT", "airstrike"),
    ("Thousands protested in Tunis.", "protested", "PROTEST", None),
    ("Gunmen opened fire on the crowd.", "opened fire", "ASSAULT", "shooting"),
    ("The two presidents met in Geneva.", "met", "CONSULT", None),
    ("The United Nations imposed sanctions on Iraq.", "sanctions", "SANCTION", None),
    ("The court sentenced him to life in prison.", "sentenced", "JUSTICE", None),
    ("An earthquake struck Nepal.", "earthquake", "DISASTER", "earthquake"),
    ("A train crash killed eighty people.", "train crash", "ACCIDENT", None),
    ("Voters elected a new parliament.", "elected", "ELECTION", None),
]


@pytest.mark.parametrize(("text", "trigger", "type_", "mode"), TYPES)
def test_triggers_have_their_type(parser, text, trigger, type_, mode):
    found = mention(parser, text, trigger)
    assert found.type == type_
    if mode:
        assert found.mode == mode


ASSERTIONS = [
    ("The army attacked the town.", "attacked", "asserted"),
    ("The army did not attack the town.", "attack", "negated"),
    ("No one was arrested.", "arrested", "negated"),
    ("The rebels failed to capture the airport.", "capture", "negated"),
    ("The army could attack the town.", "attack", "possible"),
    ("All countries should attack the group.", "attack", "possible"),
    ("The army will attack the town.", "attack", "planned"),
    ("The army plans to attack the town.", "attack", "planned"),
    ("The rebels threatened to attack the town.", "attack", "possible"),
    ("Troops came to attack the town.", "attack", "planned"),
    ("If rebels attack the town, people will flee.", "attack", "conditional"),
    ("The rebels planned an attack on the airport.", "attack", "planned"),
    ("The minister denied an attack on the airport.", "attack", "negated"),
    ("The army managed to capture the airport.", "capture", "asserted"),
    ("The minister condemned the attack on the airport.", "attack", "asserted"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), ASSERTIONS)
def test_assertion(parser, text, trigger, expected):
    assert mention(parser, text, trigger).assertion == expected


ATTRIBUTIONS = [
    ("Rebels seized the port, the army said.", "seized", "army"),
    ("The governor said that rebels seized the port.", "seized", "governor"),
    ("According to witnesses, rebels seized the port.", "seized", "witnesses"),
    ("Rebels seized the port.", "seized", None),
]


@pytest.mark.parametrize(("text", "trigger", "speaker"), ATTRIBUTIONS)
def test_attribution(parser, text, trigger, speaker):
    found = mention(parser, text, trigger)
    assert (found.attribution and found.attribution.text) == speaker


def test_a_speaker_is_no_party(parser):
    found = mention(parser, "Rebels seized the port, the army said.", "seized")
    assert names(found, "actor") == ["Rebels"]


CASUALTIES = [
    ("The bombing killed six people.", "bombing", (6, 6), None),
    ("The bombing killed six people.", "killed", (6, 6), None),
    ("At least 1,192 people were killed in the earthquake.", "earthquake", (1192, 1192), None),
    ("The attack left 12 people dead.", "attack", (12, 12), None),
    ("Gunmen attacked the village, killing four soldiers and wounding nine.", "attacked", (4, 4), (9, 9)),
    ("Between 10 and 20 people were killed in the bombing.", "bombing", (10, 20), None),
    ("The army attacked the town with 500 soldiers.", "attacked", None, None),
]


@pytest.mark.parametrize(("text", "trigger", "killed", "injured"), CASUALTIES)
def test_casualties(parser, text, trigger, killed, injured):
    told = mention(parser, text, trigger).casualties
    assert (told.killed if told else None, told.injured if told else None) == (killed, injured)


ENDED = [
    ("The army broke the siege of the town.", "siege", True),
    ("The army ended the siege of the town.", "siege", True),
    ("The army began the siege of the town.", "siege", False),
    ("The siege of the town went on.", "siege", False),
]


@pytest.mark.parametrize(("text", "trigger", "ended"), ENDED)
def test_what_the_text_says_is_over(parser, text, trigger, ended):
    assert mention(parser, text, trigger).ended is ended


AFTER = [
    ("Troops left the town after rebels shelled it.", "left", "shelled"),
    ("The rebels fled after an airstrike.", "fled", "airstrike"),
    ("The rebels fled after launching an attack.", "fled", "attack"),
    ("The rebels fled.", "fled", None),
]


@pytest.mark.parametrize(("text", "trigger", "earlier"), AFTER)
def test_what_an_event_is_said_to_follow(parser, text, trigger, earlier):
    found = {m.id: m for m in mentions(parser, text)}
    later = next(m for m in found.values() if m.trigger.text == trigger)
    assert (later.after and found[later.after].trigger.text) == earlier


NO_EVENTS = [
    "Baghdad is the capital of Iraq.",
    "The spokesman said so.",
    "The strike force has 200 men.",
    "The town has a population of 5,000.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_states_and_statements_are_no_events(parser, text):
    assert mentions(parser, text) == ()


def test_what_is_the_trigger_with_its_complements(parser):
    found = mention(parser, "The bombing killed six people in Tikrit.", "killed")
    assert found.what.text == "killed six people in Tikrit"


def test_every_span_is_its_words(parser):
    text = "Über Ägypten 🕊 — rebels, he said, “seized” the port\r\nof Suez, killing six."
    for found in mentions(parser, text):
        spans = [found.trigger, found.what, found.sentence, *(p.span for p in found.participants)]
        assert all(text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("They blamed the weather. Police arrested the captain of the Costa Concordia.", "arrested"),
        ("Police arrested the captain of the Costa Concordia. They blamed the weather.", "arrested"),
        ("Two trains were derailed in Bihar. The minister visited Patna.", "derailed"),
    ],
)
def test_the_main_event_has_somebody_named_or_befalls_somebody(parser, text, main):
    assert max(mentions(parser, text), key=lambda m: m.salience).trigger.text == main


def test_the_lead_is_more_salient_than_the_background(parser):
    text = (
        "Rebels seized the port of Suez. Years before, a storm had flooded it. The town lies by a canal that ships use."
    )
    found = mentions(parser, text)
    assert max(found, key=lambda m: m.salience).trigger.text == "seized"
