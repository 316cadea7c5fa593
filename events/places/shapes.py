"""Rings of (lon, lat): how large they are, and where their middle lies, well enough for a map of the world."""

from __future__ import annotations

import statistics

Ring = list[tuple[float, float]]


def area(ring: Ring) -> float:
    """Signed, in square degrees: positive where the corners go round against the clock."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def middle(ring: Ring) -> tuple[float, float]:
    """Centroid (lat, lon) of a polygon, or of its corners where that is no area."""
    size = area(ring)
    if abs(size) < 1e-9:
        return round(statistics.fmean(p[1] for p in ring), 4), round(statistics.fmean(p[0] for p in ring), 4)
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(y / (6 * size), 4), round(x / (6 * size), 4)


def largest(rings: list[tuple[tuple[float, ...], Ring]]) -> Ring:
    """Of rings with their bounding boxes, the one that encloses most."""
    return max((ring for _, ring in rings), key=lambda ring: abs(area(ring)))
