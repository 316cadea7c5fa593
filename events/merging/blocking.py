"""Which incidents are compared at all: those with a key in common, told of about the same day.

A pair's keys and days are its own, so that the same pairs are compared whatever else is known, and a new article is
compared with the few incidents that share a key, not with the store.
"""

from __future__ import annotations

from events.merging import fit
from events.merging.telling import Days, Incident
from events.merging.words import listed

PEOPLE = "people"  # kind of an actor that any number of people are: "Americans"
ABOUT = 4  # of an article's words, the rarest: names of people and places, mostly
KEY_LENGTH = 128  # characters, of a column in the store
REACH_DAYS = 14  # between the days of two incidents that are compared: `compare.NEWS_CYCLE`
LONGEST = 8  # words of one trigger


def keys(incident: Incident) -> frozenset[str]:
    """What happened, by its words and its type, each with every name that is told of it, or of its article."""
    event = incident.event
    who = {p.actor.id for p in event.participants if p.actor and p.actor.kind != PEOPLE}
    what = {word for trigger in incident.triggers for word in sorted(trigger)[:LONGEST]}
    if event.type != fit.OTHER:
        what.add(f"{event.type}/{event.mode}" if event.mode else event.type)
    heaviest = sorted(incident.story.words, key=lambda word: (-incident.story.words[word], word))
    about = (incident.names | set(heaviest[:ABOUT])) - listed("calendar") | {f"#{name}" for name in who}
    about |= {f"@{p.geonameid or p.name}" for p in incident.places if fit.FINENESS.get(p.precision or "", 0) > 1}
    return frozenset(f"{word} {thing}"[:KEY_LENGTH] for word in what for thing in about)


def days(incident: Incident) -> Days | None:
    """First and last day on which it may have been."""
    found = incident.days
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


def near(one: Days | None, other: Days | None) -> bool:
    """Whether two incidents may have been within the same weeks, by the days of each, as far as they are known."""
    return one is None or other is None or (max(one[0], other[0]) - min(one[1], other[1])).days <= REACH_DAYS


def around(within: Days) -> Days:
    """The days that those of another incident must touch to be near."""
    return fit.shifted(within[0], -REACH_DAYS), fit.shifted(within[1], REACH_DAYS)
