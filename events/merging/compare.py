"""How likely it is that two articles' incidents are one event, and why.

The score is a logistic regression on a few features, with the weights of `data/likeness.toml`, which
`tools/merging/train.py` learns. What the two contradict each other in keeps them apart whatever the score.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, fsum

from events.merging import fit
from events.merging.telling import Bag, Incident
from events.merging.words import akin
from events.model import Place

LENT = 0.7  # of what a place tells that an incident has only from another sentence
DAYS_APART = 3  # between two days that both are told of beside the words: papers differ by a day or two
KM_APART = 25.0  # between two places, beyond their radii
WEEK = 7  # days within which two reports are published that both do not say when it was
NEWS_CYCLE = 14  # days between a day that is told and one that is inferred, or only a publication's


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two incidents are one event (`score`, 0 to 1), by which features (0 to 1, or -1 where they differ).

    `apart`: what they contradict each other in, if anything; the score is 0 then.
    """

    score: float
    features: Mapping[str, float] = field(default_factory=dict)
    apart: str | None = None

    @property
    def because(self) -> dict[str, float]:
        """What each feature adds to the log-odds, the most first."""
        weighed = {name: _weights()[name] * value for name, value in self.features.items() if value}
        return dict(sorted(weighed.items(), key=lambda item: -abs(item[1])))


def compare(one: Incident, other: Incident) -> Likeness:
    """How likely two incidents of different articles are one event. The same whichever is first."""
    apart = contradiction(one, other)
    if apart is not None:
        return Likeness(0.0, {}, apart)
    features = compared(one, other)
    weights = _weights()
    odds = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return Likeness(round(1 / (1 + exp(-odds)), 4), features)


def compared(one: Incident, other: Incident) -> dict[str, float]:
    """What the two have in common, and in what they differ, each from 0 to 1."""
    a, b = one.event, other.event
    same = float(not one.triggers.isdisjoint(other.triggers))
    word = same or float(any(akin(x, y) for x in one.triggers for y in other.triggers))
    wording = _closest(one.wordings, other.wordings)
    about = cosine(one.story.words, other.story.words)
    who = fit.parties(a.participants, b.participants, {a.type, b.type} <= fit.MUTUAL) or 0.0
    mode = float(a.mode is not None and a.mode == b.mode)
    where = max((fit.places(p, q) or 0.0 for p in one.places for q in other.places), default=0.0)
    there = max(where, LENT * (fit.places(a.place, b.place) or 0.0))
    when = max((fit.told_times(t, u) or 0.0 for t in one.times for u in other.times), default=0.0)
    alike = a.type == b.type and a.type != fit.OTHER
    return {
        "word": word,
        "wording": same * wording,
        "complement": _closest(one.complements, other.complements),
        "names": len(one.names & other.names) / max(1, min(len(one.names), len(other.names))),
        "story": about,
        "word in story": word * about,
        "mode in story": mode * about,
        "parties": max(0.0, who),
        "other parties": max(0.0, -who),
        "place": max(0.0, where),
        "day": max(0.0, when),
        "toll": max(0.0, fit.casualties(a.casualties, b.casualties) or 0.0),
        "told": min(a.confidence.event or 0.0, b.confidence.event or 0.0),
        "salience": min(a.salience, b.salience),
        "who, where and when": alike * max(mode, word, who) * max(0.0, there) * max(0.0, when),
    }


# ---- what keeps apart ------------------------------------------------------------------------------------------


def contradiction(one: Incident, other: Incident) -> str | None:
    """What two incidents contradict each other in, by what stands beside their own words; None where in nothing.

    Where one has copied a sentence of the other, they may differ in anything but whether it happened.
    """
    if {one.event.assertion, other.event.assertion} == {"asserted", "negated"}:
        return "assertion"
    if not one.sentences.isdisjoint(other.sentences):
        return None
    if _days_between(one, other) > _days_allowed(one, other):
        return "time"
    if one.event.type == other.event.type and one.ways and other.ways and one.ways.isdisjoint(other.ways):
        return "mode"
    if fit.casualties(one.event.casualties, other.event.casualties) == -1.0:
        return "casualties"
    if one.places and other.places and all(_far(p, q) for p in one.places for q in other.places):
        return "place"
    return None


def _days_allowed(one: Incident, other: Incident) -> int:
    if one.stated and other.stated:
        return DAYS_APART
    return NEWS_CYCLE if one.times or other.times else WEEK


def _far(one: Place, other: Place) -> bool:
    """Two places, neither within the other, that are not merely two names of one spot."""
    return fit.places(one, other) == -1.0 and fit.gap_km(one, other) > KM_APART


def _days_between(one: Incident, other: Incident) -> int:
    """Days between the nearest that the two may have been on; 0 where either may have been on any day."""
    ours, theirs = one.days, other.days
    if one.stated and other.stated:
        ours, theirs = one.stated, other.stated
    return max(0, min(((max(a[0], b[0]) - min(a[1], b[1])).days for a in ours for b in theirs), default=0))


# ---- words -----------------------------------------------------------------------------------------------------


def _closest(ours: Iterable[Bag], theirs: tuple[Bag, ...]) -> float:
    return max((cosine(a, b) for a in ours for b in theirs), default=0.0)


def cosine(one: Bag, other: Bag) -> float:
    """Similarity of two bags of words, 0 to 1; words weigh as much as they are rare."""
    if len(one) > len(other):
        one, other = other, one
    return fsum(weight * other[word] for word, weight in one.items() if word in other)


def join() -> float:
    """The likeness from which two are one."""
    return _likeness()["join"]


@cache
def _weights() -> Mapping[str, float]:
    return _likeness()["weights"] | _likeness()["by_hand"]


@cache
def _likeness() -> dict:
    return tomllib.loads(files("events.merging").joinpath("data", "likeness.toml").read_text("utf-8"))
