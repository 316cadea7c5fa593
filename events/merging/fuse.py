"""Mentions of one event → the event: for each field the value that most independent sources support.

What a person set wins, the last of it. Else a coarser value supports what lies within it ("in Iraq", "in June"), and of
equals the finest is taken; a text and its copies are one source. Every choice ends in the mention's id, so that the
order in which mentions are given decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from events.merging import fit
from events.model import Casualties, Confidence, Event, Mention, Participant, Place, TimeInterval

BASES = {"stated": 2, "inferred": 1, "published": 0}
# Where nobody says that it happened: what most say, and of equals the first of these.
ASSERTIONS = ("asserted", "planned", "possible", "conditional", "negated")

Copies = Mapping[str, str]  # article → the one whose text it repeats


def fuse(event_id: str, mentions: tuple[Mention, ...], copies: Copies = {}) -> Event:  # noqa: B006 (never changed)
    """One event from what one or more mentions tell of it; `basis` names the mention, or correction, of each field.

    Raises `ValueError` for no mentions.
    """
    if not mentions:
        raise ValueError(f"event {event_id!r} has no mentions to be made of")
    ordered = tuple(sorted(mentions, key=lambda m: (m.article_id, m.trigger.start, m.trigger.end, m.id)))
    told = tuple(m for m in ordered if not m.deleted) or ordered
    kind = _set(told, "type") or _kind(told, copies)
    where = _set(told, "place") or _place(told, copies)
    when = _set(told, "time") or _time(told, copies)
    said = _set(told, "assertion") or _assertion(told, copies)
    parties, party_basis = _participants(told, copies)
    toll, casualties = _casualties(told)
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
        casualties=casualties,
        mentions=ordered,
        confidence=_confidence(told, where, when),
        salience=max(m.salience for m in told),
        basis={name: _source(mention, name) for name, mention in chosen.items() if mention},
        copies={m.article_id: copies[m.article_id] for m in ordered if m.article_id in copies},
        verified=any(m.verified for m in told),
        deleted=2 * sum(m.deleted for m in ordered) >= len(ordered),
    )


def _set(mentions: tuple[Mention, ...], field: str) -> Mention | None:
    """The mention of which a person last said what the field is, if one did."""
    said = [(int(dict(m.corrected)[field][1:]), m.id, m) for m in mentions if field in dict(m.corrected)]
    return max(said, key=lambda s: s[:2])[2] if said else None


def _source(mention: Mention, field: str) -> str:
    """The correction that gave a mention's field, else the mention itself."""
    return dict(mention.corrected).get("type" if field in ("mode", "cameo") else field, mention.id)


def _kind(mentions: tuple[Mention, ...], copies: Copies) -> Mention:
    """The mention whose type, then mode, most sources give; a type that is known outdoes none, and so does a mode."""
    types = _support(mentions, lambda m: m.type, copies)
    modes = _support(mentions, lambda m: (m.type, m.mode), copies)
    codes = _support(mentions, lambda m: (m.type, m.mode, m.cameo), copies)

    def rank(m: Mention) -> tuple:
        return (
            m.type != fit.OTHER,
            types[m.type],
            m.mode is not None,
            modes[m.type, m.mode],
            codes[m.type, m.mode, m.cameo],
            m.salience,
            m.id,
        )

    return max(mentions, key=rank)


def _place(mentions: tuple[Mention, ...], copies: Copies) -> Mention | None:
    """The place that most sources support, of these the finest, of these the surest."""
    placed = [m for m in mentions if m.place is not None]
    spots = {_spot(m.place): m.place for m in placed if m.place}
    support = {spot: _sources((m for m in placed if _lies_in(place, m.place)), copies) for spot, place in spots.items()}

    def rank(m: Mention) -> tuple:
        place = m.place
        resolved = place is not None and place.lat is not None
        return resolved, support[_spot(place)], _fineness(place), (place and place.confidence) or 0.0, m.salience, m.id

    return max(placed, key=rank, default=None)


