"""How well two tellings agree on one thing: 1 the same, -1 they contradict, `None` where one of them does not say."""

from __future__ import annotations

from datetime import date
from math import asin, cos, radians, sin, sqrt

from events.merging.words import listed, stems
from events.model import Casualties, Participant, Place, TimeInterval

EARTH_KM = 12742.0  # diameter
SLACK_KM = 5.0  # added to the radii of two places: gazetteers differ in where a town's middle is
FINENESS = {"site": 5, "settlement": 4, "admin2": 3, "admin1": 2, "country": 1, "region": 0}
RADIUS_KM = {"site": 3, "settlement": 10, "admin2": 40, "admin1": 150, "country": 500, "region": 500}
NEWS_DAYS = 4  # what is told without a day, on the day of publication, was mostly within so many days before it
STALE_DAYS = 14  # further from its day of publication than this, another event is meant
OTHER = "OTHER"  # the type of what none of the types fits
# Types whose two sides do the same, so that either may be told first.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
DISTINCT = frozenset({"state", "armed group"})  # kinds of actors of which two ids are surely two


# ---- where -----------------------------------------------------------------------------------------------------


def places(one: Place | None, other: Place | None) -> float | None:
    if one is None or other is None:
        return None
    if one.lat is None or other.lat is None:
        return 0.8 if _named(one) and _named(one) == _named(other) else None
    fine = min(FINENESS.get(one.precision or "", 0), FINENESS.get(other.precision or "", 0))
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return (0.2, 0.2, 0.4, 0.8, 1.0, 1.0)[fine]
    if fine <= 1:
        return _with_country(one, other)
    gap = distance_km(one, other)
    near = _radius(one) + _radius(other) + SLACK_KM
    if gap > near:
        return -1.0
    return (0.2, 0.2, 0.3, 0.6, 0.9, 0.9)[fine] * (1 - 0.5 * gap / near)


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance of two resolved places."""
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None  # noqa: S101
    a, b = radians(one.lat), radians(other.lat)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.lon - one.lon) / 2) ** 2
    return EARTH_KM * asin(min(1.0, sqrt(h)))


def gap_km(one: Place, other: Place) -> float:
    """How far two resolved places lie apart, beyond their radii."""
    return max(0.0, distance_km(one, other) - (_radius(one) + _radius(other)))


def _with_country(one: Place, other: Place) -> float:
    """A country, or a region, with whatever lies in it."""
    if one.country is not None and other.country is not None:
        return 0.2 if one.country == other.country else -1.0
    return 0.1 if distance_km(one, other) <= _radius(one) + _radius(other) else -1.0


def _radius(place: Place) -> float:
    return place.radius_km if place.radius_km is not None else float(RADIUS_KM.get(place.precision or "", 10))


def _named(place: Place) -> str:
    return (place.name or (place.span.text if place.span else "")).casefold()


# ---- when ------------------------------------------------------------------------------------------------------


def days(time: TimeInterval | None) -> tuple[date, date] | None:
    """First and last day of an interval; `None` where neither is known or the calendar does not reach."""
    if time is None or (time.earliest is None and time.latest is None):
        return None
    try:
        first = date.fromisoformat(time.earliest[:10]) if time.earliest else date.min
        last = date.fromisoformat(time.latest[:10]) if time.latest else date.max
    except ValueError:
        return None
    return (first, last) if first <= last else (last, first)


def window(time: TimeInterval | None) -> tuple[date, date] | None:
    """Days in which what is told may have been, with the days before a publication that gave the only date."""
    told = days(time)
    if told is None or time is None or time.basis != "published":
        return told
    return shifted(told[0], -NEWS_DAYS), told[1]


def times(one: TimeInterval | None, other: TimeInterval | None) -> float | None:
    a, b = window(one), window(other)
    if a is None or b is None or one is None or other is None:
        return None
    guessed = "published" in (one.basis, other.basis)
    first, last = max(a[0], b[0]), min(a[1], b[1])
    if first > last:
        return None if guessed and (first - last).days <= STALE_DAYS else -1.0
    if guessed:
        return 0.4 if abs((a[1] - b[1]).days) <= 1 else 0.1
    length_a, length_b = (a[1] - a[0]).days + 1, (b[1] - b[0]).days + 1
    return sqrt(min(length_a, length_b) / max(length_a, length_b)) * _sharpness((last - first).days + 1)


def told_times(one: TimeInterval | None, other: TimeInterval | None) -> float | None:
    """As `times`, of what the text says: a date of publication is none."""
    if one is None or other is None or "published" in (one.basis, other.basis):
        return None
    return times(one, other)


def _sharpness(length: int) -> float:
    """How much it says that two were within the same so many days."""
    return next((value for most, value in ((2, 1.0), (7, 0.7), (31, 0.45), (366, 0.2)) if length <= most), 0.05)


def shifted(day: date, by: int) -> date:
    """The day so many days later, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


