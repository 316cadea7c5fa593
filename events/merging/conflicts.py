"""Where the reports of one event contradict each other: each value, and the mentions that say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from events.merging import fit
from events.model import Event, Mention


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the values that reports give: the first mention that gives it, and the ids of all that do."""

    mention: Mention
    mentions: tuple[str, ...]


def conflicts(event: Event) -> dict[str, tuple[Variant, ...]]:
    """Field → its values, the most told first, for the fields of which two reports contradict each other.

    A coarser value contradicts nothing ("in Iraq", "in June"); nor does what a person has deleted.
    """
    found = {name: _variants(event, *how) for name, how in COMPARED.items()}
    return {name: variants for name, variants in found.items() if variants}


def _variants(event: Event, value: Callable, contradict: Callable) -> tuple[Variant, ...]:
    told: dict[object, list[Mention]] = {}
    for mention in event.mentions:
        if not mention.deleted and (said := value(mention)) is not None:
            told.setdefault(said, []).append(mention)
    if not any(contradict(a[0], b[0]) for a, b in combinations(told.values(), 2)):
        return ()
    ordered = sorted(told.values(), key=lambda given: (-len({m.article_id for m in given}), given[0].id))
    return tuple(Variant(given[0], tuple(m.id for m in given)) for given in ordered)


def _kind(mention: Mention) -> object:
    return (mention.type, mention.mode) if mention.mode else None


def _spot(mention: Mention) -> object:
    place = mention.place
    return None if place is None or place.lat is None else place.geonameid or (place.name, place.lat, place.lon)


def _span(mention: Mention) -> object:
    time = mention.time
    return None if time is None or time.basis == "published" else (time.earliest, time.latest)


def _count(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _counts(one: Mention, other: Mention) -> bool:
    a, b = one.casualties, other.casualties
    return a is not None and b is not None and (_count(a.killed, b.killed) or _count(a.injured, b.injured))


def _toll(mention: Mention) -> object:
    toll = mention.casualties
    return None if toll is None else (toll.killed, toll.injured)


# Field → what a mention says of it, and when two mentions contradict each other.
COMPARED: dict[str, tuple[Callable, Callable]] = {
    "type": (_kind, lambda a, b: a.type == b.type),  # two ways of one type; two types may be parts of one event
    "place": (_spot, lambda a, b: fit.places(a.place, b.place) == -1.0),
    "time": (_span, lambda a, b: fit.told_times(a.time, b.time) == -1.0),
    "casualties": (_toll, _counts),
    "assertion": (lambda m: m.assertion, lambda a, b: True),
}
