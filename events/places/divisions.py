"""The first-order divisions of countries: which GeoNames code is which, and in which one a place lies."""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from events.places import features, packages
from events.places.entries import Draft, distance_km
from events.places.names import fold
from events.places.tables import table

APART_KM = 161.0  # two points of a division, from which one of them is at its edge
FARTHEST_KM = 1500.0  # from the middle of a division to that of its towns


class Grid:
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


def division_names(drafts: list[Draft], grid: Grid) -> dict[tuple[str, str], str]:
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
    return names | _names_of_the_rest(drafts, names, english)


def _names_of_the_rest(
    drafts: list[Draft], names: dict[tuple[str, str], str], english: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Codes that found no division: that of GeoNames or ISO 3166-2 which lies nearest and has no code yet.

    Nobody lives around the middle of Western Australia, so that its settlements could not tell which code it has.
    """
    towns: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for d in drafts:
        if d.country and d.admin1 not in (None, "", "00") and (d.country, d.admin1) not in names:
            towns[d.country, d.admin1 or ""].append(d)
    free = list(_divisions_left(drafts, names))
    pairs = []
    for (country, code), members in towns.items():
        lat, lon = statistics.median(d.lat for d in members), statistics.median(d.lon for d in members)
        pairs += [(distance_km(lat, lon, d.lat, d.lon), code, d) for d in free if d.country == country]
    found: dict[tuple[str, str], str] = {}
    taken: set[int] = set()
    for far, code, draft in sorted(pairs, key=lambda pair: pair[0]):
        country = draft.country or ""
        if far < FARTHEST_KM and (country, code) not in found and id(draft) not in taken:
            taken.add(id(draft))
            found[country, code] = found[country, f"#{draft.geonameid}"] = _readable(draft, english)
    return found


def _divisions_left(drafts: list[Draft], names: dict[tuple[str, str], str]) -> Iterator[Draft]:
    """First-order divisions without a code: GeoNames', and those of ISO 3166-2 that GeoNames' do not name."""
    have = set()
    for draft in drafts:
        if draft.feature == "ADM1" and draft.country:
            have |= {
                (draft.country, fold(form)) for name in _names_of(draft) for form in (name, without_type(name) or name)
            }
            if (draft.country, f"#{draft.geonameid}") not in names:
                yield draft
    for country, codes in packages.divisions().items():
        for division in codes.values():
            name = division["name"].split(" (")[0]
            forms = {(country, fold(name)), (country, fold(without_type(name) or name))}
            first_order = not division["parentCode"] and division["type"] != "Geographical unit"
            if first_order and division["latLng"] and not forms & have:
                lat, lon = division["latLng"]
                yield Draft(name, lat, lon, "ADM1", "iso3166-2", country)


def _names_of(draft: Draft) -> set[str]:
    return {draft.name, *draft.alternates}


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


def division_of(draft: Draft, grid: Grid, names: dict[tuple[str, str], str]) -> str | None:
    kind = features.precision(draft.feature)
    if kind in ("country", "region") or not draft.country:
        return None
    code = draft.admin1
    if kind == "admin1":  # the code whose division it was found to be
        return names.get((draft.country, f"#{draft.geonameid}"))
    if code is None and (near := grid.near(draft, 3)):
        code = Counter(d.admin1 for d in near).most_common(1)[0][0]
    return names.get((draft.country, code or ""))


def centre_divisions(drafts: list[Draft]) -> None:
    """First-order divisions whose point in GeoNames lies at an edge (Alberta's) get that of ISO 3166-2.

    Of two points that are far apart the one that is nearer to the middle of the division's settlements is taken.
    """
    points = {
        (country, fold(division["name"])): tuple(division["latLng"])
        for country, codes in packages.divisions().items()
        for division in codes.values()
        if division["latLng"]
    }
    towns: dict[tuple[str | None, str | None], list[Draft]] = defaultdict(list)
    for d in drafts:
        if features.precision(d.feature) == "settlement":
            towns[d.country, d.admin1].append(d)
    for d in drafts:
        members, listed = towns.get((d.country, d.admin1)), points.get((d.country or "", fold(d.name)))
        if d.feature != "ADM1" or not members or listed is None or distance_km(d.lat, d.lon, *listed) < APART_KM:
            continue
        lat = (min(t.lat for t in members) + max(t.lat for t in members)) / 2
        lon = (min(t.lon for t in members) + max(t.lon for t in members)) / 2
        d.lat, d.lon = min([(d.lat, d.lon), listed], key=lambda p: distance_km(p[0], p[1], lat, lon))


def iso_divisions(known: list[Draft]) -> Iterator[Draft]:
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
