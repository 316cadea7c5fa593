"""Places told by another one: "30 km north of Baghdad"."""

from __future__ import annotations

import pytest

from events.places import Geoparser
from events.places.entries import distance_km
from events.places.relative import relative


@pytest.fixture(scope="module")
def told(parser, gazetteer):
    geoparser = Geoparser(gazetteer)

    def of(text: str):
        parse = parser.parse(text)
        return [r for t in geoparser.toponyms(parse) if (r := relative(parse, t)) is not None]

    return of


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon", "radius"),
    [
        # Baghdad lies at 33.34 N 44.40 E, Kabul at 34.53 N 69.17 E, Mosul at 36.33 N 43.12 E
        ("A base 30 km north of Baghdad was shelled.", "30 km north of Baghdad", 33.61, 44.40, 18.0),
        ("A base 30 km south of Baghdad was shelled.", "30 km south of Baghdad", 33.07, 44.40, 18.0),
        ("A base 50 miles (80 km) west of Mosul was shelled.", "50 miles (80 km) west of Mosul", 36.33, 42.22, 20.0),
        ("A base 100 km north-east of Kabul was shelled.", "100 km north-east of Kabul", 35.17, 69.94, 24.0),
        ("A convoy was hit ten miles from Mosul.", "ten miles from Mosul", 36.33, 43.12, 20.0),
        ("A convoy was hit 1,000 km to the east of the city of Mosul.", "1,000 km to the east of the city of Mosul",
         36.33, 54.27, 220.0),
        ("Fighting went on north of Mosul.", "north of Mosul", 36.55, 43.12, 30.0),
    ],
)  # fmt: skip
def test_a_place_told_by_another(told, text, words, lat, lon, radius):
    (toponym,) = told(text)
    assert toponym.span.text == words
    assert distance_km(toponym.place.lat, toponym.place.lon, lat, lon) < 12
    assert 1 <= toponym.place.radius_km <= radius
    assert toponym.place.geonameid is None


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in the north of Baghdad.",  # within it
        "A bomb went off in Baghdad.",
        "Troops gathered north of Iraq.",  # no point to measure from
        "The people of Baghdad mourned.",
    ],
)
def test_what_tells_no_other_place(told, text):
    assert told(text) == []
