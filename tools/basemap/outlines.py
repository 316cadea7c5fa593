"""Simplifies the countries of the basemap for exported pages and pictures; README.md says how."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import shapely
from shapely.geometry import Polygon, shape

TOLERANCE = 0.12  # degrees
LEAST = 0.02  # square degrees: smaller islands are left out
UNITS = 100  # a degree


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    shapes = [shape(f["geometry"]).buffer(0) for f in features if f["geometry"]["coordinates"]]
    simple = shapely.coverage_simplify(shapes, TOLERANCE)  # borders that two countries share stay shared
    polygons = [p for each in simple for p in shapely.get_parts(each) if p.area > LEAST]
    found = [[steps(ring) for ring in (p.exterior, *p.interiors)] for p in polygons]
    target.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def steps(ring: Polygon) -> list[int]:
    """x and y of the first point, then of each step to the next."""
    points = [(round(x * UNITS), round(y * UNITS)) for x, y in ring.coords][:-1]
    found, before = [], (0, 0)
    for x, y in points:
        found += [x - before[0], y - before[1]]
        before = x, y
    return found


if __name__ == "__main__":
    main()