def _lies_in(place: Place, other: Place | None) -> bool:
    """Whether who says the other means, or may mean, the place: it is the same, or what it lies in."""
    if other is None or _spot(place) == _spot(other):
        return other is not None
    return _fineness(other) < _fineness(place) and (fit.places(place, other) or 0.0) > 0


def _fineness(place: Place | None) -> int:
    return fit.FINENESS.get((place and place.precision) or "", -1)


def _spot(place: Place | None) -> object:
    if place is None:
        return None
    return place.geonameid or (place.name, place.lat, place.lon, place.span.text if place.span else None)


def _time(mentions: tuple[Mention, ...], copies: Copies) -> Mention | None:
    """The interval that is best founded, of these the one that most sources support, of these the narrowest."""
    timed = [m for m in mentions if m.time is not None]
    spans = {_interval(m.time): m.time for m in timed if m.time}
    support = {span: _sources((m for m in timed if _within(time, m.time)), copies) for span, time in spans.items()}

    def rank(m: Mention) -> tuple:
        time = m.time
        length = _length(time)
        founded = BASES.get(time.basis if time else "", -1)
        return length is not None, founded, support[_interval(time)], -(length or 0), m.salience, m.id

    return max(timed, key=rank, default=None)


def _within(time: TimeInterval, other: TimeInterval | None) -> bool:
    """Whether who says the other says, or may say, the time: it is the same, or a longer one around it."""
    inner, outer = fit.days(time), fit.window(other)
    if inner is None or outer is None:
        return _interval(time) == _interval(other)
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _interval(time: TimeInterval | None) -> object:
    return time and (time.earliest, time.latest)


def _length(time: TimeInterval | None) -> float | None:
    """Days that an interval covers; an hour is less than a day."""
    told = fit.days(time)
    if told is None or time is None:
        return None
    return {"minute": 0.0, "hour": 0.1}.get(time.granularity or "", (told[1] - told[0]).days + 1.0)


def _participants(mentions: tuple[Mention, ...], copies: Copies) -> tuple[tuple[Participant, ...], Mention | None]:
    """Every party once a role, the most often told first, and the first mention that tells of the first of them."""
    said = _set(mentions, "participants")
    if said is not None:
        return said.participants, said
    told: dict[tuple[str, str], list[tuple[Mention, Participant]]] = {}
    for mention in mentions:
        for participant in mention.participants:
            key = participant.actor.id if participant.actor else participant.said.casefold()
            told.setdefault((participant.role, key), []).append((mention, participant))

    def rank(key: tuple[str, str]) -> tuple:
        return key[0], -_sources((m for m, _ in told[key]), copies), -len(told[key]), key[1]

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


def _casualties(mentions: tuple[Mention, ...]) -> tuple[Mention | None, Casualties | None]:
    """From the lowest to the highest number that anyone gives: where sources disagree, the range shows it."""
    said = _set(mentions, "casualties")
    if said is not None:
        return said, said.casualties
    toll = _toll(mentions)
    if toll is None or toll.casualties is None:
        return None, None
    counted = [m.casualties for m in mentions if m.casualties is not None]
    killed, injured = _range(c.killed for c in counted), _range(c.injured for c in counted)
    return toll, replace(toll.casualties, killed=killed, injured=injured)


def _range(counts: Iterable[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [c for c in counts if c is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _assertion(mentions: tuple[Mention, ...], copies: Copies) -> Mention:
    support = _support(mentions, lambda m: m.assertion, copies)

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


def _support(mentions: Iterable[Mention], value: Callable[[Mention], object], copies: Copies) -> Counter:
    """How many sources give each value."""
    return Counter(v for v, _ in {(value(m), copies.get(m.article_id, m.article_id)) for m in mentions})


def _sources(mentions: Iterable[Mention], copies: Copies) -> int:
    return len({copies.get(m.article_id, m.article_id) for m in mentions})
