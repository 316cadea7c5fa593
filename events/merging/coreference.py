"""How probable it is that two mentions of one article tell of one thing: logistic regressions on what they share.

Asked at two levels: of the very same happening ("exploded", "the blast"), and of one incident, which is what happened
and what it did at once ("exploded", "killed"). `tools/merging/train_incidents.py` learned the weights of
`data/coreference.toml` from articles in which readers said so. Most of it is how alike the tagger reads the two words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from events.merging import fit
from events.merging.words import akin, content, listed, names, rarity, stems
from events.model import Mention, Participant

LEVELS = ("happening", "incident")
HARM = {"ACCIDENT", "ASSAULT", "CRIME", "DEATH", "DISASTER"}  # a deed may be of one, and what it did of another
FAR = 100  # characters between two mentions that are no longer near
WORTH = -3.0  # log-odds by what is known at once, from which the rest is looked at
POINTING = re.compile(r"\b(?:the|this|that|these|those|such)\s+((?:[\w-]+\s+){0,2})$", re.IGNORECASE)

Features = dict[str, float]


@dataclass(frozen=True)
class Telling:
    """A mention, and what is asked of it again and again."""

    mention: Mention

    @cached_property
    def words(self) -> frozenset[str]:
        return stems(self.mention.trigger.text)

    @cached_property
    def rare(self) -> float:
        return max((rarity(w) for w in self.mention.trigger.text.lower().split()), default=0.0)

    @cached_property
    def violent(self) -> bool:
        """What an act of violence is made of: a way of doing it, or what it did."""
        kind = f"{self.mention.type}/{self.mention.mode}" if self.mention.mode else self.mention.type
        return kind in listed("ways") or kind in listed("outcomes")

    @cached_property
    def told(self) -> float:
        sure = self.mention.confidence.event
        return 1.0 if sure is None else sure

    @cached_property
    def dated(self) -> bool:
        """Its own words say when."""
        return self.mention.time is not None and self.mention.time.basis == "stated"

    @cached_property
    def placed(self) -> bool:
        """Its own sentence, or a person, says where."""
        place = self.mention.place
        return place is not None and (place.span is None or self.mention.sentence.covers(place.span))

    @cached_property
    def points_back(self) -> bool:
        """ "the recent attack", but not "the bus and wounded" or "the men killed"."""
        found = POINTING.search(self.before)
        between = found[1].lower().split() if found else []
        ends = self.mention.trigger.text.lower().endswith("ed")
        return found is not None and not ends and not listed("empty") & {*between}

    @cached_property
    def anew(self) -> bool:
        """ "Meanwhile, a bomb exploded", "in another town", "another bomb attack"; not "another man was killed"."""
        words = self.before.lower().replace(",", " ").split()
        return bool(listed("anew") & {*words[:2]} or listed("another") & {*words[1:2], *words[-2:]})

    @cached_property
    def before(self) -> str:
        """The words of its sentence up to its trigger."""
        return self.mention.sentence.text[: self.mention.trigger.start - self.mention.sentence.start]

    @cached_property
    def names(self) -> frozenset[str]:
        return names(self.mention.sentence.text)

    @cached_property
    def content(self) -> frozenset[str]:
        return content(self.mention.sentence.text)

    @cached_property
    def parties(self) -> dict[str, tuple[Participant, ...]]:
        """By role."""
        return {role: tuple(p for p in self.mention.participants if p.role == role) for role in ("actor", "recipient")}

    @cached_property
    def complement(self) -> frozenset[str]:
        return stems(self.mention.what.text) - self.words


def probabilities(before: Sequence[Telling], other: Telling, alike: Sequence[float]) -> np.ndarray:
    """That `other`, later in the text, tells of the same as each of some before it, 0 to 1: mentions × `LEVELS`.

    `alike`: the cosines of how the tagger reads the words of each and of `other`.
    """
    at_once = known_at_once(before, other, alike)
    kinds = [kind_of_pair(one.mention.type, other.mention.type) for one in before]
    odds = np.empty((len(before), len(LEVELS)))
    for n, level in enumerate(LEVELS):
        of = weights(level)
        odds[:, n] = of["intercept"] + sum(of[name] * values for name, values in at_once.items())
        odds[:, n] += [of.get(kind, 0.0) for kind in kinds]
    for i in np.flatnonzero(odds.max(axis=1, initial=WORTH - 1) >= WORTH).tolist():
        features = [(name, value) for name, value in looked_at(before[i], other).items() if value]
        odds[i] += [sum(of[name] * value for name, value in features) for of in map(weights, LEVELS)]
    return 1 / (1 + np.exp(-odds))


def known_at_once(before: Sequence[Telling], other: Telling, alike: Sequence[float]) -> dict[str, np.ndarray]:
    """What costs next to nothing to know of many pairs, each with `other`."""
    ends = np.array([one.mention.trigger.end for one in before])
    told = np.array([one.told for one in before])
    return {
        "alike": np.asarray(alike),
        "apart": np.log1p(np.maximum(0, other.mention.trigger.start - ends) / FAR),
        "first told": told,
        "told": np.full(len(before), other.told),
        "both told": told * other.told,
        "first salient": np.array([one.mention.salience for one in before]),
    }


@cache
def kind_of_pair(one: str, other: str) -> str:
    """What the feature of two types is called, whichever is first: types of harm go together, and with any unknown."""
    if one == other:
        return one
    if fit.OTHER in (one, other) or {one, other} <= HARM:
        return " ".join(sorted((one, other)))
    return "two types"


def looked_at(one: Telling, other: Telling) -> Features:
    """What two mentions say of each other's words, who, where, when and how many."""
    a, b = one.mention, other.mention
    same_sentence = a.sentence.start == b.sentence.start
    word, violent = akin(one.words, other.words), one.violent and other.violent
    where, when = fit.places(a.place, b.place), fit.told_times(a.time, b.time)
    return {
        "same mode": a.mode is not None and (a.type, a.mode) == (b.type, b.mode),
        "other mode": a.type == b.type and None not in (a.mode, b.mode) and a.mode != b.mode,
        "same word": word,
        "rare word": word * other.rare,
        "word of unknown type": word and a.type == b.type == fit.OTHER,
        "violent": violent,
        "points back": other.points_back,
        "points back to violence": other.points_back and violent,
        "begins anew": other.anew,
        **(_between(a, b) if same_sentence else {}),
        **_signed("actor", fit.side(one.parties["actor"], other.parties["actor"])),
        **_signed("recipient", fit.side(one.parties["recipient"], other.parties["recipient"])),
        "nobody": not b.participants,
        **_signed("where" if one.placed and other.placed else "lent where", where),
        **_signed("when" if one.dated and other.dated else "lent when", when),
        "own day": other.dated,
        "own place": other.placed,
        **_signed("toll", fit.casualties(a.casualties, b.casualties)),
        "same said of it": bool(one.complement & other.complement),
        "names": 0.0 if same_sentence else _share(one.names, other.names),
        "wording": 0.0 if same_sentence else _common(one.content, other.content),
    }


def _signed(name: str, value: float | None) -> Features:
    """How well two agree, and how much they contradict each other."""
    value = value or 0.0
    return {name: max(0.0, value), f"other {name}": max(0.0, -value)}


def _between(one: Mention, other: Mention) -> Features:
    """How near the two stand in one sentence."""
    start = one.sentence.start
    words = len(one.sentence.text[one.trigger.end - start : max(0, other.trigger.start - start)].split())
    return {"side by side": words <= 1, "near in it": words <= 3}


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def join(level: str) -> float:
    """The probability from which a mention joins others."""
    return _learned()[level]["join"]


@cache
def weights(level: str) -> Mapping[str, float]:
    return _learned()[level]["weights"] | _learned()[level]["types"]


@cache
def _learned() -> dict:
    return tomllib.loads(files("events.merging").joinpath("data", "coreference.toml").read_text("utf-8"))
