"""Mentions of one event → the event: for each field the value that is most specific and best supported.

Every choice ends in the mention's id, so that the order in which mentions are given decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from events.merging import fit
from events.model import Casualties, Confidence, Event, Mention, Participant, Place, TimeInterval

BASES = {"stated": 2, "inferred": 1, "published": 0}
# Where nobody says that it happened: what most say, and of equals the first of these.
ASSERTIONS = ("asserted", "planned", "possible", "conditional", "negated")


def fuse(event_id: str, mentions: tuple[Mention, ...]) -> Event:
    """One event from what one or more mentions tell of it; `basis` names the mention that gave each field.

    Raises `ValueError` for no mentions.
    """
    if not mentions:
        raise ValueError(f"event {event_id!r} has no mentions to be made of")
    ordered = tuple(sorted(mentions, key=lambda m: (m.article_id, m.trigger.start, m.trigger.end, m.id)))
    kind = _kind(ordered)
    where, when, toll = _place(ordered), _time(ordered), _toll(ordered)
    said = _assertion(ordered)
    parties, party_basis = _participants(ordered)
    chosen = {"type": kind, "mode": kind if kind.mode else None, "cameo": kind if kind.cameo else None}
    chosen |= {"place": where, "time": when, "casualties": toll, "assertion": said, "participants": party_basis}
    return Event(
        id=event_id,
        type=kind.type,
        mode=kind.mode,
        cameo=kind.cameo,
        participants=parties,
        place=where.place if where else None,
        time=when.time if when else None,
        assertion=said.assertion,
        casualties=_casualties(ordered, toll),
        mentions=ordered,
        confidence=_confidence(ordered, where, when),
        salience=max(m.salience for m in ordered),
        basis={name: mention.id for name, mention in chosen.items() if mention},
    )


def _kind(mentions: tuple[Mention, ...]) -> Mention:
    """The mention whose type, then mode, most articles give; a mode outdoes none."""
    types = _support(mentions, lambda m: m.type)
    modes = _support(mentions, lambda m: (m.type, m.mode))
    codes = _support(mentions, lambda m: (m.type, m.mode, m.cameo))

    def rank(m: Mention) -> tuple:
        return (
            types[m.type],
            m.mode is not None,
            modes[m.type, m.mode],
            codes[m.type, m.mode, m.cameo],
            m.salience,
            m.id,
        )

    return max(mentions, key=rank)


def _place(mentions: tuple[Mention, ...]) -> Mention | None:
    """The finest place, of these the one that most articles give, of these the surest."""
    placed = [m for m in mentions if m.place is not None]
    support = _support(placed, lambda m: _spot(m.place))

    def rank(m: Mention) -> tuple:
        place = m.place
        resolved = place is not None and place.lat is not None
        fine = fit.FINENESS.get((place and place.precision) or "", -1)
        return resolved, fine, support[_spot(place)], (place and place.confidence) or 0.0, m.salience, m.id

    return max(placed, key=rank, default=None)


def _spot(place: Place | None) -> object:
    if place is None:
        return None
    return place.geonameid or (place.name, place.lat, place.lon, place.span.text if place.span else None)


def _time(mentions: tuple[Mention, ...]) -> Mention | None:
    """The interval that is best founded, of these the narrowest, of these the one that most articles give."""
    timed = [m for m in mentions if m.time is not None]
    support = _support(timed, lambda m: _interval(m.time))

    def rank(m: Mention) -> tuple:
        time = m.time
        length = _length(time)
        dated = length is not None
        return (
            dated,
            BASES.get(time.basis if time else "", -1),
            -(length or 0),
            support[_interval(time)],
            m.salience,
            m.id,
        )

    return max(timed, key=rank, default=None)


def _interval(time: TimeInterval | None) -> object:
    return time and (time.earliest, time.latest)


def _length(time: TimeInterval | None) -> float | None:
    """Days that an interval covers; an hour is less than a day."""
    told = fit.days(time)
    if told is None or time is None:
        return None
    return {"minute": 0.0, "hour": 0.1}.get(time.granularity or "", (told[1] - told[0]).days + 1.0)


def _participants(mentions: tuple[Mention, ...]) -> tuple[tuple[Participant, ...], Mention | None]:
    """Every party once a role, the most often told first, and the first mention that tells of the first of them."""
    told: dict[tuple[str, str], list[tuple[Mention, Participant]]] = {}
    for mention in mentions:
        for participant in mention.participants:
            key = participant.actor.id if participant.actor else participant.span.text.casefold()
            told.setdefault((participant.role, key), []).append((mention, participant))

    def rank(key: tuple[str, str]) -> tuple:
        return key[0], -len({m.article_id for m, _ in told[key]}), -len(told[key]), key[1]

    ordered = sorted(told, key=rank)
    parties = tuple(_party([p for _, p in told[key]]) for key in ordered)
    return parties, told[ordered[0]][0][0] if ordered else None


def _party(tellings: list[Participant]) -> Participant:
    """The first telling that has the sector that most give."""
    sectors = Counter(p.sector for p in tellings if p.sector)
    sector = max(sorted(sectors), key=lambda s: sectors[s]) if sectors else None
    return next(p for p in tellings if sector is None or p.sector == sector)


def _toll(mentions: tuple[Mention, ...]) -> Mention | None:
    """The mention that gives the most dead, then the most injured."""
    counted = [m for m in mentions if m.casualties is not None]

    def rank(m: Mention) -> tuple:
        toll = m.casualties or Casualties()
        return (toll.killed or (-1, -1))[::-1], (toll.injured or (-1, -1))[::-1], m.id

    return max(counted, key=rank, default=None)


def _casualties(mentions: tuple[Mention, ...], toll: Mention | None) -> Casualties | None:
    """From the lowest to the highest number that anyone gives: where sources disagree, the range shows it."""
    if toll is None or toll.casualties is None:
        return None
    counted = [m.casualties for m in mentions if m.casualties is not None]
    killed, injured = _range(c.killed for c in counted), _range(c.injured for c in counted)
    return replace(toll.casualties, killed=killed, injured=injured)


def _range(counts: Iterable[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [c for c in counts if c is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _assertion(mentions: tuple[Mention, ...]) -> Mention:
    support = _support(mentions, lambda m: m.assertion)

    def rank(m: Mention) -> tuple:
        place = ASSERTIONS.index(m.assertion) if m.assertion in ASSERTIONS else len(ASSERTIONS)
        return m.assertion == "asserted", support[m.assertion], -place, m.salience, m.id

    return max(mentions, key=rank)


def _confidence(mentions: tuple[Mention, ...], where: Mention | None, when: Mention | None) -> Confidence:
    """The highest of those that give the chosen value."""
    return Confidence(
        actor=_highest(m.confidence.actor for m in mentions if m.participants),
        place=_highest(m.confidence.place for m in mentions if where and _spot(m.place) == _spot(where.place)),
        time=_highest(m.confidence.time for m in mentions if when and _interval(m.time) == _interval(when.time)),
        event=_highest(m.confidence.event for m in mentions),
    )


def _highest(values: Iterable[float | None]) -> float | None:
    return max((v for v in values if v is not None), default=None)


def _support(mentions: Iterable[Mention], value: Callable[[Mention], object]) -> Counter:
    """How many articles give each value."""
    return Counter(v for v, _ in {(value(m), m.article_id) for m in mentions})
