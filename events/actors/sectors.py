"""Which part of society a noun names: "troops" → MIL, "protesters" → CVL, "rebel commander" → REB."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LONGEST = 3  # words of a phrase in the table


@dataclass(frozen=True, slots=True)
class Sector:
    """A row of the table. `role`: head decides by itself, soft yields to a modifier, mod only stands before a noun."""

    code: str
    role: str


@lru_cache(maxsize=1)
def table() -> Mapping[str, Sector]:
    """Lemma or phrase of lemmas → its sector."""
    with (files("events.actors") / "data" / "sectors.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return {phrase: Sector(code, role) for phrase, code, role in rows}


@lru_cache(maxsize=1)
def human_nouns() -> frozenset[str]:
    """Nouns, as lemmas, that name people or bodies of people: those that can take part in an event."""
    return frozenset(phrase.split()[-1] for phrase, sector in table().items() if sector.role != "mod")


def of_words(words: Sequence[str]) -> str | None:
    """Sector of a noun phrase, given as lower-case lemmas with its head last; None where no word tells."""
    head = _longest_ending(words)
    if head is None:
        return None
    size, sector = head
    if sector.role == "head":
        return sector.code
    return next((m for m in map(_modifier, reversed(words[:-size])) if m), sector.code)


def _longest_ending(words: Sequence[str]) -> tuple[int, Sector] | None:
    for size in range(min(LONGEST, len(words)), 0, -1):
        sector = table().get(" ".join(words[-size:]))
        if sector is not None and sector.role != "mod":
            return size, sector
    return None


def _modifier(word: str) -> str | None:
    sector = table().get(word)
    return sector.code if sector is not None and sector.role != "soft" else None
