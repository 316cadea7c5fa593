"""Mentions of one incident lend each other their place and time: a headline names neither, its lead both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from events.model import Mention, Place
from events.places.containment import narrower

LENT = 0.7  # of the confidence that the lender has
EXACT = 0.45  # confidence from which a mention says more exactly where its whole incident was


def share(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, those without a place or a time with that of their incident which is surest."""
    mentions = tuple(mentions)
    incidents: dict[str | None, list[Mention]] = defaultdict(list)
    happenings: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        incidents[mention.incident].append(mention)
        happenings[mention.unit].append(mention)
    return tuple(_completed(m, incidents[m.incident], happenings[m.unit]) if m.incident else m for m in mentions)


def _completed(mention: Mention, told: list[Mention], same: list[Mention]) -> Mention:
    sure = mention.confidence
    lender = _placed(told) if mention.place is None else _more_exact(mention.place, told)
    if lender is not None:
        sure = replace(sure, place=_lent(lender.confidence.place))
        mention = replace(mention, place=lender.place)
    if mention.time is None:
        dated = [m for m in same if m.time and m.time.earliest]
        if dated:
            lender = max(dated, key=lambda m: (m.confidence.time or 0.0, m.salience, m.id))
            sure = replace(sure, time=_lent(lender.confidence.time))
            mention = replace(mention, time=lender.time and replace(lender.time, basis="inferred"))
    return replace(mention, confidence=sure)


def _placed(told: list[Mention]) -> Mention | None:
    """The surest mention at the place for which the mentions of an incident say most together."""
    placed = [(m, m.place) for m in told if m.place and m.place.lat is not None]
    said: dict[str | None, float] = defaultdict(float)
    for m, place in placed:
        said[place.name] += m.confidence.place or 0.0
    surest = max(
        placed, key=lambda p: (said[p[1].name], p[0].confidence.place or 0.0, p[0].salience, p[0].id), default=None
    )
    return surest and surest[0]


def _more_exact(place: Place, told: list[Mention]) -> Mention | None:
    """The mention that says where in this place it was, if the incident's mentions name one spot in it alone."""
    within = [m for m in told if m.place and (m.confidence.place or 0.0) >= EXACT and narrower(m.place, place)]
    if len({m.place.name for m in within if m.place}) != 1:
        return None
    return max(within, key=lambda m: (m.confidence.place or 0.0, m.salience, m.id))


def _lent(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence * LENT, 2)
