"""Which names are places, which place each one means, and which stand for a government."""

from __future__ import annotations

import pytest

from events.places import Geoparser


@pytest.fixture(scope="module")
def geoparse(parser, gazetteer):
    geoparser = Geoparser(gazetteer)
    return lambda text: geoparser.toponyms(parser.parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling was heard in Mosul and Tikrit.", ["Mosul", "Tikrit"]),
        ("The militants besieged the Iraqi town of Amerli.", ["Amerli"]),
        ("A bridge collapsed in Genoa, Italy, on Tuesday.", ["Genoa", "Italy"]),
        ("The president spoke in Springfield, Ill., on Monday.", ["Springfield", "Ill."]),
        ("Iraqi and French officials met.", []),
        ("Denzel Washington thanked the audience.", []),
        ("Shares of Bank of America fell.", []),
        ("The New York Times reported it.", []),
        ("The Ebola virus spread in Guinea.", ["Guinea"]),
        ("Tankers passed through the Strait of Hormuz into the Gulf of Oman.", ["Strait of Hormuz", "Gulf of Oman"]),
        ("Fighters killed dozens of men in Kocho, a village south of Sinjar.", ["Kocho", "Sinjar"]),
        ("The convoy tried to reach besieged Mariupol.", ["Mariupol"]),
        ("INS Kolkata and HMS Sheffield sailed from Mumbai.", ["Mumbai"]),
        ("The vessel was bound for Rotterdam.", ["Rotterdam"]),
        ("Larry Smith, 41, of Berea was arrested in Lexington, Ky.", ["Berea", "Lexington", "Ky."]),
        ("Sen. John Miller, R-Charleston, voted against it.", ["Charleston"]),
        ("GENEVA (Dateline) — The agency declared an emergency.", ["GENEVA"]),
        ("", []),
        ("   \n\n ", []),
    ],
)
def test_recognition(geoparse, text, expected):
    assert [t.span.text for t in geoparse(text)] == expected


TALKS = (
    "Negotiators from Sudan and the rebels met in Geneva on Saturday. A drone killed six people in El Obeid. "
    "The United States imposed sanctions on four Colombians. Washington is expected to host another round."
)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A tornado hit Paris, Texas, on Sunday.", "Paris", "USA", "Texas"),
        ("Thousands marched in Paris. French police made arrests in Lyon.", "Paris", "FRA", None),
        ("He was born in Springfield, Ill., and lives in Chicago.", "Springfield", "USA", "Illinois"),
        ("Voters in Georgia and Alabama went to the polls. Atlanta was calm.", "Georgia", "USA", "Georgia"),
        ("Russian troops entered Georgia and bombed Gori near Tbilisi.", "Georgia", "GEO", None),
        ("The Iraqi army entered Mosul.", "Mosul", "IRQ", "Nineveh"),
        ("Police in London, Ontario, and in Toronto asked for help.", "London", "CAN", "Ontario"),
        ("The U.K. government met in London.", "London", "GBR", "England"),
        ("Peruvian police stopped him on his way to the Mexican embassy in Lima.", "Lima", "PER", None),
        ("Cases were found in Utah, Virginia, Washington, Pennsylvania and Ohio.", "Washington", "USA", "Washington"),
        ("Cases were found in Mali, Niger, Nigeria and Togo.", "Niger", "NER", None),
        ("The plant is in Washington, Pennsylvania.", "Washington", "USA", "Pennsylvania"),
        ("Rebels fled from Zaire to Uganda.", "Zaire", "COD", None),
        ("Fire broke out near Sept-Îles in Quebec.", "Sept-Îles", "CAN", "Québec"),
        # what governments do and say elsewhere pulls no town into their country
        (f"GENEVA - {TALKS}", "Geneva", "CHE", None),
        (TALKS, "Geneva", "CHE", None),
        (
            "GENEVA, N.Y. - The council met in Geneva. The United States pays for it.",
            "Geneva",
            "USA",
            "New York",
        ),
        ("GENEVA - The council met in Geneva on Monday. Students from Syracuse came.", "Syracuse", "USA", "New York"),
        # a government that goes by a town is that of a capital
        ("Leaders of Britain, Poland and Russia met in London. Washington rejected it.", "Washington", "USA", None),
        ("The mayors of London, Leeds and York met near Washington.", "Washington", "GBR", None),
    ],
)
def test_resolution(geoparse, text, name, country, admin1):
    place = next(t.place for t in geoparse(text) if t.span.text == name)
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


def test_a_likeness_is_a_place_where_the_article_is(geoparse):
    assert geoparse("Iraqi troops said that they had retaken Amerlly.")[0].place.country == "IRQ"
    assert geoparse("A shop opened in Amerlly.")[0].place.lat is None


