"""The countries of the world, simplified, on a plane: Mercator, a world 3,600 wide, y down."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

WIDTH = 3600
UNITS = 100  # of the file, a degree
LIMIT = 83.0  # degrees of latitude: nothing is drawn nearer to a pole

Ring = list[tuple[float, float]]


def project(lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies on the plane; 0, 0 is in the middle."""
    lat = max(-LIMIT, min(LIMIT, lat))
    radius = WIDTH / (2 * math.pi)
    return math.radians(lon) * radius, -math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * radius


@cache
def polygons() -> tuple[tuple[Ring, ...], ...]:
    """Each polygon as its rings, the outer one first."""
    text = (files("events.export") / "data" / "land.json").read_text(encoding="utf-8")
    return tuple(tuple(_ring(steps) for steps in polygon) for polygon in json.loads(text))


def _ring(steps: list[int]) -> Ring:
    found, x, y = [], 0, 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append(project(x / UNITS, y / UNITS))
    return found


@cache
def path() -> str:
    """All of it as an SVG path of relative steps."""
    return "".join(part for polygon in polygons() for ring in polygon for part in _drawn(ring))


def _drawn(ring: Ring) -> Iterator[str]:
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in ring))
    if len(points) < 3:
        return
    (x, y), *rest = points
    yield f"M{x:g} {y:g}l"
    steps = []
    for a, b in rest:
        steps.append(f"{a - x:.1f} {b - y:.1f}")
        x, y = a, b
    yield " ".join(step.replace(".0 ", " ").removesuffix(".0") for step in steps).replace(" -", "-") + "z"
