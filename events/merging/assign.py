"""Whether an incident that an article tells of is an event that is known already, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import cos, radians

from events.merging import fit
from events.merging.fuse import fuse
from events.merging.words import akin, content, names, stem, stems
from events.model import Event, Mention, Place

OTHER = "OTHER"
# What each agreement adds to the score; a contradiction in any of CONTRADICTING ends it.
WEIGHTS = {
    "words": 0.2,
    "mode": 0.1,
    "place": 0.25,
    "time": 0.25,
    "parties": 0.3,
    "casualties": 0.1,
    "wording": 0.5,
    "company": 0.2,
}
CONTRADICTING = ("place", "time", "casualties")
SAME = 0.6  # score from which two are one, where both have a time
SAME_UNDATED = 0.78  # and where one has none but its article's
ALIKE = 0.5  # share of words in common from which two sentences tell of the same thing
BOX_KM = 60.0  # places further apart are looked up only by what else the two have in common
NEWS_CYCLE = 30  # days within which reports of an event are published, where none says when it was
KEY_LENGTH = 255  # of a column in the store


@dataclass(frozen=True, slots=True)
class MergeScore:
    """How far two tellings agree (`score`, from 0), and on what: feature → 1 (the same) to -1 (contradiction)."""

    score: float
    features: dict[str, float] = field(default_factory=dict)
    dated: bool = False  # both say when, in the text

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
    reported: tuple[str, str] | None = None  # when other reports of an undated event were published, days, ISO 8601


def assign(
    incident: tuple[Mention, ...], candidates: Iterable[Event], company: frozenset[str] = frozenset()
) -> Event | None:
    """The known event that the mentions of one incident tell of, if any does.

    `company`: articles that tell of other events of this article too, and so perhaps of this one.
    """
    new = fuse("", incident)
    scored = [(score(new, event, company), event) for event in candidates]
    best = max(((s.score, event.id, event) for s, event in scored if s.same), default=None, key=lambda b: b[:2])
    return best[2] if best else None


def score(one: Event, other: Event, company: frozenset[str] = frozenset()) -> MergeScore:
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
        "company": 1.0 if any(m.article_id in company for m in other.mentions) else None,
    }
    features = {name: value for name, value in told.items() if value is not None}
    if any(features.get(name, 0.0) <= -1.0 for name in CONTRADICTING) or _alone(one, features):
        return MergeScore(0.0, features)
    total = sum(WEIGHTS[name] * value for name, value in features.items())
    dated = fit.told_times(one.time, other.time) is not None
    return MergeScore(round(max(0.0, total), 4), features, dated)


def keys(event: Event) -> frozenset[str]:
    """What an event is found by: its type, with each trigger and its mode, with each party, its place, and each name
    in its sentences."""
    told = {" ".join(sorted(stems(m.trigger.text))) for m in event.mentions} | ({event.mode} if event.mode else set())
    about = {f"#{p.actor.id}" for p in event.participants if p.actor}
    about |= {noun for p in event.participants if p.actor is None for noun in fit.head(p)}
    about |= {f"~{name}" for m in event.mentions for name in names(m.sentence.text)}
    about |= {f"~{stem(name)}" for p in event.participants for name in fit.party_names(p)[-1:]}
    place = event.place
    if place is not None and place.lat is not None and fit.FINENESS.get(place.precision or "", 0) > 1:
        about.add(f"place {place.geonameid or place.name}")
    return frozenset(f"{event.type} {word} {thing}"[:KEY_LENGTH] for word in told for thing in about)


def probe(incident: tuple[Mention, ...], published: date | None = None) -> Probe:
    """What known events the mentions of an incident, of an article published then, may belong to are looked up by."""
    new = fuse("", incident)
    when = fit.days(new.time)
    return Probe(
        type=new.type,
        keys=keys(new),
        earliest=fit.shifted(when[0], -fit.STALE_DAYS).isoformat() if when else None,
        latest=fit.shifted(when[1], fit.STALE_DAYS).isoformat() if when else None,
        box=_box(new.place),
        reported=_around(published) if published else None,
    )


def _box(place: Place | None) -> tuple[float, float, float, float] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    high = BOX_KM / 111.0  # kilometres of a degree
    wide = high / max(0.05, cos(radians(place.lat)))
    return place.lat - high, place.lon - wide, place.lat + high, place.lon + wide


def _around(published: date) -> tuple[str, str]:
    return fit.shifted(published, -NEWS_CYCLE).isoformat(), fit.shifted(published, NEWS_CYCLE).isoformat()


def _share_trigger(one: Event, other: Event) -> bool:
    ours, theirs = ({stems(m.trigger.text) for m in event.mentions} for event in (one, other))
    return any(akin(a, b) for a in ours for b in theirs)


def _open(one: Event, other: Event) -> bool:
    """One of the two does not say in which way it happened: an attack may have been an airstrike."""
    return one.type != OTHER and (one.mode is None) != (other.mode is None)


def _alone(one: Event, features: dict[str, float]) -> bool:
    """Neither where, nor who, nor the same wording: a word and a day are shared by events all over the world."""
    who, where = features.get("parties", 0.0), features.get("place", 0.0)
    if features["wording"] >= 0.6:
        return False
    return who < 0.4 if one.type == OTHER else who <= 0 and where <= 0.3


def _wording(one: Event, other: Event) -> float:
    """How alike the two sentences are that have most words, and numbers, in common: from ALIKE on they are the same."""
    ours, theirs = ({content(m.sentence.text) for m in event.mentions} for event in (one, other))
    most = max((_overlap(a, b) for a in ours for b in theirs), default=0.0)
    return round(min(1.0, most / ALIKE), 4)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
