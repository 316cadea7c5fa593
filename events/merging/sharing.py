"""Mentions of one incident lend each other their place and time: a headline names neither, its lead both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from events.model import Mention

LENT = 0.7  # of the confidence that the lender has


def share(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, those without a place or a time with that of their incident which is surest."""
    mentions = tuple(mentions)
    incidents: dict[str | None, list[Mention]] = defaultdict(list)
    for mention in mentions:
        incidents[mention.incident].append(mention)
    return tuple(_completed(m, incidents[m.incident]) if m.incident else m for m in mentions)


def _completed(mention: Mention, told: list[Mention]) -> Mention:
    sure = mention.confidence
    if mention.place is None:
        placed = [m for m in told if m.place and m.place.lat is not None]
        if placed:
            lender = max(placed, key=lambda m: (m.confidence.place or 0.0, m.salience, m.id))
            sure = replace(sure, place=_lent(lender.confidence.place))
            mention = replace(mention, place=lender.place)
    if mention.time is None:
        dated = [m for m in told if m.time and m.time.earliest]
        if dated:
            lender = max(dated, key=lambda m: (m.confidence.time or 0.0, m.salience, m.id))
            sure = replace(sure, time=_lent(lender.confidence.time))
            mention = replace(mention, time=lender.time and replace(lender.time, basis="inferred"))
    return replace(mention, confidence=sure)


def _lent(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence * LENT, 2)
