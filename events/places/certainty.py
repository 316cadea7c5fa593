"""What is said of how sure an event's place is: the strength of its ties, turned into how often such places are right.

Fitted, rising throughout, on the places of our sample articles (`python -m benchmarks.calibration` shows these) and of
56 others of all kinds that readers placed. Of a tie in the sentence it is nearly the strength; what is carried over is
right about as often as not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from events.model import Mention

# Strength of a tie → share of places that were right.
KNOTS = ((0.0, 0.0), (0.15, 0.2), (0.25, 0.47), (0.35, 0.62), (0.6, 0.65), (0.75, 0.8), (0.9, 0.93), (1.0, 1.0))


def said(strength: float) -> float:
    """How likely a place is right that is tied so strongly, both 0 to 1."""
    i = min(bisect_right([x for x, _ in KNOTS], strength), len(KNOTS) - 1)
    (x1, y1), (x2, y2) = list(pairwise(KNOTS))[i - 1]
    return round(y1 + (y2 - y1) * (strength - x1) / (x2 - x1), 3)


def calibrated(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, with the strength of what ties them to their places as a probability."""
    return tuple(
        m
        if m.confidence.place is None
        else replace(m, confidence=replace(m.confidence, place=said(min(1.0, m.confidence.place))))
        for m in mentions
    )