# ---- who -------------------------------------------------------------------------------------------------------


def party(one: Participant, other: Participant) -> float:
    """How well two parties agree: one actor, one name in full or in short, one noun, or neither."""
    if one.actor is not None and other.actor is not None and one.actor.id == other.actor.id:
        return 1.0
    if _one_name(one, other):
        return 0.8
    kinds = tuple(p.actor.kind if p.actor else None for p in (one, other))
    if all(kind in DISTINCT for kind in kinds):
        return -1.0
    if kinds == ("person", "person"):
        return -0.5
    return 0.4 if None in (one.actor, other.actor) and head(one) & head(other) else -0.1


def party_names(participant: Participant) -> tuple[str, ...]:
    """Capitalised words of a party's name, in small letters; none where an actor's id is enough to tell it."""
    actor = participant.actor
    if actor is not None and actor.kind in DISTINCT:
        return ()
    named = actor is not None and actor.kind != "people"  # "a boy" is one of a people, and not called so
    words = (actor.name if named and actor else participant.said).split()
    if not named and len(words) > 1 and not words[-1][:1].isupper():
        words = words[1:]  # "Militants from the north": the first word is one of a sentence
    return tuple(w.strip("'’.,\"").casefold() for w in words if w[:1].isupper() and len(w) > 2)


def head(participant: Participant) -> frozenset[str]:
    """Stem of the last word of a party; none of a pronoun."""
    words = participant.said.casefold().split()
    return stems(words[-1]) if words and participant.said.casefold() not in listed("pronouns") else frozenset()


def parties(one: tuple[Participant, ...], other: tuple[Participant, ...], mutual: bool = False) -> float | None:
    """Agreement of the parties in each role that both tell: on average, but a contradiction in one is not made up for.

    Either way round where `mutual`.
    """
    if mutual:
        return side(one, other)
    sides = []
    for role in ("actor", "recipient"):
        fit = side(tuple(p for p in one if p.role == role), tuple(p for p in other if p.role == role))
        if fit is not None:
            sides.append(fit)
    if not sides:
        return None
    return min(sides) if min(sides) <= -0.5 else round(sum(sides) / len(sides), 4)


def side(one: tuple[Participant, ...], other: tuple[Participant, ...]) -> float | None:
    """The best agreement of any two; where none agree, the strongest contradiction. Pronouns say nothing."""
    if not one or not other:
        return None
    ours, theirs = ([p for p in side if p.actor or head(p)] for side in (one, other))
    fits = [party(a, b) for a in ours for b in theirs]
    best = max(fits, default=None)
    return best if best is None or best > 0 else min(fits)


def _one_name(one: Participant, other: Participant) -> bool:
    a, b = party_names(one), party_names(other)
    if not a or not b:
        return False
    people = all(p.actor is not None and p.actor.kind == "person" for p in (one, other))
    return set(a) <= set(b) or set(b) <= set(a) or (people and a[-1] == b[-1])


# ---- how many --------------------------------------------------------------------------------------------------


def casualties(one: Casualties | None, other: Casualties | None) -> float | None:
    if one is None or other is None:
        return None
    fits = [
        fit for a, b in ((one.killed, other.killed), (one.injured, other.injured)) if (fit := _counts(a, b)) is not None
    ]
    return min(fits) if fits else None


def _counts(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float | None:
    """Equal numbers speak for one event; tolls grow, so that only very different ones speak against it."""
    if one is None or other is None:
        return None
    if one[0] <= other[1] and other[0] <= one[1]:
        return 1.0
    low, high = sorted((one[1], other[1]))
    return -1.0 if high > 3 * low + 3 else 0.0
