"""Where synthetic events happen and who has a part in them: real places and actors, drawn as news would have them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from events.actors.table import read_names
from events.model import Actor, Place
from events.places import features, gazetteer

# Countries that stories are about, the most frequent first.
HOT = (
    "SYR", "UKR", "IRQ", "AFG", "YEM", "SDN", "COD", "SOM", "NGA", "MMR", "ETH", "MLI", "MEX", "COL", "PAK", "IND",
    "ISR", "PSE", "LBN", "LBY", "RUS", "USA", "FRA", "GBR", "DEU", "TUR", "IRN", "EGY", "KEN", "BRA", "CHN", "IDN",
    "PHL", "ZAF", "VEN", "HTI",
)  # fmt: skip
HERE = 0.85  # how likely an event of a story is in the country that it is about
OWN = 0.6  # how likely a party is of that country
AREA = 0.1  # how likely a place is a country, a province or a region, not a town
TOWNS = 380  # of a hot country
OTHERS = 7000  # towns elsewhere
STATES = 0.45  # of foreign parties

Sized = dict[str | None, list[tuple[Place, int]]]  # country → places with their populations


class Party(NamedTuple):
    actor: Actor
    sector: str | None


class Lot(NamedTuple):
    """Things to be drawn, each as often as its weight says."""

    things: Sequence
    weights: Sequence[float]  # running sums


class World:
    """Draws countries, places and parties; the same for the same seed."""

    def __init__(self, seed: int):
        self._dice = Random(seed)  # noqa: S311 (no secret)
        towns, areas = _places()
        self._countries = _lot(HOT, [1 / (rank + 3) for rank in range(len(HOT))])
        self._towns = {country: _by_size(found[:TOWNS]) for country, found in towns.items() if country in HOT}
        rest = sorted((p for c, found in towns.items() if c not in HOT for p in found), key=lambda p: -p[1])
        self._elsewhere = _by_size(rest[:OTHERS])
        self._areas = {country: _by_size(found) for country, found in areas.items() if country in HOT}
        self._parties = _parties()

    def country(self) -> str:
        """ISO alpha-3 of the country that a story is about."""
        return self._draw(self._countries)

    def place(self, home: str) -> Place:
        """Where something happens in a story about a country."""
        if self._dice.random() >= HERE:
            return self._draw(self._elsewhere)
        return self._draw((self._areas if self._dice.random() < AREA else self._towns)[home])

    def party(self, home: str) -> Party:
        """Who has a part in it."""
        if self._dice.random() < OWN and home in self._parties:
            return self._draw(self._parties[home])
        return self._draw(self._parties["states" if self._dice.random() < STATES else "others"])

    def _draw(self, lot: Lot) -> Any:
        return self._dice.choices(lot.things, cum_weights=lot.weights)[0]


def _lot(things: Sequence, weights: Sequence[float]) -> Lot:
    return Lot(things, list(accumulate(weights)))


def _by_size(found: Sequence[tuple[Place, int]]) -> Lot:
    """Places, larger ones oftener, but less so than they are larger."""
    return _lot([place for place, _ in found], [(population or 1000) ** 0.6 for _, population in found])


def _places() -> tuple[Sized, Sized]:
    """Towns and areas of each country with their populations, the largest first."""
    towns: Sized = defaultdict(list)
    areas: Sized = defaultdict(list)
    for place, population in _rows(gazetteer.open_gazetteer().path):
        if place.precision == "settlement" and population > 1000:
            towns[place.country].append((place, population))
        elif place.precision in ("country", "admin1", "region"):
            areas[place.country].append((place, population))
    return towns, areas


def _rows(path: Path) -> Iterator[tuple[Place, int]]:
    query = (
        "SELECT name, lat, lon, radius_km, geonameid, country, admin1, feature, population FROM places "
        "WHERE country IS NOT NULL ORDER BY population DESC, id"
    )
    with closing(sqlite3.connect(path)) as db:
        for name, lat, lon, radius, geonameid, country, admin1, feature, population in db.execute(query):
            precision = features.precision(feature)
            place = Place(None, name, lat, lon, radius, geonameid, country, admin1, feature, precision, (), 0.9)
            yield place, population or 0


def _parties() -> dict[str, Lot]:
    """The actors of each country, and under "states" and "others" those of the whole world."""
    found: dict[str, list[Party]] = defaultdict(list)
    for name in read_names():
        if name.text == name.actor.name:
            party = Party(replace(name.actor, aliases=()), name.sector)  # they would be half of a store
            found["states" if name.actor.kind == "state" else "others"].append(party)
            if name.actor.country:
                found[name.actor.country].append(party)
    return {of: _lot(parties, [1 / (rank + 4) for rank in range(len(parties))]) for of, parties in found.items()}
