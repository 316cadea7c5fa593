"""The place of each event: by syntax, from the sentence, or carried over."""

from __future__ import annotations

import pytest

from events.extraction import ontology
from events.model import Mention, Span
from events.places import Geoparser, locate
from events.places.words import words
from tests import factory


@pytest.fixture(scope="module")
def place_of(parser, gazetteer):
    """Text and trigger words → the mention of the first such words, located."""
    geoparser = Geoparser(gazetteer)

    def of(text: str, *triggers: str, type: str = "ASSAULT") -> tuple[Mention, ...]:
        parse = parser.parse(text)
        mentions, at = [], 0
        for number, trigger in enumerate(triggers):
            at = text.index(trigger, at)
            span = Span(trigger, at, at + len(trigger))
            sentence = parse.sentence(parse.at(at).i).span
            mentions.append(Mention(f"m{number}", "a", type, span, span, sentence))
        return locate(tuple(mentions), parse, geoparser.toponyms(parse))

    return of


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("A bomb exploded in Baghdad on Friday.", "exploded", "Baghdad"),
        ("The siege of Aleppo lasted four years.", "siege", "Aleppo"),
        ("Soldiers stormed Tikrit at dawn.", "stormed", "Tikrit"),
        ("The Amerli siege ended.", "siege", "Amerli"),
        ("Gunmen killed six people in Tikrit, a city in Iraq.", "killed", "Tikrit"),
        ("Gunmen killed six people in Tikrit, Iraq.", "killed", "Tikrit"),
        ("Troops entered the Iraqi town of Amerli after stopping an Islamic State siege there.", "siege", "Amerli"),
        ("Iran has sent forces into Iraq.", "sent", "Iraq"),
        ("Tikrit, which militants had besieged, was free.", "besieged", "Tikrit"),
        ("Four ships were damaged by mines off Fujairah.", "damaged", "Fujairah"),
        ("In Mosul, militants seized the airport, and in Tikrit they freed prisoners.", "freed", "Tikrit"),
        ("In Mosul, militants seized the airport, and in Tikrit they freed prisoners.", "seized", "Mosul"),
    ],
)
def test_place_of_its_own_clause(place_of, text, trigger, expected):
    (mention,) = place_of(text, trigger)
    assert mention.place is not None
    assert mention.place.span.text == expected
    assert mention.confidence.place > 0.3


@pytest.mark.parametrize(
    ("text", "trigger", "words", "name"),
    [
        ("A bomb exploded at the Nottingham Arena in Nottingham.", "exploded", "Nottingham Arena", "Nottingham"),
        ("A bomb exploded outside Foyle Hospital in Mosul.", "exploded", "Foyle Hospital", "Mosul"),
        ("Strikers rallied outside Ashdown Tower in Sheffield.", "rallied", "Ashdown Tower", "Sheffield"),
        ("Four people were stabbed at Brindle Market.", "stabbed", "Brindle Market", None),
        ("Four people were stabbed in Wigan, Manitoba, on Friday.", "stabbed", "Wigan", "Manitoba"),
        ("The crash killed two people 30 km north of Baghdad.", "killed", "30 km north of Baghdad", "north of Baghdad"),
    ],
)
def test_venues_and_places_told_by_another(place_of, text, trigger, words, name):
    (mention,) = place_of(text, trigger)
    assert (mention.place.span.text, mention.place.name) == (words, name)


def test_a_venue_is_in_the_town_that_the_article_is_on(place_of):
    on_leeds = "Leeds mourned. A fire broke out at Brindle Market. The mayor of Leeds thanked the firemen."
    assert [m.place.name for m in place_of(on_leeds, "fire")] == ["Leeds"]
    on_two = "Leeds and York mourned. A fire broke out at Brindle Market. Leeds and York thanked the firemen."
    assert [m.place.name for m in place_of(on_two, "fire")] == [None]


def test_the_city_may_be_that_of_a_team(place_of):
    text = "Boston Celtics fans rioted in the city. The mayor of Boston asked for calm."
    assert [m.place.name for m in place_of(text, "rioted")] == ["Boston"]


def test_where_something_is_said_is_not_where_it_was(place_of):
    text = "Rebels attacked Homs. The attack was repelled, a general said in Damascus. Ten soldiers died."
    attacked, repelled, died = place_of(text, "attacked", "repelled", "died")
    assert [m.place.name for m in (attacked, repelled, died)] == ["Homs"] * 3


def test_what_is_condemned_did_not_happen_where_it_is_condemned(place_of):
    text = "A bomb exploded in Aden on Monday. Britain's embassy in Sanaa condemned the bombing."
    assert [m.place.name for m in place_of(text, "exploded", "bombing")] == ["Aden", "Aden"]


def test_a_headline_names_the_country_and_the_next_sentence_the_town(place_of):
    text = "Truck bomb kills six in Iraq.\n\nA truck bomb exploded in Kirkuk on Monday. Iraq mourned."
    kills, exploded = place_of(text, "kills", "exploded")
    assert (kills.place.name, exploded.place.name) == ("Kirkuk", "Kirkuk")
    assert kills.confidence.place < exploded.confidence.place


