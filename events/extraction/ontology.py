"""What words mean: event types and modes, triggers, word classes. All of it is data under `data/`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

from events.actors.sectors import human_nouns as human_nouns

PREPOSITIONS = frozenset(("of", "in", "on", "for", "with", "to", "against", "at", "by", "from"))
DATA = files("events.extraction") / "data"
OTHER = "OTHER"  # the type of what is none of the others


@dataclass(frozen=True, slots=True)
class Mode:
    """One way that a type comes in. `cameo` and `acled` (event type, sub-event type) are None where there is none."""

    definition: str
    cameo: str | None = None
    acled: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """An event type, with its modes by name."""

    definition: str
    cameo: str | None
    acled: tuple[str, str] | None
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells of an event.

    `phrase`: lemmas; of a verb the first is the head, of a noun the last, or the last before a preposition.
    """

    phrase: tuple[str, ...]
    pos: str  # V, N, or A: an adjective that tells of an event ("dead")
    type: str
    mode: str | None
    cameo: str | None  # its own code, else that of its mode or type
    needs: tuple[str, ...] = ()  # conditions on its arguments


@dataclass(frozen=True, slots=True)
class Classes:
    """Lemmas, and phrases joined by a space, that decide whether and how an event is told."""

    light_verbs: frozenset[str]
    aspectual: Mapping[str, str]  # lemma → begin, continue, end
    modality: Mapping[str, str]  # lemma → planned, possible, negated: what it makes of its complement
    implicative: frozenset[str]
    reporting: frozenset[str]
    perception: frozenset[str]
    stative: frozenset[str]
    generic: frozenset[str]
    neg_raising: frozenset[str]
    collective: frozenset[str]
    harm: frozenset[str]
    participation: frozenset[str]
    undergoing: frozenset[str]
    cognate: frozenset[str]
    full_verbs: frozenset[str]
    fulfilling: frozenset[str]
    deliberation: frozenset[str]
    doubt: frozenset[str]
    causal: frozenset[str]
    resumption: frozenset[str]
    fact_when_denied: frozenset[str]
    thwarting: frozenset[str]
    portions: frozenset[str]
    quantifiers: frozenset[str]
    occurrence: frozenset[str]
    recurrent: frozenset[str]
    quantitative: frozenset[str]
    lasting: frozenset[str]
    results: frozenset[str]
    effort: frozenset[str]
    prepositions: frozenset[str]
    set_phrases: frozenset[str]
    habitual: frozenset[str]
    contents: Mapping[str, Mapping[str, tuple[str, str]]]  # type → type of what it is about → type and mode it then has
    hedges: Mapping[str, str]  # adjective → planned, possible, negated: what it makes of its noun
    no_events: frozenset[str]  # verbs that are no events by themselves
    instruments: Mapping[str, tuple[str, str]]  # weapon or force of nature → type and mode of what it does
    topics: Mapping[str, frozenset[str]]  # words that tell the sense of an ambiguous trigger, by topic

    def phase(self, lemma: str) -> str | None:
        """What an aspectual verb says of its event: begin, continue, end; None for any other verb."""
        return self.aspectual.get(lemma)


Triggers = Mapping[tuple[str, str], tuple[Trigger, ...]]


@lru_cache(maxsize=1)
def types() -> Mapping[str, Type]:
    """Every event type by name, in the order of the file."""
    raw = tomllib.loads((DATA / "ontology.toml").read_text(encoding="utf-8"))["types"]
    return MappingProxyType({name: _type(entry) for name, entry in raw.items()})


def _type(entry: dict) -> Type:
    modes = {name: Mode(m["definition"], m.get("cameo"), _pair(m)) for name, m in entry.get("modes", {}).items()}
    return Type(entry["definition"], entry.get("cameo"), _pair(entry), MappingProxyType(modes))


def _pair(entry: dict) -> tuple[str, str] | None:
    return (entry["acled"][0], entry["acled"][1]) if "acled" in entry else None


def cameo(type_: str, mode: str | None = None) -> str | None:
    """CAMEO code of the mode, else of the type. Raises KeyError for an unknown type."""
    entry = types()[type_]
    found = entry.modes.get(mode) if mode else None
    return (found.cameo if found else None) or entry.cameo


def acled(type_: str, mode: str | None = None) -> tuple[str, str] | None:
    """ACLED event type and sub-event type of the mode, else of the type. Raises KeyError for an unknown type."""
    entry = types()[type_]
    if mode and mode in entry.modes:
        return entry.modes[mode].acled
    return entry.acled


@lru_cache(maxsize=1)
def triggers() -> Triggers:
    """Triggers by head lemma and part of speech: longest phrase first, then most conditions, then the file's order."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for trigger in read_triggers():
        head = trigger.phrase[0] if trigger.pos == "V" else _noun_head(trigger.phrase)
        found.setdefault((head, trigger.pos), []).append(trigger)
    return {key: tuple(sorted(rows, key=lambda t: (-len(t.phrase), -len(t.needs)))) for key, rows in found.items()}


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Lemmas of verbs that the lists know, with other words of theirs."""
    raw = tomllib.loads((DATA / "classes.toml").read_text(encoding="utf-8"))
    groups = (*raw["words"].values(), *raw["aspectual"].values(), *raw["modality"].values(), raw["light_verbs"])
    listed = {entry.split()[0] for group in groups for entry in group}
    return frozenset(listed | {word for word, pos in triggers() if pos == "V"})


def _noun_head(phrase: tuple[str, ...]) -> str:
    """The last word, or the one before a preposition: "declaration of independence"."""
    return next((word for word, after in pairwise(phrase) if after in PREPOSITIONS), phrase[-1])


def read_triggers() -> tuple[Trigger, ...]:
    """Every row of triggers.tsv, in order."""
    with (DATA / "triggers.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return tuple(_trigger(*row) for row in rows)


def _trigger(phrase: str, pos: str, type_: str, mode: str, code: str, needs: str) -> Trigger:
    return Trigger(
        phrase=tuple(phrase.split()),
        pos=pos,
        type=type_,
        mode=mode or None,
        cameo=code or cameo(type_, mode or None),
        needs=tuple(needs.split(",")) if needs else (),
    )


@lru_cache(maxsize=1)
def classes() -> Classes:
    """Word classes of classes.toml."""
    raw = tomllib.loads((DATA / "classes.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(entries) for name, entries in raw["words"].items()}
    light = frozenset(raw["light_verbs"])
    return Classes(
        light_verbs=light,
        aspectual=_by_word(raw["aspectual"]),
        modality=_by_word(raw["modality"]),
        hedges=_by_word(raw["hedges"]),
        contents={t: {c: _type_and_mode(n) for c, n in row.items()} for t, row in raw["contents"].items()},
        no_events=words["reporting"] | words["perception"] | words["stative"],
        instruments={w: _type_and_mode(name) for name, entries in raw["instruments"].items() for w in entries},
        topics={name: frozenset(entries) for name, entries in raw["topics"].items()},
        **words,
    )


def _type_and_mode(name: str) -> tuple[str, str]:
    type_, mode = name.split()
    return type_, mode


def topic(name: str) -> frozenset[str]:
    """Words of a topic of classes.toml. Raises KeyError for an unknown one."""
    return classes().topics[name]


def _by_word(groups: dict[str, list[str]]) -> Mapping[str, str]:
    """Word → group; a word of two groups keeps the first."""
    found: dict[str, str] = {}
    for group, words in groups.items():
        for word in words:
            found.setdefault(word, group)
    return MappingProxyType(found)