def test_a_feature_named_after_a_place_is_not_that_place(geoparse):
    (toponym,) = geoparse("They met at Hampton Bay on Monday.")
    assert (toponym.span.text, toponym.place.lat) == ("Hampton Bay", None)


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        # the text says in what it lies, and all that are known lie elsewhere
        ("He was arrested in Wigan, Manitoba, on Friday.", "Wigan", None),
        ("He was arrested in Wigan on Friday.", "Wigan", "GBR"),
        ("He lived in Wigan, Manitoba and Alberta.", "Wigan", "GBR"),
        ("It was found in Kyiv, Soviet Union, in 1986.", "Kyiv", "UKR"),
        # houses and grounds that are called after a saint
        ("In Peru, the wounded were brought to St. Louis hospital in Lima.", "St. Louis", None),
        ("In the United States, the wounded were brought to St. Louis hospital.", "St. Louis", "USA"),
        # a place by its own name, before smaller ones that also have it
        ("Doctors in Pittsburgh said so. The drug is made in San Diego, California.", "Pittsburgh", "Pennsylvania"),
        ("Floods cut off villages on Java.", "Java", "Java"),
        # small namesakes of what is listed
        ("Clinics in Lima, Cusco, Suba, Arequipa and Tacna are full.", "Suba", None),
        ("Trains from Lyon, Marseille, Nice and Geneva were late.", "Geneva", "CHE"),
    ],
)  # fmt: skip
def test_what_a_name_cannot_mean(geoparse, text, words, place):
    found = next((t.place for t in geoparse(text) if t.span.text == words), None)
    assert place in (None, found and found.country, found and found.admin1, found and found.name)
    assert (place is None) == (found is None or found.lat is None)


@pytest.mark.parametrize(
    ("source", "admin1"),
    [
        ("The Boston Globe", "Massachusetts"),
        ("Tennessee Tribune", "Tennessee"),
        ("Times of Malta", None),
        ("The Nation", None),
        ("Globe", None),
        ("", None),
        (None, None),
    ],
)
def test_a_source_speaks_for_what_is_near_it(parser, gazetteer, source, admin1):
    (town,) = Geoparser(gazetteer).toponyms(parser.parse("A fire broke out in Springfield on Friday."), source)
    (alone,) = Geoparser(gazetteer).toponyms(parser.parse("A fire broke out in Springfield on Friday."))
    assert town.place.admin1 == (admin1 or alone.place.admin1)


def test_runners_up_and_confidences(geoparse):
    (toponym,) = geoparse("The fair was held in Springfield.")
    others = toponym.place.alternatives
    assert 1 <= len(others) <= 5
    assert toponym.place.confidence + sum(o.confidence for o in others) <= 1.001
    assert all(o.confidence <= toponym.place.confidence for o in others)
    assert others[0].name == "Springfield"


def test_surer_with_a_state_than_without(geoparse):
    alone = geoparse("The fair was held in Springfield.")[0].place.confidence
    told = geoparse("The fair was held in Springfield, Missouri.")[0].place.confidence
    assert told > alone


def test_an_unknown_place_has_its_span_and_nothing_else(geoparse):
    place = geoparse("They camped in Vorgansk, a village in the hills.")[0].place
    assert place.span.text == "Vorgansk"
    assert (place.name, place.lat, place.lon, place.country, place.precision, place.confidence) == (None,) * 6


@pytest.mark.parametrize(
    ("text", "name", "metonym"),
    [
        ("Tehran is providing weapons to Baghdad.", "Tehran", True),
        ("Tehran is providing weapons to Baghdad.", "Baghdad", True),
        ("Talks between Washington and Tehran resumed.", "Washington", True),
        ("Talks between Washington and Tehran resumed.", "Tehran", True),
        ("The European Union imposed sanctions on Iran.", "Iran", True),
        ("Britain said that it would send doctors.", "Britain", True),
        ("U.S. jets hit three tanks.", "U.S.", True),
        ("Tehran's government rejected the claim.", "Tehran", True),
        ("Washington is expected to host the talks.", "Washington", True),
        ("A bomb exploded in Baghdad.", "Baghdad", False),
        ("Iran has sent forces into Iraq.", "Iraq", False),
        ("Iran has sent forces into Iraq.", "Iran", True),
        ("Protesters gathered outside Tehran.", "Tehran", False),
        ("The siege of Aleppo lasted four years.", "Aleppo", False),
        ("Mosul fell on June 10.", "Mosul", False),
        ("BAGHDAD (Dateline) — Soldiers broke the siege.", "BAGHDAD", False),
        ("Chicago beat Milwaukee 8-7 on Wednesday.", "Chicago", True),
        ("Chicago beat Milwaukee 8-7 on Wednesday.", "Milwaukee", True),
        ("The team played in Cleveland.", "Cleveland", False),
    ],
)
def test_metonyms(geoparse, text, name, metonym):
    assert next(t.metonym for t in geoparse(text) if t.span.text == name) is metonym


def test_spans_are_those_of_the_text(geoparse):
    text = "Zürich — „Nichts“ 🙂 in Genève,\tsagte er in  New   York.\n\nThe mayor of Łódź left Kraków."
    for toponym in geoparse(text):
        assert text[toponym.span.start : toponym.span.end] == toponym.span.text


def test_capitals_throughout(geoparse):
    found = [t.span.text for t in geoparse("A BOMB EXPLODED IN BOGOTA, COLOMBIA, YESTERDAY.")]
    assert "BOGOTA" in found
    assert "COLOMBIA" in found