def test_a_country_stays_one_where_several_towns_are_told_of(place_of):
    text = "Bombs kill twenty in Iraq.\n\nA bomb exploded in Kirkuk on Monday. Another one went off in Tikrit."
    assert place_of(text, "kill", "exploded", "went")[0].place.precision == "country"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels attacked Homs.", "attacked", "Homs"),
        ("He visited Mosul on Friday.", "visited", "Mosul"),
        ("Soldiers recaptured Mosul Dam.", "recaptured", "Mosul Dam"),
        ("Jets bombed Aleppo.", "bombed", "Aleppo"),
        ("Russia invaded Ukraine in February.", "invaded", "Ukraine"),
        ("Russia annexed Crimea in 2014.", "annexed", "Crimea"),
        ("The quake flattened Antakya.", "flattened", "Antakya"),
        ("He flew to Moscow from Paris.", "flew", "Moscow"),
        ("A crowd stormed the British Embassy in Tehran.", "stormed", "Tehran"),
        ("The missile wounded 26 people at the airport of Abha, in Saudi Arabia.", "wounded", "Abha"),
    ],
)
def test_what_is_done_to_a_place_is_there(place_of, text, trigger, expected):
    (mention,) = place_of(text, trigger)
    assert mention.place is not None
    assert mention.place.span.text == expected


@pytest.mark.parametrize("text", ["The West accused Iran.", "The European Union imposed sanctions on Iran."])
def test_what_is_done_to_a_government_is_nowhere(place_of, text):
    (mention,) = place_of(text, "accused" if "accused" in text else "imposed", type="SANCTION")
    assert mention.place is None


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Tehran is providing weapons to Baghdad.", "providing"),
        ("Talks between Washington and Tehran collapsed.", "collapsed"),
        ("A spokesman for the Baghdad government died.", "died"),
        ("President Emmanuel Macron of France was attacked.", "attacked"),
        ("The minister resigned.", "resigned"),
    ],
)
def test_no_place(place_of, text, trigger):
    (mention,) = place_of(text, trigger)
    assert mention.place is None
    assert mention.confidence.place is None


def test_the_town_goes_back_to_the_last_town(place_of):
    _, second = place_of(
        "Fighters attacked Amerli on Monday. Soldiers entered the town a day later.", "attacked", "entered"
    )
    assert second.place.name == "Amerli"
    assert second.confidence.place > 0.5


def test_a_place_is_carried_over_with_little_confidence(place_of):
    first, second = place_of("Fighters attacked Amerli on Monday. Dozens were killed.", "attacked", "killed")
    assert second.place.name == "Amerli"
    assert second.confidence.place < 0.5 < first.confidence.place


def test_a_dateline_is_the_last_resort(place_of):
    text = "BAGHDAD (Dateline) — Gunmen killed a judge on Sunday. In Basra, a bomb exploded."
    killed, exploded = place_of(text, "killed", "exploded")
    assert killed.place.name == "Baghdad"
    assert killed.confidence.place < 0.5
    assert exploded.place.name == "Basra"


def test_what_is_only_said_is_not_carried_over(place_of):
    text = "A bomb exploded in Basra. The government accused the militia."
    assert place_of(text, "accused", type="ACCUSE")[0].place is None


def test_an_unresolved_place_stays_as_its_span(place_of):
    (mention,) = place_of("Gunmen killed six men in Vorgansk, a village in the hills.", "killed")
    assert mention.place.span.text == "Vorgansk"
    assert mention.place.lat is None


def test_the_types_and_modes_that_place_events_are_those_of_the_ontology():
    named = words("locating.spoken") | words("locating.forceful")
    assert named <= ontology.types().keys()
    assert words("locating.material") <= {mode for kind in ontology.types().values() for mode in kind.modes}


LONG = "The ship that had sailed from Tripoli on Friday , officials in Rome said , sank with all hands near Lampedusa"


@pytest.mark.parametrize(
    ("pointed", "expected"),
    [
        ({}, "Lampedusa"),  # by ties
        ({"Tripoli": 0.9, "Lampedusa": 0.1}, "Tripoli"),
        ({"Tripoli": 0.6, "Lampedusa": 0.3}, "Lampedusa"),  # not sure enough
        ({None: 0.97}, None),
    ],
)
def test_the_tagger_may_know_better_which_place_is_meant(parser, gazetteer, pointed, expected):
    parse = factory.pointing(parser.parse(LONG), "place", pointed)
    start = LONG.index("sank")
    span = Span("sank", start, start + 4)
    mention = Mention("m", "a", "ACCIDENT", span, span, parse.sentences[0].span)
    (found,) = locate((mention,), parse, Geoparser(gazetteer).toponyms(parse))
    assert (found.place.name if found.place else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the paragraph's last, else where the report begins
        ("A bomb exploded in Mosul. Troops stormed Tikrit. Six people died.", "Mosul"),
        ("A bomb exploded in Mosul.\n\nTroops stormed Tikrit. Six people died.", "Mosul"),
        ("BAGHDAD (AP) — Officials spoke.\n\nTroops stormed Tikrit. Six people died.", "Tikrīt"),
        ("BAGHDAD (AP) — Troops stormed Tikrit.\n\nSix people died.", "Baghdad"),
    ],
)
def test_what_names_no_place_is_where_others_are(place_of, text, expected):
    words = [w for w in ("exploded", "stormed", "died") if w in text]
    *_, last = place_of(text, *words)
    assert last.place.name == expected
    assert last.confidence.place < 0.5
