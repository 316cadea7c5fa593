"""A place as the gazetteer holds it, and how likely news means it before anything of the article is known."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from events.model import Candidate, Place, Span
from events.places import features

FEW_NAMES = 10  # of a town that is known where it lies


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer under one name, `official` or alternate. `weight`: its prior on a log scale."""

    id: int
    geonameid: int | None
    name: str
    lat: float
    lon: float
    feature: str | None
    country: str | None  # ISO 3166-1 alpha-3
    admin1: str | None
    population: int | None
    radius_km: float
    weight: float
    official: bool = True
    fame: float = 0.0  # 0 to about 1: in how many languages it has a name
    service: str | None = None  # the online geocoder that knows it; None: the gazetteer

    @property
    def precision(self) -> str | None:
        return features.precision(self.feature)

    def place(self, span: Span | None, confidence: float | None = None, others: tuple[Candidate, ...] = ()) -> Place:
        """What an event or a toponym holds of it."""
        return Place(
            span=span, name=self.name, lat=self.lat, lon=self.lon, radius_km=self.radius_km, geonameid=self.geonameid,
            country=self.country, admin1=self.admin1, feature=self.feature, precision=self.precision,
            alternatives=others, confidence=confidence, service=self.service,
        )  # fmt: skip

    def candidate(self, confidence: float) -> Candidate:
        return Candidate(self.name, self.lat, self.lon, self.geonameid, confidence)


@dataclass(slots=True)
class Draft:
    """A place while the gazetteer is being built: with its names, and with codes as the sources give them."""

    name: str
    lat: float
    lon: float
    feature: str
    source: str
    country: str | None = None  # ISO 3166-1 alpha-2
    geonameid: int | None = None
    admin1: str | None = None  # name, or the code before names are known
    population: int | None = None
    radius_km: float | None = None
    alternates: set[str] = field(default_factory=set)
    curated: bool = False
    equals: set[str] = field(default_factory=set)  # names that stand for it as its own does: "Zaire"


def weight(draft: Draft) -> float:
    """Prior of a place by kind and population. Divisions stay below the cities that they are named after."""
    size = math.log10((draft.population or 0) + 100)
    kind = features.precision(draft.feature)
    if draft.feature in ("CONT", "OCN"):
        return 8.0
    if kind == "country":
        return 9.0 if size > 5 else 7.0
    if kind == "settlement":
        return (
            size + (1.0 if draft.feature == "PPLC" else 0.0) + (2.5 if draft.curated and not draft.population else 0.0)
        )
    if kind == "admin1":
        return max(0.95 * size + 0.3 + (0.5 if draft.curated else 0.0), 5.0 if draft.curated else 0.0)
    if kind == "admin2":
        return 0.6 * size - (0.5 if draft.feature == "ADM2" else 1.5)
    if draft.curated:
        return 5.6
    return 2.0 + (0.4 * size if kind == "region" else 0.0)


def fame(draft: Draft) -> float:
    """How well the world knows a town: the logarithm of its names, in all languages, where they are more than a few."""
    if features.precision(draft.feature) != "settlement":
        return 0.0
    return math.log10(max(1.0, len(draft.alternates) / FEW_NAMES))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine) in kilometres."""
    p, q = math.radians(lat1), math.radians(lat2)
    a = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(a)))
