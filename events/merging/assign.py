"""Whether an incident that an article tells of is an event that is known already, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from math import cos, radians

from events.merging import fit
from events.merging.fuse import fuse
from events.merging.words import akin, numbers, stems
from events.model import Event, Mention

OTHER = "OTHER"
# What each agreement adds to the score; a contradiction in any of CONTRADICTING ends it.
WEIGHTS = {"words": 0.2, "mode": 0.2, "place": 0.25, "time": 0.25, "parties": 0.25, "casualties": 0.1, "wording": 0.25}
CONTRADICTING = ("place", "time", "casualties")
SAME = 0.6  # score from which two are one, where both have a time
SAME_UNDATED = 0.7  # and where one has none
BOX_KM = 60.0  # places further apart are looked up only by what else the two have in common


@dataclass(frozen=True, slots=True)
class MergeScore:
    """How far two tellings agree (`score`, from 0), and on what: feature → 1 (the same) to -1 (contradiction)."""

    score: float
    features: dict[str, float] = field(default_factory=dict)
    dated: bool = False  # both say when

    @property
    def same(self) -> bool:
        return self.score >= (SAME if self.dated else SAME_UNDATED)


@dataclass(frozen=True, slots=True)
class Probe:
    """What to look known events up by: of this type, and near in time and place or with a key in common."""

    type: str
    keys: frozenset[str]
    earliest: str | None = None  # days, ISO 8601
    latest: str | None = None
    box: tuple[float, float, float, float] | None = None  # south, west, north, east, in degrees


def assign(incident: tuple[Mention, ...], candidates: Iterable[Event]) -> Event | None:
    """The known event that the mentions of one incident tell of, if any does."""
    new = fuse("", incident)
    scored = [(score(new, event), event) for event in candidates]
    best = max(((s.score, event.id, event) for s, event in scored if s.same), default=None, key=lambda b: b[:2])
    return best[2] if best else None


def score(one: Event, other: Event) -> MergeScore:
    """How far two events agree, by the words, mode, place, time, parties, casualties and wording of their mentions."""
    words = _share_trigger(one, other)
    mode = None if one.mode is None or other.mode is None else one.mode == other.mode
    if one.type != other.type or mode is False or not (words or mode or _open(one, other)):
        return MergeScore(0.0)
    if {one.assertion, other.assertion} == {"asserted", "negated"}:
        return MergeScore(0.0, {"assertion": -1.0})
    told = {
        "words": 1.0 if words else None,
        "mode": 1.0 if mode else None,
        "place": fit.places(one.place, other.place),
        "time": fit.times(one.time, other.time),
        "parties": fit.parties(one.participants, other.participants, one.type in fit.MUTUAL),
        "casualties": fit.casualties(one.casualties, other.casualties),
        "wording": _wording(one, other),
    }
    features = {name: value for name, value in told.items() if value is not None}
    if any(features.get(name, 0.0) <= -1.0 for name in CONTRADICTING) or _alone(one, features):
        return MergeScore(0.0, features)
    total = sum(WEIGHTS[name] * value for name, value in features.items())
    return MergeScore(round(max(0.0, total), 4), features, "time" in features)


def keys(event: Event) -> frozenset[str]:
    """What an event is found by: its type and each of its triggers and its mode, with each party and its place."""
    told = {" ".join(sorted(stems(m.trigger.text))) for m in event.mentions} | ({event.mode} if event.mode else set())
    whom = {key for p in event.participants for key in fit.party_keys(p)}
    place = event.place
    if place is not None and place.lat is not None and fit.FINENESS.get(place.precision or "", 0) > 1:
        whom.add(f"place {place.geonameid or place.name}")
    return frozenset(f"{event.type} {word} {party}"[:255] for word in told for party in whom)


def probe(incident: tuple[Mention, ...]) -> Probe:
    """What known events the mentions of an incident may belong to are looked up by."""
    new = fuse("", incident)
    when, place = fit.window(new.time), new.place
    box = None
    if place is not None and place.lat is not None and place.lon is not None:
        high = BOX_KM / 111.0
        wide = high / max(0.05, cos(radians(place.lat)))
        box = (place.lat - high, place.lon - wide, place.lat + high, place.lon + wide)
    if when is None:
        return Probe(new.type, keys(new), box=box)
    last = when[1] if when[1].year == 9999 else when[1] + timedelta(fit.NEWS_DAYS)
    return Probe(new.type, keys(new), when[0].isoformat(), last.isoformat(), box)


def _share_trigger(one: Event, other: Event) -> bool:
    known = {stems(m.trigger.text) for m in other.mentions}
    return any(akin(stems(m.trigger.text), words) for m in one.mentions for words in known)


def _open(one: Event, other: Event) -> bool:
    """One of the two does not say in which way it happened: an attack may have been an airstrike."""
    return one.type != OTHER and (one.mode is None) != (other.mode is None)


def _alone(one: Event, features: dict[str, float]) -> bool:
    """Neither where nor who: a word and a day are shared by events all over the world."""
    who, where = features.get("parties"), features.get("place")
    if one.type == OTHER:
        return who is None or who < 0.4
    return (who is None or who <= 0) and (where is None or where <= 0.3)


def _wording(one: Event, other: Event) -> float:
    """Share of words, and numbers, that the most alike two sentences of the events have in common."""
    theirs = [_content(m) for m in other.mentions]
    return max((_overlap(_content(m), words) for m in one.mentions for words in theirs), default=0.0)


def _content(mention: Mention) -> frozenset[str]:
    return stems(mention.sentence.text) | numbers(mention.sentence.text)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return round(len(one & other) / len(one | other), 4) if one | other else 0.0
