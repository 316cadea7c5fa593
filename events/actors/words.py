"""The word lists of words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas, in lower case; each list is explained in the file."""

    place: frozenset[str]
    locative: frozenset[str]
    name_parts: frozenset[str]
    newer: frozenset[str]  # as written
    reign: frozenset[str]
    deputies: frozenset[str]
    rule: frozenset[str]
    vessels: frozenset[str]
    others: frozenset[str]
    neighbours: frozenset[str]
    men: frozenset[str]
    amounts: frozenset[str]
    fighters: frozenset[str]
    foreign: frozenset[str]
    against: frozenset[str]
    run: frozenset[str]
    tied: frozenset[str]
    definite: frozenset[str]
    state: frozenset[str]
    land: frozenset[str]
    group: frozenset[str]
    body: frozenset[str]
    service: frozenset[str]
    one_person: frozenset[str]  # endings
    not_one: frozenset[str]
    gender: Mapping[str, str]  # title → feminine, masculine
    peoples: Mapping[str, str]  # sector → what those of a state are called

    def is_one_person(self, lemma: str) -> bool:
        """Whether a noun names one person, as far as its ending tells."""
        return lemma.endswith(tuple(self.one_person)) and lemma not in self.not_one


@lru_cache(maxsize=1)
def words() -> Words:
    """All lists of the file."""
    raw = tomllib.loads((files("events.actors") / "data" / "words.toml").read_text(encoding="utf-8"))
    gender = {title: gender for gender, titles in raw.pop("gender").items() for title in titles}
    peoples = raw.pop("peoples")
    lists = {name: frozenset(entries) for name, entries in raw.items()}
    return Words(**lists, gender=MappingProxyType(gender), peoples=MappingProxyType(peoples))
